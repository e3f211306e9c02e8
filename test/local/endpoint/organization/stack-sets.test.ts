import {
  ActivateOrganizationsAccessCommand, CloudFormationClient, CreateStackInstancesCommand, CreateStackSetCommand, DeactivateOrganizationsAccessCommand,
  DeleteStackInstancesCommand, DeleteStackSetCommand, DescribeOrganizationsAccessCommand,
  DescribeStackInstanceCommand, DescribeStackSetCommand, DescribeStackSetOperationCommand, DetectStackSetDriftCommand,
  ListStackInstanceResourceDriftsCommand, ListStackInstancesCommand, ListStackSetAutoDeploymentTargetsCommand,
  ListStackSetOperationResultsCommand, ListStackSetOperationsCommand, ListStackSetsCommand, StopStackSetOperationCommand,
  UpdateStackInstancesCommand, UpdateStackSetCommand,
} from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { clientsOf, Keys, outcome } from '../clients';
import { TestOrganization } from './test-organization';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../../started-endpoint';

let endpoint: LocalEndpoint;
let organization: TestOrganization;
let cloudFormation: CloudFormationClient;
// Before the endpoint stops.
afterAll(() => organization?.stop());
endpointForAll(async (started) => {
  endpoint = started;
  organization = await TestOrganization.create(endpoint);
  cloudFormation = clientsOf(endpoint).cloudFormation;
});

const rootOf = (accessKeyId: string): Keys => ({ accessKeyId, secretAccessKey: 'test' });
const template = (value: unknown = { Ref: 'Value' }, more: object = {}) => JSON.stringify({
  Parameters: { Value: { Type: 'String', Default: 'default' } },
  Resources: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: { 'Fn::Sub': '/from/${Value}' }, Type: 'String', Value: value } }, ...more },
});
let made = 0;

async function createSet(more: object = {}, TemplateBody = template({ 'Fn::Sub': '${AWS::AccountId} ${AWS::Region} ${Value}' })): Promise<string> {
  const StackSetName = `set-${++made}`;
  await cloudFormation.send(new CreateStackSetCommand({
    StackSetName, TemplateBody, PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: false }, ...more,
  }));
  return StackSetName;
}

