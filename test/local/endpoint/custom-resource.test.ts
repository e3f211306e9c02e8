import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { clientsOf, makeUser, outcome, stack } from './clients';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';

/** Writes down every event, then answers, or not, as its properties say. */
const HANDLER = `
const { IAMClient, ListUsersCommand } = require('@aws-sdk/client-iam');
const { SSMClient, GetParameterCommand, PutParameterCommand } = require('@aws-sdk/client-ssm');
const ssm = new SSMClient({ maxAttempts: 1 });
exports.handler = async event => {
  const Name = '/log/' + event.LogicalResourceId;
  const past = await ssm.send(new GetParameterCommand({ Name })).then(r => r.Parameter.Value + ' ', () => '');
  const note = event.RequestType + ':' + (event.PhysicalResourceId ?? '-');
  await ssm.send(new PutParameterCommand({ Name, Value: past + note, Type: 'String', Overwrite: true }));
  if (event.ResourceProperties.Silent === event.RequestType) return;
  const denied = await new IAMClient({ maxAttempts: 1 }).send(new ListUsersCommand({})).then(() => 'allowed', e => e.name);
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({
    Status: event.ResourceProperties.Fail === event.RequestType ? 'FAILED' : 'SUCCESS', Reason: 'told to',
    PhysicalResourceId: event.PhysicalResourceId ?? 'made-by-handler',
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId,
    Data: { Denied: denied, Type: typeof event.ResourceProperties.Number, Padding: 'x'.repeat(event.RequestType === 'Create' ? Number(event.ResourceProperties.Size ?? 0) : 0) },
  }) });
};
`;

let endpoint: LocalEndpoint;
let functionArn: string;

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  const role = 'handler';
  const { iam } = clientsOf(endpoint);
  await iam.send(new CreateRoleCommand({
    RoleName: role,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    }),
  }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: role,
    PolicyName: 'p',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['ssm:GetParameter', 'ssm:PutParameter'], Resource: 'arn:aws:ssm:*:*:parameter/log/*' }],
    }),
  }));
  functionArn = `arn:aws:lambda:us-east-1:${endpoint.accountId}:function:handler`;
  const created = await stack(endpoint, 'create', 'handler', {
    Handler: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'handler',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Timeout: 20,
        Code: { ZipFile: HANDLER },
        Role: `arn:aws:iam::${endpoint.accountId}:role/${role}`,
      },
    },
  });
  expect(created.status).toBe('CREATE_COMPLETE');
}, 60_000);
afterAll(async () => endpoint?.stop());

const resource = (properties: object = {}, more: object = {}) =>
  ({ Type: 'Custom::Thing', Properties: { ServiceToken: functionArn, ...properties }, ...more });
const eventsOf = async (logicalId: string) =>
  (await clientsOf(endpoint).ssm.send(new GetParameterCommand({ Name: `/log/${logicalId}` }))).Parameter!.Value!.split(' ');

test('a function finds the SDK clients and may call only what its role allows', async () => {
  const { cloudFormation } = clientsOf(endpoint);
  const { status } = await stack(endpoint, 'create', 'works', { Works: resource({ Number: 5 }) });
  expect(status).toBe('CREATE_COMPLETE');
  await stack(endpoint, 'update', 'works', {
    Works: resource({ Number: 6 }),
    Seen: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/seen', Type: 'String', Value: { 'Fn::Sub': '${Works.Denied} ${Works.Type}' } } },
  });
  expect((await clientsOf(endpoint).ssm.send(new GetParameterCommand({ Name: '/seen' }))).Parameter!.Value).toBe('AccessDenied string');
  await stack(endpoint, 'delete', 'works');
  expect(await eventsOf('Works')).toEqual(['Create:-', 'Update:made-by-handler', 'Delete:made-by-handler']);
  expect(await outcome(cloudFormation.send(new DescribeStacksCommand({ StackName: 'works' })))).toBe('ValidationError');
});

test('a Create that failed is followed by a Delete with the id it answered', async () => {
  const { status, events } = await stack(endpoint, 'create', 'fails', { Fails: resource({ Fail: 'Create' }) });
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(await eventsOf('Fails')).toEqual(['Create:-', 'Delete:made-by-handler']);
  expect(events.filter(event => event.startsWith('Fails'))).toEqual([
    'Fails CREATE_IN_PROGRESS', 'Fails CREATE_FAILED', 'Fails DELETE_IN_PROGRESS', 'Fails DELETE_COMPLETE',
  ]);
});

test('a Create that never answers times out and is followed by a Delete', async () => {
  const { status } = await stack(endpoint, 'create', 'silent', { Silent: resource({ Silent: 'Create', ServiceTimeout: 2 }) });
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(await eventsOf('Silent')).toEqual(['Create:-', expect.stringMatching(/^Delete:silent-Silent-/)]);
}, 15_000);

test('a resource that an update failed to create is deleted, and what was there is updated back', async () => {
  await stack(endpoint, 'create', 'added', { Old: resource({ Number: 1 }) });
  const { status } = await stack(endpoint, 'update', 'added', {
    Old: resource({ Number: 2 }), Added: resource({ Fail: 'Create' }, { DependsOn: 'Old' }),
  });
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await eventsOf('Added')).toEqual(['Create:-', 'Delete:made-by-handler']);
  expect(await eventsOf('Old')).toEqual(['Create:-', 'Update:made-by-handler', 'Update:made-by-handler']);
});

test.each(['Retain', 'RetainExceptOnCreate'])('a failed Create with DeletionPolicy %s is treated as CloudFormation does', async DeletionPolicy => {
  await stack(endpoint, 'create', DeletionPolicy, { [DeletionPolicy]: resource({ Fail: 'Create' }, { DeletionPolicy }) });
  expect(await eventsOf(DeletionPolicy)).toEqual(DeletionPolicy === 'Retain' ? ['Create:-'] : ['Create:-', 'Delete:made-by-handler']);
});

test('a response of more than 4,096 bytes fails', async () => {
  expect((await stack(endpoint, 'create', 'small', { Small: resource({ Size: 3000 }) })).status).toBe('CREATE_COMPLETE');
  const { status, reasons } = await stack(endpoint, 'create', 'large', { Large: resource({ Size: 4096 }) });
  expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('Response object is too long.')]);
});

test('a failed Delete leaves the stack in DELETE_FAILED', async () => {
  await stack(endpoint, 'create', 'stays', { Stays: resource({ Fail: 'Delete' }) });
  const { status, reasons } = await stack(endpoint, 'delete', 'stays');
  expect([status, reasons[0]]).toEqual(['DELETE_FAILED', expect.stringContaining('told to')]);
});

test('a user needs permissions for CloudFormation and Lambda like everybody', async () => {
  const { keys } = await makeUser(endpoint, 'nobody', [{ Effect: 'Allow', Action: 'ssm:PutParameter', Resource: '*' }]);
  const { cloudFormation, ssm } = clientsOf(endpoint, keys);
  expect(await outcome(cloudFormation.send(new DescribeStacksCommand({ StackName: 'added' })))).toBe('AccessDenied');
  expect(await outcome(ssm.send(new PutParameterCommand({ Name: '/mine', Value: 'v', Type: 'String' })))).toBe('allowed');
});
