import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, ListStackInstancesCommand, ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient, DescribeTrailsCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CreateRoleCommand, GetAccountPasswordPolicyCommand, IAMClient, ListOrganizationsFeaturesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateGroupCommand, CreateGroupMembershipCommand, CreateUserCommand, IdentitystoreClient, ListGroupsCommand, ListUsersCommand } from '@aws-sdk/client-identitystore';
import {
  DescribeOrganizationCommand, LeaveOrganizationCommand, ListAWSServiceAccessForOrganizationCommand, ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand, ListPoliciesForTargetCommand, ListRootsCommand, OrganizationsClient, PolicyType,
} from '@aws-sdk/client-organizations';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ListPermissionSetsCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { portalSession } from './access-portal';
import { callCostManagement } from './cost-management';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'organization');
const POLICY_TYPES: PolicyType[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'S3_POLICY', 'AISERVICES_OPT_OUT_POLICY'];
const OTHER_REGION = 'eu-west-1';

type Configuration = ReturnType<typeof rootOf>;

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let management: Configuration;
let organizations: OrganizationsClient;
let given: Record<string, string>;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  management = rootOf(endpoint, endpoint.accountId);
  organizations = new OrganizationsClient(management);
  const { instanceArn, identityStoreId } = await endpoint.control('identity-center', { region: endpoint.environment.AWS_REGION });
  given = {
    root: organization.root,
    organization: (await organizations.send(new DescribeOrganizationCommand({}))).Organization!.Id!,
    instance: instanceArn,
    store: identityStoreId,
    developer: 'Alice,Example,alice@example.com',
    auditors: await group(identityStoreId, 'auditors', 'bob'),
  };
});

/** A group of the directory with one user. */
async function group(IdentityStoreId: string, DisplayName: string, user: string): Promise<string> {
  const store = new IdentitystoreClient(management);
  const { GroupId } = await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName }));
  const Name = { GivenName: user, FamilyName: user };
  const { UserId } = await store.send(new CreateUserCommand({ IdentityStoreId, UserName: user, DisplayName: user, Name }));
  await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId: UserId! } }));
  return GroupId!;
}

async function cdk(...args: string[]): Promise<void> {
  const context = Object.entries(given).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const result = await runQuickCdk([...args, ...context, '--output', mkdtempSync(join(tmpdir(), 'organization-example-'))], {
    cwd: EXAMPLE, app: join(EXAMPLE, 'app.ts'), environment: endpoint.environment, died: endpoint.died,
  });
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
}

async function units(): Promise<Record<string, string>> {
  const { OrganizationalUnits } = await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId: organization.root }));
  return Object.fromEntries(OrganizationalUnits!.map(({ Name, Id }) => [Name!, Id!]));
}

/** What the organization has turned on. */
async function turnedOn() {
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const { EnabledServicePrincipals } = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
  const features = await new IAMClient(management).send(new ListOrganizationsFeaturesCommand({})).catch(() => undefined);
  return {
    policyTypes: Roots![0].PolicyTypes!.map(({ Type }) => Type!).sort(),
    trusted: EnabledServicePrincipals!.map(({ ServicePrincipal }) => ServicePrincipal!).sort(),
    rootFeatures: features?.EnabledFeatures ?? [],
  };
}

/** The names of the policies that are not AWS's own, by type, in the organization or of a target. */
async function policies(TargetId?: string): Promise<string[][]> {
  return Promise.all(POLICY_TYPES.map(async (Filter) => {
    const { Policies } = TargetId
      ? await organizations.send(new ListPoliciesForTargetCommand({ TargetId, Filter }))
      : await organizations.send(new ListPoliciesCommand({ Filter }));
    return Policies!.filter(({ AwsManaged }) => !AwsManaged).map(({ Name }) => Name!);
  }));
}

