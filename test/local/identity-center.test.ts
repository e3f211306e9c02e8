import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { AttachRolePolicyCommand, CreateRoleCommand, DeleteRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateGroupCommand, CreateGroupMembershipCommand, CreateUserCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ListPermissionSetsCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { portalSession } from './access-portal';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

const APP = join(__dirname, 'apps', 'identity-center-app.ts');
const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] });

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let instance: string;
let group: string;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  const { instanceArn, identityStoreId: IdentityStoreId } = await endpoint.control('identity-center', { region: 'eu-central-1' });
  instance = instanceArn;
  const store = new IdentitystoreClient(rootOf(endpoint, endpoint.accountId));
  group = (await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: 'developers' }))).GroupId!;
  const { UserId } = await store.send(new CreateUserCommand({ IdentityStoreId, UserName: 'alice', DisplayName: 'Alice', Name: { GivenName: 'Alice', FamilyName: 'A' } }));
  await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: group, MemberId: { UserId: UserId! } }));
});

async function session(account: string, permissionSet: string) {
  const configuration = await portalSession(endpoint, 'alice', account, permissionSet);
  if (!configuration) return undefined;
  return {
    iam: new IAMClient(configuration),
    ssm: new SSMClient(configuration),
    sts: new STSClient(configuration),
    sqs: new SQSClient(configuration),
    trail: new CloudTrailClient(configuration),
  };
}

const refusal = (call: Promise<unknown>) => call.then(() => 'allowed', (error: Error) => /explicit deny in an? [\w -]+policy/.exec(error.message)?.[0] ?? error.name);
const reserved = async (account: string) => (await new IAMClient(rootOf(endpoint, account)).send(new ListRolesCommand({ PathPrefix: '/aws-reserved/sso.amazonaws.com/eu-central-1/' }))).Roles!
  .map(({ RoleName }) => RoleName!.replace(/_[0-9a-f]{16}$/, '')).sort();

test('permission sets are deployed by the CDK CLI after the roll-out, and the guardrail and the boundary limit their sessions', async () => {
  const unit = await organization.unit('workloads');
  const [shop, website, foreign] = [await organization.account('shop', unit), await organization.account('website', unit), await organization.account('foreign', await organization.unit('others'))];
  const cdk = async (args: string[], given: Record<string, string> = {}) => {
    const context = Object.entries({ unit, accounts: `${shop},${website}`, instance, group, ...given }).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    return runQuickCdk([...args, ...context, '--output', mkdtempSync(join(tmpdir(), 'identity-center-'))], { app: APP, environment: endpoint.environment, died: endpoint.died });
  };
  const succeed = async (...of: Parameters<typeof cdk>) => {
    const result = await cdk(...of);
    expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
  };

  await succeed(['deploy', '--all']);
  for (const account of [shop, website]) expect(await reserved(account)).toEqual(['AWSReservedSSO_PowerUser', 'AWSReservedSSO_TeamLead']);

  const powerUser = (await session(shop, 'PowerUser'))!;
  expect(await refusal(powerUser.ssm.send(new PutParameterCommand({ Name: '/shop/price', Value: '1', Type: 'String' })))).toBe('allowed');
  const limits = [
    powerUser.ssm.send(new PutParameterCommand({ Name: '/account-baseline/settings/account-alias', Value: '1', Type: 'String', Overwrite: true })),
    powerUser.iam.send(new CreateRoleCommand({ RoleName: 'Mine', AssumeRolePolicyDocument: TRUST })),
    powerUser.iam.send(new AttachRolePolicyCommand({ RoleName: 'Administrator', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })),
    powerUser.sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${shop}:role/OrganizationAccountAccessRole`, RoleSessionName: 's' })),
    powerUser.trail.send(new StopLoggingCommand({ Name: 'any' })),
  ];
  expect(await Promise.all(limits.map(refusal))).toEqual(Array(5).fill('explicit deny in an identity-based policy'));

  const lead = (await session(website, 'TeamLead'))!;
  expect(await refusal(lead.ssm.send(new PutParameterCommand({ Name: '/website/title', Value: '1', Type: 'String' })))).toBe('allowed');
  const role = { RoleName: 'Mine', Path: '/workload/', AssumeRolePolicyDocument: TRUST };
  expect(await refusal(lead.iam.send(new CreateRoleCommand(role)))).not.toBe('allowed');
  expect(await refusal(lead.iam.send(new CreateRoleCommand({ ...role, PermissionsBoundary: `arn:aws:iam::${website}:policy/account-baseline/WorkloadBoundary` })))).toBe('allowed');
  expect(await session(foreign, 'PowerUser')).toBeUndefined();

  // A change of the permission set reaches the accounts.
  expect(await refusal(lead.sqs.send(new ListQueuesCommand({})))).toBe('allowed');
  await succeed(['deploy', '--all'], { more: 'yes' });
  const changed = (await session(website, 'TeamLead'))!;
  expect(await refusal(changed.sqs.send(new ListQueuesCommand({})))).not.toBe('allowed');

  // An account that does not hold the guardrail refuses the assignment, and the deployment is rolled back.
  const result = await cdk(['deploy', '--all'], { foreign });
  expect([result.code, said(result)]).toEqual([1, expect.stringContaining(`Not supported policy arn:aws:iam::${foreign}:policy/account-baseline/`)]);
  expect(await reserved(foreign)).toEqual([]);

  await new IAMClient(rootOf(endpoint, website)).send(new DeleteRoleCommand({ RoleName: role.RoleName }));
  await succeed(['destroy', '--all', '--force']);
  for (const account of [shop, website]) expect(await reserved(account)).toEqual([]);
  const admin = new SSOAdminClient(rootOf(endpoint, endpoint.accountId));
  expect((await admin.send(new ListPermissionSetsCommand({ InstanceArn: instance }))).PermissionSets).toEqual([]);
}, 240_000);