async function finish(StackSetName: string, OperationId: string | undefined) {
  for (;;) {
    const { StackSetOperation } = await cloudFormation.send(new DescribeStackSetOperationCommand({ StackSetName, OperationId }));
    if (!['RUNNING', 'QUEUED', 'STOPPING'].includes(StackSetOperation!.Status!)) return StackSetOperation!;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function deploy(StackSetName: string, unit: string, more: object = {}) {
  const { OperationId } = await cloudFormation.send(new CreateStackInstancesCommand({
    StackSetName, DeploymentTargets: { OrganizationalUnitIds: [unit] }, Regions: ['us-east-1'], ...more,
  }));
  return finish(StackSetName, OperationId);
}

const instance = async (StackSetName: string, StackInstanceAccount: string) => (await cloudFormation.send(new DescribeStackInstanceCommand({
  StackSetName, StackInstanceAccount, StackInstanceRegion: 'us-east-1',
}))).StackInstance;

async function instances(StackSetName: string) {
  const { Summaries } = await cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
  return Summaries!.map((one) => `${one.Account} ${one.Region} ${one.Status} ${one.StackInstanceStatus!.DetailedStatus}`).sort();
}

const parameter = async (account: string, name = 'default', region = 'us-east-1') => clientsOf(endpoint, rootOf(account), region).ssm
  .send(new GetParameterCommand({ Name: `/from/${name}` })).then(({ Parameter }) => Parameter!.Value, (error: Error) => error.name);

async function eventually<T>(look: () => Promise<T>, expected: unknown): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    if (JSON.stringify(await look()) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await look()).toEqual(expected);
}

test('a stack set deploys a stack into every account of a unit and of the units below, in every region, and nowhere else', async () => {
  const unit = await organization.unit();
  const accounts = [await organization.account(unit), await organization.account(await organization.unit(unit))];
  const other = await organization.account();
  const name = await createSet({ Description: 'described', Tags: [{ Key: 'k', Value: 'v' }] });
  const operation = await deploy(name, unit, { Regions: ['us-east-1', 'eu-west-1'] });
  expect(operation).toMatchObject({ Action: 'CREATE', Status: 'SUCCEEDED', StatusDetails: { FailedStackInstancesCount: 0 } });
  expect(await instances(name)).toEqual(accounts.flatMap((account) => ['eu-west-1', 'us-east-1'].map((region) => `${account} ${region} CURRENT SUCCEEDED`)).sort());
  for (const account of accounts) {
    expect(await parameter(account)).toBe(`${account} us-east-1 default`);
    expect(await parameter(account, 'default', 'eu-west-1')).toBe(`${account} eu-west-1 default`);
  }
  expect([await parameter(other), await parameter(endpoint.accountId)]).toEqual(['ParameterNotFound', 'ParameterNotFound']);

  const { StackSet } = await cloudFormation.send(new DescribeStackSetCommand({ StackSetName: name }));
  expect(StackSet).toMatchObject({
    StackSetName: name,
    Status: 'ACTIVE',
    Description: 'described',
    PermissionModel: 'SERVICE_MANAGED',
    OrganizationalUnitIds: [unit],
    Regions: ['us-east-1', 'eu-west-1'],
    Tags: [{ Key: 'k', Value: 'v' }],
    StackSetARN: expect.stringMatching(new RegExp(`^arn:aws:cloudformation:us-east-1:${endpoint.accountId}:stackset/${name}:[0-9a-f-]{36}$`)),
  });
  const StackInstance = await instance(name, accounts[0]);
  expect(StackInstance).toMatchObject({ OrganizationalUnitId: unit, StackId: expect.stringContaining(`:${accounts[0]}:stack/StackSet-${name}-`), LastOperationId: operation.OperationId });
  const { OperationId } = operation;
  const { Summaries } = await cloudFormation.send(new ListStackSetOperationResultsCommand({ StackSetName: name, OperationId }));
  expect(Summaries).toHaveLength(4);
  expect(Summaries!.map(({ Status }) => Status)).toEqual(Array(4).fill('SUCCEEDED'));
});

test('stack sets need trusted access, and a delegated administrator works on those of the management account', async () => {
  const unit = await organization.unit();
  const administrator = await organization.account();
  const member = await organization.account(unit);
  const own = clientsOf(endpoint, rootOf(administrator)).cloudFormation;
  const input = { StackSetName: 'delegated', TemplateBody: template(), PermissionModel: 'SERVICE_MANAGED' as const, AutoDeployment: { Enabled: false } };
  const create = async (client: CloudFormationClient, more: object = {}) => client.send(new CreateStackSetCommand({ ...input, ...more })).then(() => 'made', (error: Error) => error.message);
  expect(await create(own)).toContain('Account used is not the management account');
  expect(await create(own, { CallAs: 'DELEGATED_ADMIN' })).toBe('Account used is not a delegated administrator');
  expect(await create(clientsOf(endpoint, rootOf('121212121212')).cloudFormation)).toBe('You must enable organizations access to operate a service managed stack set');
  await organization.organizations('RegisterDelegatedAdministrator', { AccountId: administrator, ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' });
  expect(await create(own, { CallAs: 'DELEGATED_ADMIN' })).toBe('made');
  await own.send(new CreateStackInstancesCommand({ StackSetName: 'delegated', CallAs: 'DELEGATED_ADMIN', DeploymentTargets: { OrganizationalUnitIds: [unit] }, Regions: ['us-east-1'] }));
  await eventually(() => instances('delegated'), [`${member} us-east-1 CURRENT SUCCEEDED`]);
});

describe('account filters', () => {
  test('deploy into some accounts of a unit, or into all but some', async () => {
    const unit = await organization.unit();
    const [a, b, c] = [await organization.account(unit), await organization.account(unit), await organization.account(unit)];
    const filtered = async (AccountFilterType: string, Accounts: string[]) => {
      const name = await createSet();
      await deploy(name, unit, { DeploymentTargets: { OrganizationalUnitIds: [unit], AccountFilterType, Accounts } });
      return (await instances(name)).map((line) => line.split(' ')[0]).sort();
    };
    expect(await filtered('INTERSECTION', [a])).toEqual([a]);
    expect(await filtered('DIFFERENCE', [a])).toEqual([b, c].sort());
  });
});

describe('failures', () => {
  /** Accounts of one unit, some of which have already what the set would make. */
  async function prepare(count: number, broken: number[]) {
    const unit = await organization.unit();
    const accounts: string[] = [];
    for (let number = 0; number < count; number++) accounts.push(await organization.account(unit));
    for (const number of broken) {
      await clientsOf(endpoint, rootOf(accounts[number])).ssm.send(new PutParameterCommand({ Name: '/from/default', Value: 'was there', Type: 'String' }));
    }
    return { unit, accounts };
  }
  const results = async (StackSetName: string, OperationId?: string) => {
    const { Summaries } = await cloudFormation.send(new ListStackSetOperationResultsCommand({ StackSetName, OperationId }));
    return Summaries!.map(({ Status }) => Status);
  };

  test('the first failure stops the operation, and says which resource failed', async () => {
    const { unit, accounts } = await prepare(3, [1]);
    const name = await createSet();
    const operation = await deploy(name, unit);
    expect(operation.Status).toBe('FAILED');
    expect(await results(name, operation.OperationId)).toEqual(['SUCCEEDED', 'FAILED', 'CANCELLED']);
    expect(await instances(name)).toEqual([`${accounts[0]} us-east-1 CURRENT SUCCEEDED`, `${accounts[1]} us-east-1 OUTDATED FAILED`, `${accounts[2]} us-east-1 OUTDATED CANCELLED`].sort());
    const StackInstance = await instance(name, accounts[1]);
    expect(StackInstance!.StatusReason).toMatch(/^ResourceLogicalId:Parameter, ResourceType:AWS::SSM::Parameter, ResourceStatusReason:.*already exists/);
    expect(await parameter(accounts[1])).toBe('was there');
  });

  test.each<[string, object, string, string[]]>([
    ['a count', { FailureToleranceCount: 1, MaxConcurrentCount: 1 }, 'SUCCEEDED', ['SUCCEEDED', 'FAILED', 'SUCCEEDED', 'SUCCEEDED']],
    ['a percentage', { FailureTolerancePercentage: 25, MaxConcurrentPercentage: 25 }, 'SUCCEEDED', ['SUCCEEDED', 'FAILED', 'SUCCEEDED', 'SUCCEEDED']],
    ['a percentage that is less than one account', { FailureTolerancePercentage: 24 }, 'FAILED', ['SUCCEEDED', 'FAILED', 'CANCELLED', 'CANCELLED']],
    ['concurrency, which strict tolerance keeps down', { FailureToleranceCount: 0, MaxConcurrentCount: 4 }, 'FAILED', ['SUCCEEDED', 'FAILED', 'CANCELLED', 'CANCELLED']],
    ['concurrency with soft tolerance', { FailureToleranceCount: 0, MaxConcurrentCount: 4, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' }, 'FAILED', ['SUCCEEDED', 'FAILED', 'SUCCEEDED', 'SUCCEEDED']],
  ])('are tolerated by %s', async (_, OperationPreferences, status, expected) => {
    const { unit } = await prepare(4, [1]);
    const name = await createSet();
    const operation = await deploy(name, unit, { OperationPreferences });
    expect([operation.Status, await results(name, operation.OperationId)]).toEqual([status, expected]);
  });

  test('of a region cancel the regions after it', async () => {
    const { unit, accounts } = await prepare(1, [0]);
    const name = await createSet();
    const operation = await deploy(name, unit, { Regions: ['us-east-1', 'eu-west-1'], OperationPreferences: { RegionOrder: ['us-east-1', 'eu-west-1'] } });
    expect([operation.Status, await parameter(accounts[0], 'default', 'eu-west-1')]).toEqual(['FAILED', 'ParameterNotFound']);
    const parallel = await createSet();
    await deploy(parallel, unit, { Regions: ['us-east-1', 'eu-west-1'], OperationPreferences: { RegionConcurrencyType: 'PARALLEL' } });
    expect(await parameter(accounts[0], 'default', 'eu-west-1')).toContain('eu-west-1');
  });

  test('are repaired by the same operation once their reason is gone', async () => {
    const { unit, accounts } = await prepare(1, [0]);
    const name = await createSet();
    expect((await deploy(name, unit)).Status).toBe('FAILED');
    await organization.sdk.service('ssm', rootOf(accounts[0]))('DeleteParameter', { Name: '/from/default' });
    expect((await deploy(name, unit)).Status).toBe('SUCCEEDED');
    expect(await instances(name)).toEqual([`${accounts[0]} us-east-1 CURRENT SUCCEEDED`]);
  });

  test('come from a service control policy, whose words are the reason', async () => {
    const { unit, accounts } = await prepare(1, []);
    const policy = await organization.deny(unit, 'ssm:PutParameter');
    const name = await createSet();
    expect((await deploy(name, unit)).Status).toBe('FAILED');
    const StackInstance = await instance(name, accounts[0]);
    expect(StackInstance!.StatusReason).toMatch(
      new RegExp(`User: arn:aws:sts::${accounts[0]}:assumed-role/stacksets-exec-[0-9a-f]{32}/\\S+ is not authorized to perform: ssm:PutParameter .* with an explicit deny in a service control policy: \\S+${policy}`));
    // AWS's own example: what StackSets deploys is exempt from the policy.
    await organization.organizations('DetachPolicy', { PolicyId: policy, TargetId: unit });
    await organization.deny(unit, 'ssm:PutParameter', { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/stacksets-exec-*' } } });
    expect((await deploy(name, unit)).Status).toBe('SUCCEEDED');
  });

  test('do not come from a region that a policy denies to others', async () => {
    const { unit } = await prepare(1, []);
    await organization.deny(unit, '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } });
    const name = await createSet();
    const operation = await deploy(name, unit, { Regions: ['us-east-1', 'eu-west-1'] });
    expect(await results(name, operation.OperationId)).toEqual(['SUCCEEDED', 'FAILED']);
  });
});

test('an update of the set updates every instance, and overrides of an instance survive it', async () => {
  const unit = await organization.unit();
  const [a, b] = [await organization.account(unit), await organization.account(unit)];
  const name = await createSet({ Parameters: [{ ParameterKey: 'Value', ParameterValue: 'set' }] });
  await deploy(name, unit);
  const overridden = await cloudFormation.send(new UpdateStackInstancesCommand({
    StackSetName: name,
    DeploymentTargets: { OrganizationalUnitIds: [unit], Accounts: [b], AccountFilterType: 'INTERSECTION' },
    Regions: ['us-east-1'],
    ParameterOverrides: [{ ParameterKey: 'Value', ParameterValue: 'own' }],
  }));
  await finish(name, overridden.OperationId);
  expect([await parameter(a, 'set'), await parameter(b, 'own'), await parameter(b, 'set')]).toEqual([`${a} us-east-1 set`, `${b} us-east-1 own`, 'ParameterNotFound']);
  const StackInstance = await instance(name, b);
  expect(StackInstance!.ParameterOverrides).toEqual([{ ParameterKey: 'Value', ParameterValue: 'own' }]);

  const { OperationId } = await cloudFormation.send(new UpdateStackSetCommand({
    StackSetName: name, TemplateBody: template({ 'Fn::Sub': 'second ${Value}' }), Parameters: [{ ParameterKey: 'Value', UsePreviousValue: true }],
  }));
  expect((await finish(name, OperationId)).Status).toBe('SUCCEEDED');
  expect([await parameter(a, 'set'), await parameter(b, 'own')]).toEqual(['second set', 'second own']);
});

test('instances are deleted with their stacks or without, and then the set', async () => {
  const unit = await organization.unit();
  const [a, b] = [await organization.account(unit), await organization.account(unit)];
  const name = await createSet();
  await deploy(name, unit);
  expect(await outcome(cloudFormation.send(new DeleteStackSetCommand({ StackSetName: name })))).toBe('StackSetNotEmptyException');
  const remove = async (account: string, RetainStacks: boolean) => finish(name, (await cloudFormation.send(new DeleteStackInstancesCommand({
    StackSetName: name, Regions: ['us-east-1'], RetainStacks, DeploymentTargets: { OrganizationalUnitIds: [unit], Accounts: [account], AccountFilterType: 'INTERSECTION' },
  }))).OperationId);
  await remove(a, false);
  await remove(b, true);
  expect([await parameter(a), await parameter(b), await instances(name)]).toEqual(['ParameterNotFound', `${b} us-east-1 default`, []]);
  await cloudFormation.send(new DeleteStackSetCommand({ StackSetName: name }));
  expect(await outcome(cloudFormation.send(new DescribeStackSetCommand({ StackSetName: name })))).toBe('StackSetNotFoundException');
  const { Summaries } = await cloudFormation.send(new ListStackSetsCommand({ Status: 'DELETED' }));
  expect(Summaries!.map(({ StackSetName }) => StackSetName)).toContain(name);
});

describe('automatic deployment', () => {
  const automatic = { AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false } };
  test('gives an account that is moved into the unit its stacks, in every region, without overrides', async () => {
    const unit = await organization.unit();
    const name = await createSet(automatic);
    await deploy(name, unit, { Regions: ['us-east-1', 'eu-west-1'], ParameterOverrides: [{ ParameterKey: 'Value', ParameterValue: 'own' }] });
    expect(await instances(name)).toEqual([]);
    const account = await organization.account(await organization.unit(unit));
    await eventually(() => instances(name), ['eu-west-1', 'us-east-1'].map((region) => `${account} ${region} CURRENT SUCCEEDED`));
    expect(await parameter(account)).toBe(`${account} us-east-1 default`);
    const { Summaries } = await cloudFormation.send(new ListStackSetAutoDeploymentTargetsCommand({ StackSetName: name }));
    expect(Summaries).toEqual([{ OrganizationalUnitId: unit, Regions: ['us-east-1', 'eu-west-1'] }]);
  });

  test('of the root reaches an account as soon as it is created', async () => {
    const name = await createSet(automatic, template({ 'Fn::Sub': '${AWS::AccountId}' }).replace('/from/', '/from-root/'));
    await deploy(name, organization.root, { DeploymentTargets: { OrganizationalUnitIds: [organization.root], Accounts: ['000000000000'], AccountFilterType: 'INTERSECTION' } });
    const everywhere = await createSet(automatic, template().replace('/from/', '/everywhere/'));
    expect((await deploy(everywhere, organization.root, { OperationPreferences: { MaxConcurrentPercentage: 100, FailureTolerancePercentage: 100 } })).Status).toBe('SUCCEEDED');
    const before = (await instances(everywhere)).length;
    const account = await organization.account();
    await eventually(async () => (await instances(everywhere)).length, before + 1);
    expect((await instances(everywhere)).find((line) => line.startsWith(account))).toBeDefined();
    expect(await instances(name)).toEqual([]);
    await cloudFormation.send(new UpdateStackSetCommand({ StackSetName: everywhere, UsePreviousTemplate: true, AutoDeployment: { Enabled: false } }));
    await cloudFormation.send(new UpdateStackSetCommand({ StackSetName: name, UsePreviousTemplate: true, AutoDeployment: { Enabled: false } }));
  });

  test.each([[false, 'ParameterNotFound'], [true, expect.stringMatching(/default$/)]])('with retention %s of an account that leaves its unit', async (RetainStacksOnAccountRemoval, expected) => {
    const unit = await organization.unit();
    const account = await organization.account(unit);
    const name = await createSet({ AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval } });
    await deploy(name, unit);
    await organization.move(account, unit, organization.root);
    await eventually(() => instances(name), []);
    expect(await parameter(account)).toEqual(expected);
  });

  test('keeps the stacks of an account that moves within the unit, and leaves out whom the filter leaves out', async () => {
    const unit = await organization.unit();
    const [one, two] = [await organization.unit(unit), await organization.unit(unit)];
    const [kept, excluded] = [await organization.account(one), await organization.account()];
    const name = await createSet(automatic);
    await deploy(name, unit, { DeploymentTargets: { OrganizationalUnitIds: [unit], Accounts: [excluded], AccountFilterType: 'DIFFERENCE' } });
    const before = await instance(name, kept);
    await organization.move(kept, one, two);
    await organization.move(excluded, organization.root, one);
    const added = await organization.account(one);
    await eventually(() => instances(name), [kept, added].map((account) => `${account} us-east-1 CURRENT SUCCEEDED`).sort());
    const after = await instance(name, kept);
    expect(after!.StackId).toBe(before!.StackId);
  });

  test('that depends on another set begins when that one is done', async () => {
    const unit = await organization.unit();
    const first = await createSet(automatic, template().replace('/from/', '/first/'));
    const { StackSet } = await cloudFormation.send(new DescribeStackSetCommand({ StackSetName: first }));
    const second = await createSet({ AutoDeployment: { ...automatic.AutoDeployment, DependsOn: [StackSet!.StackSetARN!] } }, template().replace('/from/', '/second/'));
    await deploy(second, unit);
    await deploy(first, unit);
    await organization.account(unit);
    await eventually(async () => [(await instances(first)).length, (await instances(second)).length], [1, 1]);
    await eventually(async () => (await cloudFormation.send(new ListStackSetOperationsCommand({ StackSetName: second }))).Summaries![0].Status, 'SUCCEEDED');
    const latest = async (StackSetName: string) => (await cloudFormation.send(new ListStackSetOperationsCommand({ StackSetName }))).Summaries![0];
    expect((await latest(second)).CreationTimestamp!.getTime()).toBeGreaterThanOrEqual((await latest(first)).EndTimestamp!.getTime());
  });

  test('fails in one account without failing in others', async () => {
    const unit = await organization.unit();
    const name = await createSet(automatic);
    await deploy(name, unit);
    const quarantined = await organization.unit(unit);
    await organization.deny(quarantined, 'ssm:*');
    const [bad, good] = [await organization.account(quarantined), await organization.account(unit)];
    await eventually(() => instances(name), [`${bad} us-east-1 OUTDATED FAILED`, `${good} us-east-1 CURRENT SUCCEEDED`].sort());
  });
});

test('an account that is closed is skipped', async () => {
  const unit = await organization.unit();
  const [open, closed] = [await organization.account(unit), await organization.account(unit)];
  const name = await createSet();
  await deploy(name, unit);
  await organization.organizations('CloseAccount', { AccountId: closed });
  const { OperationId } = await cloudFormation.send(new UpdateStackSetCommand({ StackSetName: name, TemplateBody: template('second') }));
  expect((await finish(name, OperationId)).Status).toBe('SUCCEEDED');
  expect(await instances(name)).toEqual([`${open} us-east-1 CURRENT SUCCEEDED`, `${closed} us-east-1 OUTDATED SKIPPED_SUSPENDED_ACCOUNT`].sort());
});

describe('one operation at a time', () => {
  const slow = template('v', { Wait: { Type: 'AWS::CloudFormation::WaitCondition', Properties: { Handle: { Ref: 'Handle' }, Timeout: '2', Count: 1 } }, Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } });
  test('is refused to begin while another one runs, or waits where execution is managed', async () => {
    const unit = await organization.unit();
    await organization.account(unit);
    const input = { DeploymentTargets: { OrganizationalUnitIds: [unit] }, Regions: ['us-east-1'] };
    const plain = await createSet({}, slow);
    const first = await cloudFormation.send(new CreateStackInstancesCommand({ StackSetName: plain, ...input }));
    expect(await outcome(cloudFormation.send(new CreateStackInstancesCommand({ StackSetName: plain, ...input })))).toBe('OperationInProgressException');
    await finish(plain, first.OperationId);
    const managed = await createSet({ ManagedExecution: { Active: true } }, template().replace('/from/', '/managed/'));
    const operations = await Promise.all([0, 1, 2, 3, 4].map(
      () => cloudFormation.send(new CreateStackInstancesCommand({ StackSetName: managed, ...input })),
    ));
    for (const { OperationId } of operations) expect((await finish(managed, OperationId)).Status).toBe('SUCCEEDED');
  });

  test('can be stopped', async () => {
    const unit = await organization.unit();
    const accounts = [await organization.account(unit), await organization.account(unit)];
    const name = await createSet({}, slow);
    const { OperationId } = await cloudFormation.send(new CreateStackInstancesCommand({
      StackSetName: name, DeploymentTargets: { OrganizationalUnitIds: [unit] }, Regions: ['us-east-1'], OperationPreferences: { FailureToleranceCount: 1, MaxConcurrentCount: 1 },
    }));
    await cloudFormation.send(new StopStackSetOperationCommand({ StackSetName: name, OperationId }));
    expect((await finish(name, OperationId)).Status).toBe('STOPPED');
    expect(await instances(name)).toContain(`${accounts[1]} us-east-1 OUTDATED CANCELLED`);
    expect(await outcome(cloudFormation.send(new StopStackSetOperationCommand({ StackSetName: name, OperationId })))).toBe('InvalidOperationException');
  });
});

test('drift of the instances is found, resource by resource', async () => {
  const unit = await organization.unit();
  const [same, changed] = [await organization.account(unit), await organization.account(unit)];
  const name = await createSet();
  await deploy(name, unit);
  await clientsOf(endpoint, rootOf(changed)).ssm.send(new PutParameterCommand({ Name: '/from/default', Value: 'changed', Type: 'String', Overwrite: true }));
  const { OperationId } = await cloudFormation.send(new DetectStackSetDriftCommand({ StackSetName: name }));
  expect((await finish(name, OperationId)).Status).toBe('SUCCEEDED');
  const details = async () => {
    const { StackSet } = await cloudFormation.send(new DescribeStackSetCommand({ StackSetName: name }));
    return StackSet!.StackSetDriftDetectionDetails;
  };
  await eventually(async () => (await details())!.DriftStatus, 'DRIFTED');
  expect(await details()).toMatchObject({ TotalStackInstancesCount: 2, DriftedStackInstancesCount: 1, InSyncStackInstancesCount: 1, DriftDetectionStatus: 'COMPLETED' });
  const drifts = async (StackInstanceAccount: string) => (await cloudFormation.send(new ListStackInstanceResourceDriftsCommand({
    StackSetName: name, StackInstanceAccount, StackInstanceRegion: 'us-east-1', OperationId,
  }))).Summaries!.map((one) => [
    one.LogicalResourceId, one.StackResourceDriftStatus, one.PropertyDifferences?.map(({ PropertyPath }) => PropertyPath),
  ]);
  expect([await drifts(same), await drifts(changed)]).toEqual([[['Parameter', 'IN_SYNC', undefined]], [['Parameter', 'MODIFIED', ['/Value']]]]);
});

test.each<[string, object, string]>([
  ['self-managed permissions', { PermissionModel: 'SELF_MANAGED' }, 'PermissionModel SERVICE_MANAGED only'],
  ['a name with an underscore', { StackSetName: 'a_b' }, 'failed to satisfy constraint'],
  ['a name that exists', { StackSetName: 'taken' }, 'StackSet taken already exists'],
  ['a template with a nested stack', { TemplateBody: template('v', { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: {} } }) }, 'do not support nested stacks'],
  ['a template with a transform', { TemplateBody: JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources: {} }) }, 'do not support templates with transforms'],
  ['roles without the capability', { TemplateBody: template('v', { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } }) }, 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
  ['automatic deployment without a word about retention', { AutoDeployment: { Enabled: true } }, 'RetainStacksOnAccountRemoval must be specified'],
])('a set with %s is refused', async (_, input, message) => {
  await cloudFormation.send(new CreateStackSetCommand({ StackSetName: 'taken', TemplateBody: template(), PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: false } })).catch(() => undefined);
  await expect(cloudFormation.send(new CreateStackSetCommand({
    StackSetName: `refused-${++made}`, TemplateBody: template(), PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: false }, ...input,
  }))).rejects.toThrow(message);
});