/** Which accounts have a stack of the roll-out, by account and region. */
async function instances(): Promise<string[]> {
  const cloudFormation = new CloudFormationClient(management);
  const sets = (await cloudFormation.send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries!.map(({ StackSetName }) => StackSetName!);
  const found = await Promise.all(sets.map(async (StackSetName) => {
    const { Summaries } = await cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
    return Summaries!.map(({ Account, Region, Status }) => `${Account} ${StackSetName} ${Region} ${Status}`);
  }));
  return found.flat().sort();
}

/** The names of the groups and users of the directory. */
async function directory(): Promise<unknown[]> {
  const [store, IdentityStoreId] = [new IdentitystoreClient(management), given.store];
  const { Groups } = await store.send(new ListGroupsCommand({ IdentityStoreId }));
  const { Users } = await store.send(new ListUsersCommand({ IdentityStoreId }));
  return [Groups!.map(({ DisplayName }) => DisplayName).sort(), Users!.map(({ UserName }) => UserName).sort()];
}

/** The amounts of the budgets. */
async function amounts(): Promise<number[]> {
  const { Budgets = [] } = await callCostManagement(endpoint, 'budgets', 'DescribeBudgets');
  return Budgets.map(({ BudgetLimit }: any) => Number(BudgetLimit.Amount));
}

const session = async (user: string, account: string, permissionSet: string, region?: string): Promise<Configuration> => {
  const configuration = await portalSession(endpoint, user, account, permissionSet);
  if (!configuration) throw new Error(`${user} has no ${permissionSet} in ${account}`);
  return { ...configuration, region: region ?? configuration.region };
};
const refusal = (call: Promise<unknown>) => call.then(() => 'allowed', (error: Error) => /explicit deny in an? [\w -]+policy/.exec(error.message)?.[0] ?? error.message);
const put = (configuration: Configuration) => (
  refusal(new SSMClient(configuration).send(new PutParameterCommand({ Name: '/shop/price', Value: '1', Type: 'String', Overwrite: true })))
);
const roles = async (account: string) => (await new IAMClient(rootOf(endpoint, account)).send(new ListRolesCommand({ PathPrefix: '/aws-reserved/' }))).Roles!;

test('the example is deployed to an organization, follows its properties, and leaves nothing but the units and the log', async () => {
  const before = await turnedOn();
  await cdk('deploy', 'account-baseline-units');
  const { Workloads: workloads, Sandbox: sandbox } = await units();
  const [shop, trials] = [await organization.account('shop', workloads), await organization.account('trials', sandbox)];
  given = { ...given, accounts: `${shop},${trials}` };
  const listRolesAsRoot = () => refusal(new IAMClient(rootOf(endpoint, shop)).send(new ListRolesCommand({})));
  expect(await listRolesAsRoot()).toBe('allowed');

  await cdk('deploy', '--all');
  expect(await turnedOn()).toEqual({
    policyTypes: [...POLICY_TYPES].sort(),
    trusted: [...before.trusted, 'cloudtrail.amazonaws.com', 'iam.amazonaws.com'].sort(),
    rootFeatures: ['RootCredentialsManagement', 'RootSessions'],
  });
  for (const unit of [workloads, sandbox]) expect((await policies(unit)).map(({ length }) => length)).toEqual([2, 1, 1, 1]);
  const rolledOut = [
    'account-baseline eu-central-1', 'account-baseline-watch eu-central-1',
    'account-baseline-every-region eu-central-1', 'account-baseline-every-region us-east-1',
  ];
  const everywhere = (...stacks: string[]) => [shop, trials].flatMap((account) => stacks.map((stack) => `${account} ${stack} CURRENT`)).sort();
  expect(await instances()).toEqual(everywhere(...rolledOut));

  // Root of a member account, which could do everything a moment ago.
  expect(await listRolesAsRoot()).toBe('explicit deny in a service control policy');
  expect(await refusal(new OrganizationsClient(rootOf(endpoint, shop)).send(new LeaveOrganizationCommand({})))).toBe('explicit deny in a service control policy');

  expect(await directory()).toEqual([['auditors', 'developers'], ['alice@example.com', 'bob']]);

  // A developer works, and is limited by the guardrail of the permission set and by those of the organization.
  const developer = await session('alice@example.com', shop, 'PowerUser');
  const trusted = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trusted] });
  expect([
    await put(developer),
    await refusal(new IAMClient(developer).send(new CreateRoleCommand({ RoleName: 'Mine', AssumeRolePolicyDocument }))),
    await put(await session('alice@example.com', shop, 'PowerUser', OTHER_REGION)),
  ]).toEqual(['allowed', 'explicit deny in an identity-based policy', 'explicit deny in a service control policy']);
  await expect(session('alice@example.com', shop, 'SecurityAuditor')).rejects.toThrow('has no SecurityAuditor');

  // An auditor reads and changes nothing. The log of the account is that of the organization, and cannot be stopped from here.
  const auditor = await session('bob', trials, 'SecurityAuditor');
  const passwordLength = async () => {
    const { PasswordPolicy } = await new IAMClient(auditor).send(new GetAccountPasswordPolicyCommand({}));
    return PasswordPolicy!.MinimumPasswordLength;
  };
  expect([await passwordLength(), await put(auditor)]).toEqual([14, expect.stringMatching(/not authorized to perform: ssm:PutParameter/)]);
  const { trailList } = await new CloudTrailClient(auditor).send(new DescribeTrailsCommand({}));
  expect(trailList).toMatchObject([{ Name: 'account-baseline', IsOrganizationTrail: true, IsMultiRegionTrail: true }]);
  expect(await refusal(new CloudTrailClient(developer).send(new StopLoggingCommand({ Name: trailList![0].TrailARN })))).toMatch(/^explicit deny/);
  expect(await amounts()).toEqual([200]);

  // A further region is opened by the guardrails and reached by the roll-out; passwords get longer, and the budget larger.
  given = { ...given, regions: `eu-central-1,us-east-1,${OTHER_REGION}`, minimumLength: '20', budget: '300' };
  await cdk('deploy', '--all');
  expect(await put(await session('alice@example.com', shop, 'PowerUser', OTHER_REGION))).toBe('allowed');
  expect(await instances()).toEqual(everywhere(...rolledOut, `account-baseline-every-region ${OTHER_REGION}`));
  expect([await passwordLength(), await amounts()]).toEqual([20, [300]]);

  // The way out that the README names, with the accounts in their units and people at work.
  await cdk('destroy', '--all', '--force');
  expect(await instances()).toEqual([]);

  expect(await turnedOn()).toEqual(before);
  expect([await policies(), await units(), await amounts()]).toEqual([POLICY_TYPES.map(() => []), { Workloads: workloads, Sandbox: sandbox }, []]);
  expect([await listRolesAsRoot(), await roles(shop), await roles(trials)]).toEqual(['allowed', [], []]);
  const { PermissionSets } = await new SSOAdminClient(management).send(new ListPermissionSetsCommand({ InstanceArn: given.instance }));
  expect(PermissionSets).toEqual([]);
  expect(await directory()).toEqual([['auditors'], ['bob']]);
  expect((await new CloudTrailClient(management).send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
  const { Parameters } = await new SSMClient(management).send(new GetParametersByPathCommand({ Path: '/account-baseline/', Recursive: true }));
  expect(Parameters).toEqual([]);
  for (const region of [management.region, 'us-east-1']) {
    expect((await new CloudFormationClient({ ...management, region }).send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  }
  expect((await new CloudFormationClient(management).send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries).toEqual([]);
  const { Buckets } = await new S3Client({ ...management, forcePathStyle: true }).send(new ListBucketsCommand({}));
  expect(Buckets!.map(({ Name }) => Name)).toEqual([expect.stringMatching(/^account-baseline-/)]);
}, 300_000);
