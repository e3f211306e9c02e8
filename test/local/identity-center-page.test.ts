import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetGroupCommand, IAMClient, ListAttachedGroupPoliciesCommand, ListGroupsCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { IdentitystoreClient, ListGroupMembershipsCommand, ListGroupsCommand as ListDirectoryGroupsCommand } from '@aws-sdk/client-identitystore';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { requireAwsCli, Terminal } from './terminal';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

/** The way of docs/organization/identity-center.md in an organization with IAM users, with the commands and the code of the page. */
const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'organization', 'identity-center.md'), 'utf8');
const blocksOf = (language: string) => [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block.trim());
const [SHOW_INSTANCE, CREATE_USER, DEPLOY, SIGN_IN] = blocksOf('shell');
const [, NAMED, WITHOUT_GROUPS] = blocksOf('ts');
const [APP] = blocksOf('ts nofixture');
const USERS = "users: [{ userName: 'alice', jobFunctions: [JobFunction.POWER_USER] }],";

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let folder: string;
endpointForAll(async (started) => {
  requireAwsCli();
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  folder = mkdtempSync(join(tmpdir(), 'identity-center-page-'));
});

const baselineOf = (block: string) => /^ {2}baseline: (\{.*?\}),\n {2}targets/ms.exec(block)![1];
const withUsers = (baseline: string) => baseline.replace('{', `{ ${USERS}`);
/** The app of the page with another baseline in its roll-out. */
const appWith = (baseline: string) => APP.replace(baselineOf(APP), () => baseline);
/** The roll-out of the app alone. */
const rollOutOnly = (app: string) => app.slice(0, app.indexOf("const stack = new Stack(app, 'account-baseline-people'"));

test('people come from IAM users to Identity Center, and each of them can work at every step', async () => {
  const terminal = new Terminal(endpoint);
  const unit = await organization.unit('workloads');
  const accounts = [await organization.account('shop', unit), await organization.account('website', unit)];
  let ids: Record<string, string> = { 'ou-abcd-11112222': unit, '444455556666': accounts[0], '777788889999': accounts[1] };

  const deploy = async (source: string) => {
    const file = join(folder, 'app.ts');
    const text = Object.entries(ids).reduce((all, [example, id]) => all.replaceAll(example, id), source);
    writeFileSync(file, text.replace("from 'cdk-secure-account-baseline'", `from '${join(ROOT, 'src')}'`).replace('  BaselineRollOut, Caller', '  BaselinePart, BaselineRollOut, Caller'));
    const [, ...args] = DEPLOY.replace(/^npx /, '').split(' ');
    const result = await runQuickCdk([...args, '--output', join(folder, 'cdk.out')], {
      app: file, environment: { ...endpoint.environment, NODE_PATH: join(ROOT, 'node_modules') }, died: endpoint.died,
    });
    expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
  };
  /** Of each account: what limits the group of the power users, and who is in it. */
  const groups = async () => Promise.all(accounts.map(async (account) => {
    const iam = new IAMClient(rootOf(endpoint, account));
    const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'PowerUsers' }));
    const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'PowerUsers' }));
    return [AttachedPolicies!.filter(({ PolicyName }) => /Guardrail/.test(PolicyName!)).map(({ PolicyName }) => PolicyName), Users!.map(({ UserName }) => UserName)];
  }));
  const reserved = async () => Promise.all(accounts.map(async (account) => (
    (await new IAMClient(rootOf(endpoint, account)).send(new ListRolesCommand({ PathPrefix: '/aws-reserved/' }))).Roles!.map(({ RoleName }) => RoleName!.split('_')[1]).sort()
  )));

  // Before: IAM users in every account, and a guardrail that CloudFormation has named.
  await deploy(rollOutOnly(appWith(withUsers('{}').replace(',}', ' }'))));
  expect(await groups()).toEqual(accounts.map(() => [[expect.stringMatching(/^StackSet-account-baseline-.*Guardrail/)], ['alice']]));

  // 1 and 2
  const { instanceArn, identityStoreId: IdentityStoreId } = await endpoint.control('identity-center', {});
  expect((await terminal.type(SHOW_INSTANCE, folder)).said.split(/\s+/)).toEqual(expect.arrayContaining([instanceArn, IdentityStoreId]));
  const idOf = async (command: string) => /^[0-9a-f-]{36}$/m.exec((await terminal.type(command, folder)).said)![0];
  const alice = await idOf(CREATE_USER);
  const bob = await idOf(CREATE_USER.replaceAll('alice', 'bob').replaceAll('Alice', 'Bob'));
  ids = {
    ...ids,
    'arn:aws:sso:::instance/ssoins-1234567890abcdef': instanceArn,
    'd-1234567890': IdentityStoreId,
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6': alice,
    '0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6': bob,
  };
  const store = new IdentitystoreClient(rootOf(endpoint, endpoint.accountId));
  const members = async () => {
    const { Groups } = await store.send(new ListDirectoryGroupsCommand({ IdentityStoreId }));
    return Object.fromEntries(await Promise.all(Groups!.map(async ({ GroupId, DisplayName }) => {
      const { GroupMemberships } = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      return [DisplayName, GroupMemberships!.map(({ MemberId }) => MemberId!.UserId)];
    })));
  };

  // 3: the same group with the named guardrail
  await deploy(rollOutOnly(appWith(withUsers(baselineOf(NAMED)))));
  expect(await groups()).toEqual(accounts.map(() => [['Guardrail'], ['alice']]));

  // 4: both ways
  await deploy(appWith(withUsers(baselineOf(APP))));
  expect(await groups()).toEqual(accounts.map(() => [['Guardrail'], ['alice']]));
  expect(await reserved()).toEqual(accounts.map(() => ['Administrator', 'PowerUser']));
  expect(await members()).toEqual({ Administrators: [bob], PowerUsers: [alice] });

  // 5: the AWS CLI with a profile as `aws configure sso` writes it, signed in
  const startUrl = 'https://example.awsapps.com/start';
  mkdirSync(join(folder, '.aws', 'sso', 'cache'), { recursive: true });
  writeFileSync(join(folder, '.aws', 'config'), [
    '[profile shop]', `sso_start_url = ${startUrl}`, 'sso_region = us-east-1', `sso_account_id = ${accounts[0]}`, 'sso_role_name = PowerUser', 'region = eu-central-1', '',
  ].join('\n'));
  const { accessToken } = await endpoint.control('portal-sign-in', { user: 'alice' });
  writeFileSync(join(folder, '.aws', 'sso', 'cache', `${createHash('sha1').update(startUrl).digest('hex')}.json`), JSON.stringify({
    startUrl, region: 'us-east-1', accessToken, expiresAt: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
  }));
  const atHome = {
    HOME: folder,
    AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
  };
  const works = async () => {
    expect((await terminal.type(SIGN_IN.split('\n')[1], folder, {}, atHome)).said).toMatch(new RegExp(`arn:aws:sts::${accounts[0]}:assumed-role/AWSReservedSSO_PowerUser_[0-9a-f]{16}/alice`));
  };
  await works();

  // 6: first the users, then the groups
  await deploy(appWith(baselineOf(APP)));
  expect(await groups()).toEqual(accounts.map(() => [['Guardrail'], []]));
  await deploy(appWith(baselineOf(WITHOUT_GROUPS)));
  for (const account of accounts) expect((await new IAMClient(rootOf(endpoint, account)).send(new ListGroupsCommand({}))).Groups).toEqual([]);
  await works();
}, 240_000);