test.each<[string, object, string]>([
  ['accounts alone', { DeploymentTargets: { Accounts: ['111111111111'] } }, 'OrganizationalUnitIds should be specified in SERVICE_MANAGED mode'],
  ['a unit that does not exist', { DeploymentTargets: { OrganizationalUnitIds: ['ou-none-00000000'] } }, 'Organizational unit ou-none-00000000 not found'],
  ['a file of accounts', { DeploymentTargets: { OrganizationalUnitIds: ['root'], AccountsUrl: 'https://example.com/accounts' } }, 'takes the accounts as a list only'],
  ['51 units', { DeploymentTargets: { OrganizationalUnitIds: Array.from({ length: 51 }, (_, number) => `ou-none-${String(number).padStart(8, '0')}`) } }, 'at most 50 organizational units'],
  ['the filter UNION', { DeploymentTargets: { OrganizationalUnitIds: ['root'], Accounts: ['111111111111'], AccountFilterType: 'UNION' } }, 'AccountFilterType UNION is not supported'],
  ['no regions', { DeploymentTargets: { OrganizationalUnitIds: ['root'] }, Regions: [] }, 'Regions are required'],
])('a deployment to %s is refused', async (_, input, message) => {
  const StackSetName = await createSet();
  await expect(cloudFormation.send(new CreateStackInstancesCommand({ StackSetName, Regions: ['us-east-1'], ...input }))).rejects.toThrow(message);
});

