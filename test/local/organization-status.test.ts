import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand, DeleteRoleCommand, DetachRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { endpointForAll } from './started-endpoint';
import { main } from '../../cli/main';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { csvRows } from '../../src/handlers/shared/credential-report/csv';

const ROLE = 'OrganizationAccountAccessRole';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
});

const keys = new Map<string, Record<string, string | undefined>>();

/** The access key of an administrator of an account. */
async function keyOf(account: string): Promise<Record<string, string | undefined>> {
  if (keys.has(account)) return keys.get(account)!;
  const iam = new IAMClient(rootOf(endpoint, account));
  await iam.send(new CreateUserCommand({ UserName: 'status' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'status', PolicyArn: ADMINISTRATOR }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'status' }));
  keys.set(account, { AWS_ACCESS_KEY_ID: AccessKey!.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey!.SecretAccessKey });
  return keys.get(account)!;
}

/** The command with the access key of an administrator of an account. */
async function command(account: string, name: string, ...args: string[]) {
  const key = await keyOf(account);
  const before = { ...process.env };
  Object.assign(process.env, endpoint.environment, key);
  delete process.env.AWS_SESSION_TOKEN;
  delete process.env.AWS_PROFILE;
  const printed: string[] = [];
  const errors: string[] = [];
  try {
    const code = await main([name, '--organization', ...args], (text) => printed.push(text), (text) => errors.push(text));
    return { code, printed: printed.join('\n'), errors };
  } finally {
    process.env = before;
  }
}

test('every account of the organization is checked, and one that refuses is a row', async () => {
  const unit = await organization.unit('workloads');
  const accounts: string[] = [];
  for (let index = 0; index < 11; index++) accounts.push(await organization.account(`account-${String(index).padStart(2, '0')}`, unit));
  const ofRefusing = new IAMClient(rootOf(endpoint, accounts[3]));
  await ofRefusing.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn: ADMINISTRATOR }));
  await ofRefusing.send(new DeleteRoleCommand({ RoleName: ROLE }));

  const { code, printed, errors } = await command(endpoint.accountId, 'status', '--format', 'json', '--ignore', 'ROOT_MFA');
  const rows: any[] = JSON.parse(printed).accounts;
  expect(rows.map(({ account }) => account)).toEqual([...accounts, endpoint.accountId]);
  expect(rows.filter(({ error }) => error !== undefined).map(({ account }) => account)).toEqual([accounts[3]]);
  expect(rows[3].error).toMatch(/^sts:AssumeRole: AccessDenied/);
  for (const { results } of rows.filter(({ error }) => error === undefined)) expect(results).toHaveLength(19);
  // The user of the management account has permissions of his own: the caller's account is checked as itself.
  expect(rows.at(-1).results.find(({ check }: any) => check === 'USER_POLICIES').status).toBe('FAIL');
  expect(rows[0].results.find(({ check }: any) => check === 'USER_POLICIES').status).toBe('PASS');
  expect(code).toBe(1);
  expect(errors).toHaveLength(12);
  expect(errors.at(-1)).toMatch(/^12 of 12 accounts: \d{12} \S+$/);

  const page = await command(endpoint.accountId, 'status', '--format', 'html');
  expect(page.printed).toContain('<title>Security status of 12 accounts</title>');
  expect(page.printed.match(/<h3 id="account-\d+-users">/g)).toHaveLength(11);
  expect(page.printed).toMatch(/The account could not be read: sts:AssumeRole: AccessDenied/);
  expect(page.printed).not.toContain('was denied');

  const review = await command(endpoint.accountId, 'review');
  const listed = [...csvRows(`${review.printed}\n`)].slice(1);
  expect(listed.find(([id, , , , name]) => id === endpoint.accountId && name === 'status')!.slice(8, 13)).toEqual(Array(5).fill('all services'));
  expect(listed.filter(([, , , kind, name]) => kind === 'role' && name === ROLE).map(([id]) => id)).toEqual(accounts.filter((id) => id !== accounts[3]));
  expect(listed.filter(([, , , kind]) => kind === 'account').map(([id]) => id)).toEqual([accounts[3]]);
  expect(review.code).toBe(4);

  const member = await command(accounts[0], 'status');
  expect([member.code, member.printed]).toEqual([10, '']);
  expect(member.errors[0]).toMatch(/^The account could not be read: organizations:ListAccounts: AccessDenied/);
}, 120_000);
