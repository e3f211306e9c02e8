import { DescribeStackSetCommand, ListStackInstancesCommand, ListStackSetOperationsCommand, ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { clientsOf, stack } from '../clients';
import { TestOrganization } from './test-organization';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../../started-endpoint';

let endpoint: LocalEndpoint;
let organization: TestOrganization;
// Before the endpoint stops.
afterAll(() => organization?.stop());
endpointForAll(async (started) => {
  endpoint = started;
  organization = await TestOrganization.create(endpoint);
});

/** Answers CloudFormation at once, but not before the functions of other accounts and regions are made. */
const ANSWER = `exports.handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({
    Status: 'SUCCESS', PhysicalResourceId: 'answer', StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId,
  }) });
};`;
const template = (name: string, value: unknown = { Ref: 'Value' }) => JSON.stringify({
  Parameters: { Value: { Type: 'String', Default: 'default' } },
  Resources: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: `/${name}`, Type: 'String', Value: value } } },
});
const group = (units: string[], Regions: string[], more: object = {}) => ({ DeploymentTargets: { OrganizationalUnitIds: units }, Regions, ...more });
const stackSet = (StackSetName: string, StackInstancesGroup: object[], more: object = {}) => ({
  Set: {
    Type: 'AWS::CloudFormation::StackSet',
    Properties: {
      StackSetName,
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: 'true', RetainStacksOnAccountRemoval: 'false' },
      TemplateBody: template(StackSetName),
      StackInstancesGroup,
      ...more,
    },
  },
});
const parameter = async (account: string, name: string, region = 'us-east-1') => clientsOf(endpoint, { accessKeyId: account, secretAccessKey: 'test' }, region).ssm
  .send(new GetParameterCommand({ Name: `/${name}` })).then(({ Parameter }) => Parameter!.Value, (error: Error) => error.name);
const instances = async (StackSetName: string) => {
  const { Summaries } = await clientsOf(endpoint).cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
  return Summaries!.map(({ Account, Region, Status }) => `${Account} ${Region} ${Status}`).sort();
};
const isBusy = async (StackSetName: string) => {
  const { Summaries } = await clientsOf(endpoint).cloudFormation.send(new ListStackSetOperationsCommand({ StackSetName }));
  return Summaries!.some(({ Status }) => Status === 'RUNNING' || Status === 'QUEUED');
};
const active = async () => (await clientsOf(endpoint).cloudFormation.send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries!.map(({ StackSetName }) => StackSetName);

test('AWS::CloudFormation::StackSet makes its instances, follows every change of the template and takes all with it', async () => {
  const [one, two] = [await organization.unit(), await organization.unit()];
  const [a, b, c] = [await organization.account(one), await organization.account(one), await organization.account(two)];
  const created = await stack(endpoint, 'create', 'life', stackSet('life', [group([one], ['us-east-1', 'eu-west-1'])]));
  expect(created.status).toBe('CREATE_COMPLETE');
  expect(created.physicalId('Set')).toMatch(/^life:[0-9a-f-]{36}$/);
  expect(await instances('life')).toEqual([a, b].flatMap((account) => ['eu-west-1', 'us-east-1'].map((region) => `${account} ${region} CURRENT`)).sort());

  // Another region less, another unit more, with an override of its own, and a new template.
  const updated = await stack(endpoint, 'update', 'life', stackSet('life', [
    group([one], ['us-east-1']), group([two], ['us-east-1'], { ParameterOverrides: [{ ParameterKey: 'Value', ParameterValue: 'own' }] }),
  ], { TemplateBody: template('life', { 'Fn::Sub': 'second ${Value}' }) }));
  expect(updated.status).toBe('UPDATE_COMPLETE');
  expect(await instances('life')).toEqual([a, b, c].map((account) => `${account} us-east-1 CURRENT`).sort());
  expect([await parameter(a, 'life'), await parameter(c, 'life'), await parameter(a, 'life', 'eu-west-1')]).toEqual(['second default', 'second own', 'ParameterNotFound']);

  // The override goes, and an account is left out.
  await stack(endpoint, 'update', 'life', stackSet('life', [
    { DeploymentTargets: { OrganizationalUnitIds: [one], Accounts: [b], AccountFilterType: 'DIFFERENCE' }, Regions: ['us-east-1'] }, group([two], ['us-east-1']),
  ], { TemplateBody: template('life', { 'Fn::Sub': 'second ${Value}' }) }));
  expect([await parameter(b, 'life'), await parameter(c, 'life')]).toEqual(['ParameterNotFound', 'second default']);

  const added = await organization.account(two);
  // A set that is deployed to a new account is not deleted.
  const joined = async () => await parameter(added, 'life') === 'second default' && !await isBusy('life');
  for (const deadline = Date.now() + 10_000; Date.now() < deadline && !await joined();) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await parameter(added, 'life')).toBe('second default');

  expect((await stack(endpoint, 'delete', 'life')).status).toBe('DELETE_COMPLETE');
  expect(await active()).not.toContain('life');
  for (const account of [a, b, c, added]) expect(await parameter(account, 'life')).toBe('ParameterNotFound');
});

