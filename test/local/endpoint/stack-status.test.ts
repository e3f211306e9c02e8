import { DescribeStackResourceCommand, DescribeStackResourcesCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { clientsOf, outcome, stack } from './clients';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';

/** Asks CloudFormation about its own event while CloudFormation waits for the answer, and writes down what it hears. */
const HANDLER = `
const { CloudFormationClient, DescribeStacksCommand, DescribeStackResourceCommand, DescribeStackResourcesCommand, ListStackResourcesCommand } = require('@aws-sdk/client-cloudformation');
const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
const cloudFormation = new CloudFormationClient({ maxAttempts: 1 });
exports.handler = async event => {
  const StackName = event.StackId;
  const LogicalResourceId = event.LogicalResourceId;
  const ask = command => cloudFormation.send(command).catch(error => ({ error: error.name + ': ' + error.message }));
  const stacks = await ask(new DescribeStacksCommand({ StackName }));
  const one = await ask(new DescribeStackResourceCommand({ StackName, LogicalResourceId }));
  const all = await ask(new DescribeStackResourcesCommand({ StackName }));
  const list = await ask(new ListStackResourcesCommand({ StackName }));
  const heard = {
    request: event.RequestType,
    sameStack: stacks.Stacks?.[0].StackId === event.StackId && one.StackResourceDetail?.StackId === event.StackId,
    stack: stacks.error ?? stacks.Stacks[0].StackStatus,
    resource: one.error ?? [one.StackResourceDetail.LogicalResourceId, one.StackResourceDetail.ResourceType, one.StackResourceDetail.ResourceStatus].join(' '),
    physicalId: one.StackResourceDetail?.PhysicalResourceId ?? '',
    inAll: (all.StackResources ?? []).filter(r => r.LogicalResourceId === LogicalResourceId).map(r => r.ResourceType + ' ' + r.ResourceStatus).join(),
    inList: (list.StackResourceSummaries ?? []).filter(r => r.LogicalResourceId === LogicalResourceId).map(r => r.ResourceType + ' ' + r.ResourceStatus).join(),
    answerTo: event.ResponseURL.replace(process.env.AWS_ENDPOINT_URL, '<endpoint>').replace(/[0-9a-f-]{36}$/, '<uuid>'),
  };
  await new SSMClient({ maxAttempts: 1 }).send(new PutParameterCommand({
    Name: '/heard/' + LogicalResourceId + '/' + Date.now(), Value: JSON.stringify(heard), Type: 'String',
  }));
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({
    Status: event.ResourceProperties.Fail === event.RequestType ? 'FAILED' : 'SUCCESS', Reason: 'told to',
    PhysicalResourceId: event.ResourceProperties.Id ?? event.PhysicalResourceId ?? 'made-by-handler',
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId,
  }) });
};
`;

let endpoint: LocalEndpoint;
let functionArn: string;

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  const { iam } = clientsOf(endpoint);
  const statement = (fields: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...fields }] });
  await iam.send(new CreateRoleCommand({
    RoleName: 'handler', AssumeRolePolicyDocument: statement({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }),
  }));
  const account = endpoint.accountId;
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'handler',
    PolicyName: 'ask-and-note',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'ssm:PutParameter', Resource: `arn:aws:ssm:*:${account}:parameter/heard/*` },
        { Effect: 'Allow', Action: ['cloudformation:Describe*', 'cloudformation:List*'], Resource: `arn:aws:cloudformation:*:${account}:stack/allowed-*` },
      ],
    }),
  }));
  functionArn = `arn:aws:lambda:us-east-1:${account}:function:handler`;
  const { status } = await stack(endpoint, 'create', 'handler', {
    Handler: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'handler', Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 20, Code: { ZipFile: HANDLER }, Role: `arn:aws:iam::${account}:role/handler`,
      },
    },
  });
  expect(status).toBe('CREATE_COMPLETE');
}, 60_000);
afterAll(async () => endpoint?.stop());

const resource = (properties: object = {}) => ({ Type: 'Custom::Thing', Properties: { ServiceToken: functionArn, ...properties } });
const parameter = (name: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: 'v' } });

async function heardBy(logicalId: string): Promise<any[]> {
  const { Parameters } = await clientsOf(endpoint).ssm.send(new GetParametersByPathCommand({ Path: `/heard/${logicalId}` }));
  return Parameters!.sort((a, b) => a.Name!.localeCompare(b.Name!)).map(({ Value }) => JSON.parse(Value!));
}

/** What every question answers about the resource while its event is out. */
const heard = (request: string, stackStatus: string, status: string, physicalId: string, logicalId: string) => ({
  request,
  sameStack: true,
  stack: stackStatus,
  resource: `${logicalId} Custom::Thing ${status}`,
  physicalId,
  inAll: `Custom::Thing ${status}`,
  inList: `Custom::Thing ${status}`,
  answerTo: '<endpoint>/_ministack/cfn-response/<uuid>',
});

