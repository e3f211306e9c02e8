import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteStackCommand, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import {
  CreateAccountAliasCommand, CreateGroupCommand, CreateUserCommand, DetachGroupPolicyCommand, ListUsersCommand, ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { App } from 'aws-cdk-lib';
import { StackAccount } from './stack-account';
import { Account } from '../../integ/account';
import { accountBaseline, GROUPS, STACK_NAME } from '../../integ/account-baseline';
import { ASSERTIONS } from '../../integ/assertions';
import { STEPS } from '../../integ/hook';
import { createTestIdentities } from '../../integ/identities';
import { Person, PREFIX } from '../../integ/person';
import { removeTestIdentities } from '../../integ/removal';
import { ask } from '../../integ/report';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';

const FOLDER = mkdtempSync(join(tmpdir(), 'integration-'));
const report = () => readFileSync(join(FOLDER, 'report.md'), 'utf8');

let endpoint: LocalEndpoint;
let account: Account;

beforeAll(async () => {
  process.env.INTEGRATION_FOLDER = FOLDER;
  endpoint = await startLocalEndpoint({ quiet: true });
  account = await accountOf(endpoint, endpoint.accountId);
});
afterAll(async () => {
  delete process.env.INTEGRATION_FOLDER;
  await endpoint?.stop();
});

async function accountOf({ url, environment }: LocalEndpoint, allowed?: string): Promise<Account> {
  const credentials = { accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY };
  return Account.of({ endpoint: url, region: environment.AWS_REGION, credentials }, allowed);
}

/** With a baseline of its owner's, and with a user and a group of names that the test needs. */
async function furnish({ owner: { iam, ssm } }: Account): Promise<void> {
  await ssm.send(new PutParameterCommand({
    Name: '/account-baseline/settings/password-policy',
    Type: 'String',
    Value: '{"owner":{"stackId":"arn:aws:cloudformation:us-east-1:111122223333:stack/theirs/1"}}',
  }));
  await iam.send(new CreateUserCommand({ UserName: `${PREFIX}administrator` }));
  await iam.send(new CreateGroupCommand({ GroupName: GROUPS.PowerUser }));
}

async function deploy(): Promise<void> {
  const app = new App();
  accountBaseline(app);
  await new StackAccount(endpoint).createStack(STACK_NAME, app.synth().getStackByName(STACK_NAME).template);
}

async function destroy(): Promise<void> {
  const { cloudFormation: client } = account.owner;
  await client.send(new DeleteStackCommand({ StackName: STACK_NAME }));
  await waitUntilStackDeleteComplete({ client, maxWaitTime: 60, minDelay: 0.2, maxDelay: 0.5 }, { StackName: STACK_NAME });
}

/** What a run has made in the account and not removed. */
async function leftovers(): Promise<string[]> {
  const { Users } = await account.owner.iam.send(new ListUsersCommand({}));
  const { VirtualMFADevices } = await account.owner.iam.send(new ListVirtualMFADevicesCommand({}));
  const names = [...Users!.map(({ UserName }) => UserName!), ...VirtualMFADevices!.map(({ SerialNumber }) => SerialNumber!)];
  return names.filter((name) => name.includes(PREFIX));
}

test('no account is touched that was not named', async () => {
  await expect(accountOf(endpoint)).rejects.toThrow(`The credentials are those of account ${endpoint.accountId}, and no account may be changed`);
  await expect(accountOf(endpoint, '999999999999')).rejects.toThrow('only 999999999999 may be changed');
});

test('an account with a baseline, or with a user of a name that the test needs, remains unchanged', async () => {
  const stranger = await startLocalEndpoint({ quiet: true });
  try {
    const theirs = await accountOf(stranger, stranger.accountId);
    await furnish(theirs);
    await expect(STEPS['before-deploy'](theirs)).rejects.toThrow(
      new RegExp(`is left as it is.*/account-baseline/settings/password-policy.*${PREFIX}administrator, without the mark.*the group ${GROUPS.PowerUser}`, 's'));
    expect((await theirs.owner.iam.send(new ListUsersCommand({}))).Users).toHaveLength(1);
  } finally {
    await stranger.stop();
  }
});

test('a whole run: every assertion holds or says why it was not asked, and nothing is left', async () => {
  // As a run that was killed leaves it.
  await Person.make(account, { userName: `${PREFIX}outsider`, path: '/' });
  await STEPS['before-deploy'](account);
  expect(await leftovers()).toEqual([]);

  await deploy();
  await STEPS['after-deploy'](account);
  expect(report()).toContain('the local endpoint, which is not AWS');
  expect(report().match(/\*\*skipped\*\*.*\n  - Not asked: /g)).toHaveLength(5);
  expect(report()).toMatch(/\*\*holds\*\*: aws:MultiFactorAuthPresent is absent for an access key .*\n  - No answer of AWS/);
  expect(await leftovers()).toEqual([]);

  // Without the enforcement, the first question must fail.
  const PolicyArn = await account.physicalId('AWS::IAM::ManagedPolicy', 'BaselineMfaEnforcement');
  await account.owner.iam.send(new DetachGroupPolicyCommand({ GroupName: GROUPS.Administrator, PolicyArn }));
  await account.owner.iam.send(new DetachGroupPolicyCommand({ GroupName: GROUPS.PowerUser, PolicyArn }));
  await expect(STEPS['after-deploy'](account)).rejects.toThrow(
    /does not hold: a member of a group with the MFA enforcement can do nothing with an access key.*does not hold: IntegrationPowerUsers carries its policies/s);
  expect(report()).toContain('- **fails**: IntegrationPowerUsers carries its policies and no other');
  expect(await leftovers()).toEqual([]);

  await STEPS['before-destroy'](account);
  await destroy();
  await STEPS['after-destroy'](account);
  expect(existsSync(join(FOLDER, 'before.json'))).toBe(false);
}, 180_000);

test('every created user is removed even if the others cannot be created', async () => {
  // There are no groups any more.
  await expect(createTestIdentities(account)).rejects.toThrow();
  await removeTestIdentities(account);
  await removeTestIdentities(account);
  expect(await leftovers()).toEqual([]);
});

test('settings that were not put back are told', async () => {
  await STEPS['before-deploy'](account);
  await account.owner.iam.send(new CreateAccountAliasCommand({ AccountAlias: 'left-behind' }));
  await expect(STEPS['after-destroy'](account)).rejects.toThrow('now {"alias":"left-behind"}');
});

test('each assertion says what it asks, why and where that is written', () => {
  const all = Object.values(ASSERTIONS).flat();
  expect(Object.keys(ASSERTIONS).slice(0, 2)).toEqual(['MFA context', 'GetSessionToken']);
  expect(new Set(all.map(({ claim }) => claim)).size).toBe(all.length);
  for (const { question, source } of all) expect([question, source]).toEqual([expect.stringMatching(/[?.]$/), expect.stringMatching(/\w/)]);
});

test('an assertion that throws fails, and the others are asked all the same', async () => {
  const assertion = (claim: string, check: () => Promise<void>) => ({ claim, question: '', source: '', check });
  const results = await ask({ topic: [assertion('a', async () => { throw new Error('no'); }), assertion('b', async () => undefined)] }, { account } as any);
  expect(results.map(({ status, reason }) => [status, reason])).toEqual([['fails', 'no'], ['holds', undefined]]);
});
