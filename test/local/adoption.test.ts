import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddUserToGroupCommand, AttachGroupPolicyCommand, AttachUserPolicyCommand, CreateAccessKeyCommand, CreateAccountAliasCommand, CreateGroupCommand,
  CreateLoginProfileCommand, CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, DetachUserPolicyCommand, IAMClient, ListAccountAliasesCommand,
  ListGroupsCommand, ListGroupsForUserCommand, ListUsersCommand, RemoveUserFromGroupCommand, UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { clientsOf, enroll, Keys, keysOf, outcome } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { main } from '../../cli/main';
import { REGIONAL_CHECKS } from '../../cli/regions/regional-results';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { totp } from '../../local-endpoint/client/totp';

const AWS = 'arn:aws:iam::aws:policy/';

let endpoint: LocalEndpoint;
let iam: IAMClient;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  ({ iam } = clientsOf(endpoint));
});
afterAll(async () => endpoint?.stop());

/** The calls that the steps make, with the parameters of the command line. */
const CALLS: Record<string, new (input: any) => any> = {
  'add-user-to-group': AddUserToGroupCommand, 'remove-user-from-group': RemoveUserFromGroupCommand, 'detach-user-policy': DetachUserPolicyCommand,
};

async function aws(command: string): Promise<void> {
  const [, service, call, ...options] = command.split(' ');
  const input = Object.fromEntries(options.flatMap((option, at) => option.startsWith('--')
    ? [[option.slice(2).replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase()), options[at + 1]]] : []));
  expect([service, Object.keys(CALLS)]).toEqual(['iam', expect.arrayContaining([call])]);
  await (iam as any).send(new CALLS[call](input));
}

async function deploy(code: string): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'adoption-app-'));
  expect(await runQuickCdk(['deploy', '--output', outdir], {
    app: join(__dirname, 'apps', 'adoption-app.ts'), environment: { ...endpoint.environment, CODE: code }, died: endpoint.died,
  })).toMatchObject({ code: 0 });
}

async function adopt(): Promise<any> {
  const before = { ...process.env };
  Object.assign(process.env, endpoint.environment);
  try {
    const [out, told]: string[][] = [[], []];
    await main(['status', '--adopt', '--format', 'json'], (text) => out.push(text), (text) => told.push(text));
    if (out.length === 0) throw new Error(told.join('\n'));
    return JSON.parse(out.join(''));
  } finally {
    process.env = before;
  }
}

async function keyOf(UserName: string): Promise<Keys> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

async function person(UserName: string): Promise<Keys> {
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-Horse-1-Battery' }));
  return keyOf(UserName);
}

test('an account with groups, roles, users and an MFA policy of its own comes to the baseline with nothing lost and nobody locked out', async () => {
  await endpoint.control('root-user', { mfa: true, accessKeys: 0 });
  const { Policy } = await iam.send(new CreatePolicyCommand({
    PolicyName: 'ForceMfa',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', NotAction: ['iam:*', 'sts:GetSessionToken'], Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }],
    }),
  }));
  await iam.send(new CreateGroupCommand({ GroupName: 'Administrators' }));
  for (const PolicyArn of [`${AWS}AdministratorAccess`, Policy!.Arn!]) await iam.send(new AttachGroupPolicyCommand({ GroupName: 'Administrators', PolicyArn }));
  await iam.send(new CreateRoleCommand({
    RoleName: 'Administrator',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] }),
  }));
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'acme-production' }));
  await iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 20 }));
  const alice = await person('alice');
  const bob = await person('bob');
  await iam.send(new CreateUserCommand({ UserName: 'ci' }));
  const ci = await keyOf('ci');
  await iam.send(new AddUserToGroupCommand({ GroupName: 'Administrators', UserName: 'alice' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn: `${AWS}PowerUserAccess` }));
  await iam.send(new CreateGroupCommand({ GroupName: 'Programs' }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'Programs', PolicyArn: `${AWS}ReadOnlyAccess` }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'Programs', UserName: 'ci' }));
  const device = await enroll(endpoint, 'alice');

  const withMfa = async (keys: Keys, { serial, seed }: { serial: string; seed: string | Uint8Array }) => {
    const { Credentials } = await clientsOf(endpoint, keys).sts.send(new GetSessionTokenCommand({ SerialNumber: serial, TokenCode: totp(seed) }));
    return keysOf(Credentials);
  };
  /** Through the former group or through the role of the baseline. */
  const aliceAdministers = async () => {
    const session = await withMfa(alice, device);
    if (await outcome(clientsOf(endpoint, session).iam.send(new ListUsersCommand({}))) === 'allowed') return 'directly';
    const RoleArn = `arn:aws:iam::${endpoint.accountId}:role/account-baseline/BaselineAdministrator`;
    const { Credentials } = await clientsOf(endpoint, session).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'alice' }));
    return outcome(clientsOf(endpoint, keysOf(Credentials)).iam.send(new ListUsersCommand({})));
  };

  const { road } = await adopt();
  let code: string = road.code;
  let deployments = 0;
  let bobs: Awaited<ReturnType<typeof enroll>> | undefined;
  for (const { what, commands } of road.steps) {
    if (/MFA device/.test(what)) bobs = await enroll(endpoint, 'bob');
    for (const command of commands as string[]) {
      if (command.startsWith('npx cdk')) {
        if (deployments++ > 0) code = code.replace(/^ +mfaEnforcement:.*\n/m, '');
        await deploy(code);
      } else if (command.startsWith('aws ')) {
        await aws(command);
      }
      expect(['allowed', 'directly']).toContain(await aliceAdministers());
      expect(await outcome(clientsOf(endpoint, ci).iam.send(new ListUsersCommand({})))).toBe('allowed');
      const session = bobs ? await withMfa(bob, bobs) : bob;
      expect(await outcome(clientsOf(endpoint, session).lambda.send(new ListFunctionsCommand({})))).toBe('allowed');
    }
  }
  expect(await aliceAdministers()).toBe('allowed');

  const groupsOf = async (UserName: string) => (await iam.send(new ListGroupsForUserCommand({ UserName }))).Groups!.map(({ GroupName }) => GroupName);
  expect([await groupsOf('alice'), await groupsOf('bob')]).toEqual([['BaselineAdministrators'], ['PowerUsers']]);
  expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['acme-production']);
  expect((await iam.send(new ListGroupsCommand({}))).Groups!.map(({ GroupName }) => GroupName)).toContain('Administrators');
  const { results, road: after } = await adopt();
  const failed = results.filter(({ status }: { status: string }) => status !== 'PASS').map(({ check }: { check: string }) => check);
  // The app hardens nothing, and the watch brings the analyzer, in a stack of its own.
  expect(failed).toEqual(['EXTERNAL_ACCESS_ANALYZER', ...REGIONAL_CHECKS]);
  expect(JSON.stringify(after.steps)).not.toMatch(/alice|bob/);
}, 240_000);