test('while an event is out, its resource and its stack are in progress', async () => {
  await stack(endpoint, 'create', 'allowed-life', { Life: resource() });
  await stack(endpoint, 'update', 'allowed-life', { Life: resource({ Number: 1 }) });
  await stack(endpoint, 'delete', 'allowed-life');
  expect(await heardBy('Life')).toEqual([
    heard('Create', 'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', '', 'Life'),
    heard('Update', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'made-by-handler', 'Life'),
    heard('Delete', 'DELETE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'made-by-handler', 'Life'),
  ]);
});

test('the Delete after a failed Create finds its stack rolling back', async () => {
  await stack(endpoint, 'create', 'allowed-failing', { Failing: resource({ Fail: 'Create' }) });
  expect(await heardBy('Failing')).toEqual([
    heard('Create', 'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', '', 'Failing'),
    heard('Delete', 'ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'made-by-handler', 'Failing'),
  ]);
});

test('a resource that fails to update is updated back', async () => {
  await stack(endpoint, 'create', 'allowed-back', { Back: resource() });
  const { events } = await stack(endpoint, 'update', 'allowed-back', { Back: resource({ Fail: 'Update' }) });
  expect(await heardBy('Back')).toEqual([
    heard('Create', 'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', '', 'Back'),
    heard('Update', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'made-by-handler', 'Back'),
    heard('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'made-by-handler', 'Back'),
  ]);
  expect(events.filter(event => event.startsWith('Back ')).slice(-4)).toEqual(['Back UPDATE_IN_PROGRESS', 'Back UPDATE_FAILED', 'Back UPDATE_IN_PROGRESS', 'Back UPDATE_COMPLETE']);
});

test('a resource that an update adds is created', async () => {
  await stack(endpoint, 'create', 'allowed-adding', { Present: parameter('/present') });
  const { events } = await stack(endpoint, 'update', 'allowed-adding', { Present: parameter('/present'), Adding: resource() });
  expect(await heardBy('Adding')).toEqual([heard('Create', 'UPDATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', '', 'Adding')]);
  expect(events.filter(event => event.startsWith('Adding '))).toEqual(['Adding CREATE_IN_PROGRESS', 'Adding CREATE_COMPLETE']);
});

test('a resource that an update removes is deleted while the stack cleans up', async () => {
  await stack(endpoint, 'create', 'allowed-removing', { Removing: resource(), Other: parameter('/other') });
  const { status, events } = await stack(endpoint, 'update', 'allowed-removing', { Other: parameter('/other') });
  expect((await heardBy('Removing'))[1]).toEqual(heard('Delete', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'made-by-handler', 'Removing'));
  expect([status, ...events.slice(-4)]).toEqual([
    'UPDATE_COMPLETE', 'allowed-removing UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'Removing DELETE_IN_PROGRESS', 'Removing DELETE_COMPLETE', 'allowed-removing UPDATE_COMPLETE',
  ]);
});

test('a resource that an update replaced is deleted under its old id, while the new one is complete', async () => {
  await stack(endpoint, 'create', 'allowed-replacing', { Replacing: resource({ Id: 'first' }) });
  await stack(endpoint, 'update', 'allowed-replacing', { Replacing: resource({ Id: 'second' }) });
  expect((await heardBy('Replacing'))[2]).toEqual(heard('Delete', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE', 'second', 'Replacing'));
});

test('after the operation the resource is complete, a failed one failed, and another logical id unknown', async () => {
  const { cloudFormation } = clientsOf(endpoint);
  await stack(endpoint, 'create', 'allowed-after', { After: resource() });
  const { StackResourceDetail } = await cloudFormation.send(new DescribeStackResourceCommand({ StackName: 'allowed-after', LogicalResourceId: 'After' }));
  expect(StackResourceDetail).toMatchObject({ ResourceStatus: 'CREATE_COMPLETE', PhysicalResourceId: 'made-by-handler' });
  const { StackResources } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: 'allowed-after', LogicalResourceId: 'After' }));
  expect(StackResources!.map(one => one.ResourceStatus)).toEqual(['CREATE_COMPLETE']);
  const unknown = { StackName: 'allowed-after', LogicalResourceId: 'Never' };
  await expect(cloudFormation.send(new DescribeStackResourceCommand(unknown))).rejects.toThrow('Resource Never does not exist for stack allowed-after');
  await stack(endpoint, 'update', 'allowed-after', { After: resource({ Fail: 'Delete' }) });
  await stack(endpoint, 'delete', 'allowed-after');
  const { StackResourceSummaries } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: 'allowed-after' }));
  expect(StackResourceSummaries!.map(one => [one.LogicalResourceId, one.ResourceStatus])).toEqual([['After', 'DELETE_FAILED']]);
});

test('a function may ask only about the stacks that its role names', async () => {
  await stack(endpoint, 'create', 'other', { Denied: resource() });
  expect(await heardBy('Denied')).toEqual([expect.objectContaining({
    stack: expect.stringMatching(/^AccessDenied: .* is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:us-east-1:\d+:stack\/other\/[0-9a-f-]+ because no identity-based policy allows/),
    resource: expect.stringContaining('AccessDenied'),
  })]);
  expect(await outcome(clientsOf(endpoint).cloudFormation.send(new DescribeStackResourceCommand({ StackName: 'other', LogicalResourceId: 'Denied' })))).toBe('allowed');
});