test('an SDK client of another region sees the sets of that region only', async () => {
  const there = new CloudFormationClient({ endpoint: endpoint.url, region: 'eu-central-1', credentials: rootOf(endpoint.accountId), maxAttempts: 1 });
  expect((await there.send(new ListStackSetsCommand({}))).Summaries).toEqual([]);
});

test('what has one of its kind in a region is made once in each region', async () => {
  const unit = await organization.unit();
  const account = await organization.account(unit);
  const TemplateBody = JSON.stringify({ Resources: { Analyzer: { Type: 'AWS::AccessAnalyzer::Analyzer', Properties: { AnalyzerName: 'external', Type: 'ACCOUNT' } } } });
  const name = await createSet({}, TemplateBody);
  expect((await deploy(name, unit, { Regions: ['us-east-1', 'eu-west-1'] })).Status).toBe('SUCCEEDED');
  for (const region of ['us-east-1', 'eu-west-1']) {
    const { analyzers } = await organization.sdk.service('accessanalyzer', rootOf(account), region)('ListAnalyzers');
    expect(analyzers.map(({ arn }: any) => arn)).toEqual([`arn:aws:access-analyzer:${region}:${account}:analyzer/external`]);
  }
});

test('trusted access is described, taken away and given again', async () => {
  const status = async () => (await cloudFormation.send(new DescribeOrganizationsAccessCommand({}))).Status;
  const create = async () => createSet().then(() => 'made', (error: Error) => error.message);
  expect(await status()).toBe('ENABLED');
  await cloudFormation.send(new DeactivateOrganizationsAccessCommand({}));
  expect([await status(), await create()]).toEqual(['DISABLED', 'You must enable organizations access to operate a service managed stack set']);
  await cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
  expect([await status(), await create()]).toEqual(['ENABLED', 'made']);
});
