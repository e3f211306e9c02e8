import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateUserCommand, GetInstanceProfileCommand, GetRoleCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { clientsOf, enroll, Keys, keysOf, makeUser, outcome } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { requireAwsCli } from './terminal';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';

const PARTNER_ACCOUNT = '444455556666';
const EXTERNAL_ID = '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b';
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

let endpoint: LocalEndpoint;
let output: string;
const cdk = (command: string) => runQuickCdk([command, '--output', output], {
  app: join(__dirname, 'apps', 'roles-app.ts'), environment: endpoint.environment, died: endpoint.died,
});
const roleArn = (name: string) => `arn:aws:iam::${endpoint.accountId}:role/account-baseline/${name}`;
const assume = (keys: Keys, name: string, input: object = {}) =>
  clientsOf(endpoint, keys).sts.send(new AssumeRoleCommand({ RoleArn: roleArn(name), RoleSessionName: 'alice', ...input }));

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  output = mkdtempSync(join(tmpdir(), 'roles-'));
  const deployed = await cdk('deploy');
  if (deployed.code !== 0) throw new Error(deployed.stderr);
}, 120_000);

afterAll(async () => {
  await endpoint?.stop();
  if (output) rmSync(output, { recursive: true, force: true });
});

test('a person assumes the support role with MFA and under the own name, not otherwise', async () => {
  const alice = await makeUser(endpoint, 'alice', [EVERYTHING], '/account-baseline/');
  const phone = await enroll(endpoint, 'alice');
  const code = () => ({ SerialNumber: phone.serial, TokenCode: phone.code() });

  expect(await outcome(assume(alice.keys, 'Support'))).toBe('AccessDenied');
  const { Credentials } = await assume(alice.keys, 'Support', code());
  expect((await clientsOf(endpoint, keysOf(Credentials)).sts.send(new GetCallerIdentityCommand())).Arn).toMatch(/:assumed-role\/Support\/alice$/);
  expect(await outcome(assume(alice.keys, 'Support', { ...code(), RoleSessionName: 'bob' }))).toBe('AccessDenied');
  expect(await outcome(assume(alice.keys, 'BreakGlass', code()))).toBe('AccessDenied');

  const { sts } = clientsOf(endpoint, alice.keys);
  const without = keysOf((await sts.send(new GetSessionTokenCommand({}))).Credentials);
  const withMfa = keysOf((await sts.send(new GetSessionTokenCommand(code()))).Credentials);
  expect(await outcome(assume(without, 'Support'))).toBe('AccessDenied');
  expect(await outcome(assume(withMfa, 'Support'))).toBe('allowed');
});

test('a user outside of the path whose own policies allow everything does not assume it, with MFA either', async () => {
  const eve = await makeUser(endpoint, 'eve', [EVERYTHING]);
  const phone = await enroll(endpoint, 'eve');
  expect(await outcome(assume(eve.keys, 'Support', { SerialNumber: phone.serial, TokenCode: phone.code(), RoleSessionName: 'eve' }))).toBe('AccessDenied');
});

test('the named user breaks the glass, with MFA', async () => {
  const glass = await makeUser(endpoint, 'glass-1', [EVERYTHING], '/account-baseline/');
  const phone = await enroll(endpoint, 'glass-1');
  expect(await outcome(assume(glass.keys, 'BreakGlass', { RoleSessionName: 'glass-1' }))).toBe('AccessDenied');
  expect(await outcome(assume(glass.keys, 'BreakGlass', { RoleSessionName: 'glass-1', SerialNumber: phone.serial, TokenCode: phone.code() }))).toBe('allowed');
});

test('the users that the commands of docs/break-glass.md create assume the role with MFA, and do nothing else', async () => {
  requireAwsCli();
  const [, commands] = /^```shell\n(.*?)^```$/ms.exec(readFileSync(join(__dirname, '..', '..', 'docs', 'break-glass.md'), 'utf8'))!;
  execFileSync('sh', ['-ec', commands], { env: { ...process.env, ...endpoint.environment, AWS_PROFILE: undefined } });
  for (const user of ['break-glass-1', 'break-glass-2']) {
    const { AccessKey: key } = await clientsOf(endpoint).iam.send(new CreateAccessKeyCommand({ UserName: user }));
    const keys = { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! };
    const phone = await enroll(endpoint, user);
    expect(await outcome(assume(keys, 'BreakGlass', { RoleSessionName: user }))).toBe('AccessDenied');
    expect(await outcome(assume(keys, 'BreakGlass', { RoleSessionName: user, SerialNumber: phone.serial, TokenCode: phone.code() }))).toBe('allowed');
    expect(await outcome(clientsOf(endpoint, keys).iam.send(new GetRoleCommand({ RoleName: 'BreakGlass' })))).toBe('AccessDenied');
  }
});

test('a third party in another account comes with the external id, not without it and not with another one', async () => {
  // Twelve digits as access key are the root user of that account.
  const { iam } = clientsOf(endpoint, { accessKeyId: PARTNER_ACCOUNT, secretAccessKey: 'test' });
  await iam.send(new CreateUserCommand({ UserName: 'product' }));
  await iam.send(new PutUserPolicyCommand({
    UserName: 'product', PolicyName: 'everything', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [EVERYTHING] }),
  }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'product' }));
  const product = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  expect(await outcome(assume(product, 'Partner'))).toBe('AccessDenied');
  expect(await outcome(assume(product, 'Partner', { ExternalId: `${EXTERNAL_ID}0` }))).toBe('AccessDenied');
  expect(await outcome(assume(product, 'Partner', { ExternalId: EXTERNAL_ID }))).toBe('allowed');
});

test('nobody of this account passes for the third party, or for a service', async () => {
  const mallory = await makeUser(endpoint, 'mallory', [EVERYTHING], '/account-baseline/');
  expect(await outcome(assume(mallory.keys, 'Partner', { ExternalId: EXTERNAL_ID }))).toBe('AccessDenied');
  const stateMachine = { RoleArn: `arn:aws:iam::${endpoint.accountId}:role/workload/StateMachine` };
  expect(await outcome(assume(mallory.keys, 'StateMachine', stateMachine))).toBe('AccessDenied');
});

test('the instance profile has its role', async () => {
  const { InstanceProfile } = await clientsOf(endpoint).iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'Instance' }));
  expect(InstanceProfile!.Path).toBe('/workload/');
  expect(InstanceProfile!.Roles!.map(({ RoleName }) => RoleName)).toEqual(['Instance']);
});

test('destroying the stack leaves none of the roles', async () => {
  const destroyed = await cdk('destroy');
  expect(destroyed).toMatchObject({ code: 0 });
  const { iam } = clientsOf(endpoint);
  for (const name of ['Support', 'BreakGlass', 'Partner', 'StateMachine', 'Instance']) {
    expect(await outcome(iam.send(new GetRoleCommand({ RoleName: name })))).toBe('NoSuchEntityException');
  }
}, 60_000);