test('names that CloudFormation makes differ between the regions of an account, and functions of one name run in all of them', async () => {
  const unit = await organization.unit();
  const accounts = [await organization.account(unit), await organization.account(unit)];
  const TemplateBody = JSON.stringify({
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] } } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'same-name', Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 20, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Code: { ZipFile: ANSWER } } },
      Custom: { Type: 'Custom::Answer', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, ServiceTimeout: '30' } },
    },
  });
  const regions = ['us-east-1', 'eu-west-1', 'eu-north-1'];
  const { status, reasons } = await stack(endpoint, 'create', 'same-name', stackSet('same-name', [group([unit], regions)], {
    TemplateBody, Capabilities: ['CAPABILITY_IAM'], OperationPreferences: { MaxConcurrentCount: 2, FailureToleranceCount: 1, RegionConcurrencyType: 'PARALLEL' },
  }));
  expect([status, reasons]).toEqual(['CREATE_COMPLETE', []]);
  expect(await instances('same-name')).toEqual(accounts.flatMap((account) => regions.map((region) => `${account} ${region} CURRENT`)).sort());
}, 120_000);

describe('a deployment that fails in an account', () => {
  test('fails the stack with the account and its reason, and the rollback takes away what was deployed', async () => {
    const unit = await organization.unit();
    const [good, bad] = [await organization.account(unit), await organization.account(unit)];
    await organization.deny(bad, 'ssm:PutParameter');
    const { status, reasons } = await stack(endpoint, 'create', 'fails', stackSet('fails', [group([unit], ['us-east-1'])], { OperationPreferences: { FailureToleranceCount: 0 } }));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasons[0]).toMatch(new RegExp(`^Resource handler returned message: "Stack set operation \\[[0-9a-f-]+\\] was unexpectedly stopped or failed. status reason\\(s\\): \\[Account ${bad}, us-east-1: .*with an explicit deny in a service control policy`));
    expect([await parameter(good, 'fails'), await active()]).toEqual(['ParameterNotFound', expect.not.arrayContaining(['fails'])]);
  });

  test('is tolerated as far as the template says', async () => {
    const unit = await organization.unit();
    const [good, bad] = [await organization.account(unit), await organization.account(unit)];
    await organization.deny(bad, 'ssm:PutParameter');
    const { status } = await stack(endpoint, 'create', 'tolerant', stackSet('tolerant', [group([unit], ['us-east-1'])], { OperationPreferences: { FailureToleranceCount: '1' } }));
    expect([status, await instances('tolerant')]).toEqual(['CREATE_COMPLETE', [`${good} us-east-1 CURRENT`, `${bad} us-east-1 OUTDATED`].sort()]);
  });

  test('puts an update back', async () => {
    const unit = await organization.unit();
    const account = await organization.account(unit);
    await stack(endpoint, 'create', 'back', stackSet('back', [group([unit], ['us-east-1'])]));
    await clientsOf(endpoint, { accessKeyId: account, secretAccessKey: 'test' }).ssm.send(new PutParameterCommand({ Name: '/taken', Value: 'was there', Type: 'String' }));
    const { status } = await stack(endpoint, 'update', 'back', stackSet('back', [group([unit], ['us-east-1'])], { TemplateBody: template('taken') }));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([await parameter(account, 'back'), await parameter(account, 'taken')]).toEqual(['default', 'was there']);
    const { StackSet } = await clientsOf(endpoint).cloudFormation.send(new DescribeStackSetCommand({ StackSetName: 'back' }));
    expect(StackSet!.TemplateBody).toBe(template('back'));
  });
});

test.each<[string, object[], object, RegExp]>([
  ['no units', [{ DeploymentTargets: { Accounts: ['111111111111'] }, Regions: ['us-east-1'] }], {}, /OrganizationalUnitIds should be specified in SERVICE_MANAGED mode/],
  ['a unit that does not exist', [group(['ou-none-00000000'], ['us-east-1'])], {}, /Organizational unit ou-none-00000000 not found/],
  ['self-managed permissions', [], { PermissionModel: 'SELF_MANAGED' }, /PermissionModel SERVICE_MANAGED only/],
  ['automatic deployment that says nothing of retention', [], { AutoDeployment: { Enabled: true } }, /RetainStacksOnAccountRemoval must be specified/],
])('a set with %s fails', async (_, groups, more, reason) => {
  const { status, reasons } = await stack(endpoint, 'create', `bad-${Math.random().toString(36).slice(2)}`, stackSet('bad', groups, more));
  expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(reason)]);
});
