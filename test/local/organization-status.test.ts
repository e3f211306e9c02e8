import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand, DeleteRoleCommand, DetachRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { endpointForAll } from './started-endpoint';
import { main } from '../../cli/main';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

const ROLE = 'OrganizationAccountAccessRole';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
});

/** The command with the access key of an administrator of an account. */
async function status(account: string, ...args: string[]) {
  const iam = new IAMClient(rootOf(endpoint, account));
  await iam.send(new CreateUserCommand({ UserName: 'status' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'status', PolicyArn: ADMINISTRATOR }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'status' }));
  const before = { ...process.env };
  Object.assign(process.env, endpoint.environment, { AWS_ACCESS_KEY_ID: AccessKey!.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey!.SecretAccessKey });
  delete process.env.AWS_SESSION_TOKEN;
  delete process.env.AWS_PROFILE;
  const printed: string[] = [];
  const errors: string[] = [];
  try {
    const code = await main(['status', '--organization', ...args], (text) => printed.push(text), (text) => errors.push(text));
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

  const { code, printed, errors } = await status(endpoint.accountId, '--format', 'json', '--ignore', 'ROOT_MFA');
  const rows: any[] = JSON.parse(printed).accounts;
  expect(rows.map(({ account }) => account)).toEqual([...accounts, endpoint.accountId]);
  expect(rows.filter(({ error }) => error !== undefined).map(({ account }) => account)).toEqual([accounts[3]]);
  expect(rows[3].error).toMatch(/^sts:AssumeRole: AccessDenied/);
  for (const { results } of rows.filter(({ error }) => error === undefined)) expect(results).toHaveLength(13);
  // The user of the management account has permissions of his own: the caller's account is checked as itself.
  expect(rows.at(-1).results.find(({ check }: any) => check === 'USER_POLICIES').status).toBe('FAIL');
  expect(rows[0].results.find(({ check }: any) => check === 'USER_POLICIES').status).toBe('PASS');
  expect(code).toBe(1);
  expect(errors).toHaveLength(12);
  expect(errors.at(-1)).toMatch(/^12 of 12 accounts: \d{12} \S+$/);

  const member = await status(accounts[0]);
  expect([member.code, member.printed]).toEqual([10, '']);
  expect(member.errors[0]).toMatch(/^The account could not be checked: organizations:ListAccounts: AccessDenied/);
}, 120_000);
