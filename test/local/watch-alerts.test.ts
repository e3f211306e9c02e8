import {
  CloudFormationClient, CreateStackCommand, DescribeStacksCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateAccountAliasCommand, CreateRoleCommand, GetAccountPasswordPolicyCommand, IAMClient, ListAccountAliasesCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Keys, makeUser } from './endpoint/clients';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { AccountAlias } from '../../src/account/account-alias';
import { PasswordPolicy } from '../../src/account/password-policy/password-policy';
import { CallerCredentialsSynthesizer } from '../../src/caller-credentials-synthesizer';
import { AlertTopic } from '../../src/watch/alerts/alert-topic';
import { IdentityChangeAlert } from '../../src/watch/alerts/identity-change-alert';
import { RootActivityAlert } from '../../src/watch/alerts/root-activity-alert';
import { AuditTrail } from '../../src/watch/audit-trail/audit-trail';
import { TrailSource } from '../../src/watch/audit-trail/audit-trail-source';
import { DriftGuard } from '../../src/watch/drift-guard/drift-guard';
import { DriftResponse } from '../../src/watch/drift-guard/drift-guard-response';
import { CASES, patternsOf } from '../watch/alerts/event-cases';

const SETTINGS_REGION = 'eu-central-1';
const EVENTS_REGION = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

let endpoint: LocalEndpoint;
let mallory: IAMClient;
let malloryKeys: Keys;
let queueUrl: string | undefined;
const unread: string[] = [];
const config = (region = EVENTS_REGION) => ({ endpoint: endpoint.url, region, credentials, maxAttempts: 1 });

/** The settings in one region, the watch in the one in which IAM's events occur; the templates know neither. */
function templateOf(contents: (stack: Stack) => void): string {
  const app = new App();
  const stack = new Stack(app, 'stack', { synthesizer: new CallerCredentialsSynthesizer() });
  contents(stack);
  return JSON.stringify(app.synth().getStackByName('stack').template);
}

const settingsIn = (stack: Stack, minimumLength: number) => [
  new PasswordPolicy(stack, 'PasswordPolicy', { minimumLength, removalPolicy: RemovalPolicy.DESTROY }),
  new AccountAlias(stack, 'Alias', { accountAlias: 'example-workshop', removalPolicy: RemovalPolicy.DESTROY }),
];
const settings = (minimumLength: number) => templateOf((stack) => { settingsIn(stack, minimumLength); });

const watchOf = (minimumLength: number) => templateOf((stack) => {
  const topic = new AlertTopic(stack, 'Alerts', { emailAddresses: ['security@example.com'] });
  topic.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(stack, 'Mailbox', { queueName: 'mailbox' })));
  const trail = TrailSource.of(new AuditTrail(stack, 'AuditTrail'));
  const breakGlassRoles = [iam.Role.fromRoleName(stack, 'Emergency', 'BreakGlass')];
  new RootActivityAlert(stack, 'RootActivity', { topic, trail });
  new IdentityChangeAlert(stack, 'IdentityChanges', { topic, trail, breakGlassRoles });
  new DriftGuard(stack, 'DriftGuard', { topic, trail, response: DriftResponse.SELF_HEAL, settings: settingsIn(new Stack(), minimumLength), settingsRegion: SETTINGS_REGION });
});

async function settled(region: string, StackName: string, act: (client: CloudFormationClient) => Promise<unknown>): Promise<string> {
  const client = new CloudFormationClient(config(region));
  await act(client);
  for (;;) {
    const { StackStatus, StackStatusReason } = (await client.send(new DescribeStacksCommand({ StackName }))).Stacks![0];
    if (!StackStatus!.endsWith('_IN_PROGRESS')) return [StackStatus, StackStatusReason].filter((text) => text).join(': ');
    await pause(100);
  }
}
const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
const deploy = (region: string, StackName: string, TemplateBody: string) =>
  settled(region, StackName, (client) => client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities })));

/** What arrived since the last time: the subject if there is one, and the text. */
async function emails(): Promise<string[]> {
  const client = new SQSClient(config());
  queueUrl ??= (await client.send(new GetQueueUrlCommand({ QueueName: 'mailbox' }))).QueueUrl;
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return unread;
    for (const { Body, ReceiptHandle } of Messages) {
      const { Subject, Message } = JSON.parse(Body!);
      unread.push(`${Subject}\n${Message}`);
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
}

/** Waits for an email, and forgets the others that came before it. */
async function email(pattern: RegExp): Promise<string> {
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    const index = (await emails()).findIndex((text) => pattern.test(text));
    if (index >= 0) return unread.splice(0, index + 1)[index];
    await pause(100);
  }
  throw new Error(`no email matches ${pattern} within 15 s; there are:\n${unread.join('\n\n')}`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const passwordLength = async () =>
  (await new IAMClient(config()).send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy?.MinimumPasswordLength;
const weaken = (MinimumPasswordLength: number) => mallory.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength }));

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  malloryKeys = (await makeUser(endpoint, 'mallory', [{ Effect: 'Allow', Action: '*', Resource: '*' }])).keys;
  mallory = new IAMClient({ ...config(), credentials: malloryKeys });
  expect(await deploy(SETTINGS_REGION, 'settings', settings(14))).toBe('CREATE_COMPLETE');
}, 60_000);
afterAll(async () => endpoint?.stop());

test('CloudFormation refuses the watch where its events never occur, before it makes anything', async () => {
  const refused = deploy('eu-west-1', 'watch', watchOf(14));
  await expect(refused).rejects.toThrow(/GlobalEventsRegion.*deploy this stack there/);
});

test('before there is a trail nothing of it would be seen', async () => {
  const detail = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', userIdentity: { type: 'Root' } };
  await expect(endpoint.control('cloudtrail-event', { detail })).rejects.toThrow('no trail logs events in us-east-1');
});

test('it is deployed where they do', async () => {
  expect(await deploy(EVENTS_REGION, 'watch', watchOf(14))).toBe('CREATE_COMPLETE');
}, 60_000);

test('a root sign-in raises a message that says who, what, when and where from', async () => {
  const [, cases] = CASES.find(([file]) => file === '01-root.json')!;
  await endpoint.control('cloudtrail-event', { detail: cases[0].event.detail });
  expect((await email(/root user/)).split('\n').slice(1)).toEqual([
    '"The root user of the AWS account 111122223333 was used."',
    '"What: ConsoleLogin of signin.amazonaws.com"',
    '"Result: Success "',
    '"MFA at a sign-in: Yes"',
    '"Who: Root arn:aws:iam::111122223333:root"',
    '"When: 2026-11-22T09:58:12Z, in us-east-1"',
    '"Where from: 192.0.2.7"',
    expect.stringMatching(/^"Unexpected\? Reset the password of root/),
  ]);
});

test('a call of the root user that changes something is told of, one that reads is not', async () => {
  await new IAMClient(config()).send(new ListAccountAliasesCommand({}));
  await new IAMClient(config()).send(new CreateRoleCommand({
    RoleName: 'BreakGlass',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${endpoint.accountId}:root` } }],
    }),
  }));
  expect(await email(/root user/)).toContain('"What: CreateRole of iam.amazonaws.com"');
});

test('a user assumes the break-glass role', async () => {
  const { keys } = await makeUser(endpoint, 'alice', [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]);
  await new STSClient({ ...config(), credentials: keys }).send(new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${endpoint.accountId}:role/BreakGlass`, RoleSessionName: 'alice',
  }));
  const text = await email(/break-glass/);
  expect(text).toContain('"Role: arn:aws:iam::111122223333:role/BreakGlass, session alice"');
  expect(text).toContain('"Who: IAMUser arn:aws:iam::111122223333:user/alice"');
});

test('a password policy that is changed manually is told of and put back, by the record of another region', async () => {
  await weaken(6);
  expect(await email(/permissions were changed/)).toContain('"What: UpdateAccountPasswordPolicy of iam.amazonaws.com"');
  const text = await email(/password-policy was put back/);
  expect(text).toContain('It was {"MinimumPasswordLength":6}; it is {"MinimumPasswordLength":14,');
  expect(text).toContain('by arn:aws:iam::111122223333:user/mallory, from 127.0.0.1.');
  expect(await passwordLength()).toBe(14);
});

test('an alias that is changed manually is put back', async () => {
  await mallory.send(new CreateAccountAliasCommand({ AccountAlias: 'of-mallory' }));
  await email(/account-alias was put back/);
  expect((await mallory.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['example-workshop']);
});

test('the guard gives up after three times within an hour, with a message', async () => {
  for (const length of [7, 8]) {
    await weaken(length);
    await email(/password-policy was put back/);
  }
  await weaken(9);
  await email(/password-policy is repeatedly reverted/);
  expect(await passwordLength()).toBe(9);
  const { Parameter } = await new SSMClient(config(SETTINGS_REGION)).send(new GetParameterCommand({ Name: '/account-baseline/settings/password-policy' }));
  expect(JSON.parse(Parameter!.Value!).drift).toMatchObject({ told: true, healed: [expect.any(Number), expect.any(Number), expect.any(Number)] });
});

test('a change by the stack that owns the setting is not reverted, and is restored once the guard is deployed with it', async () => {
  const updated = await settled(SETTINGS_REGION, 'settings', (client) => client.send(new UpdateStackCommand({
    StackName: 'settings', TemplateBody: settings(20), Capabilities,
  })));
  expect(updated).toBe('UPDATE_COMPLETE');
  expect(await passwordLength()).toBe(20);
  await email(/permissions were changed.*\n.*\n.*\n.*AccountSettingsRole/);
  await email(/password-policy has an ownership record that the guard does not know/);
  expect(await passwordLength()).toBe(20);
  expect(await settled(EVENTS_REGION, 'watch', (client) => client.send(new UpdateStackCommand({
    StackName: 'watch', TemplateBody: watchOf(20), Capabilities,
  })))).toBe('UPDATE_COMPLETE');
  await weaken(10);
  await email(/password-policy was put back/);
  expect(await passwordLength()).toBe(20);
});

test('an ownership record that another writer forged makes the guard set nothing', async () => {
  const records = new SSMClient(config(SETTINGS_REGION));
  const Name = '/account-baseline/settings/password-policy';
  const { Parameter } = await records.send(new GetParameterCommand({ Name }));
  const weak = { MinimumPasswordLength: 6 };
  const Value = JSON.stringify({ ...JSON.parse(Parameter!.Value!), wanted: weak, set: [weak] });
  await records.send(new PutParameterCommand({ Name, Value, Overwrite: true }));
  await weaken(21);
  expect(await email(/password-policy has an ownership record that the guard does not know/)).toContain('was deployed with {"MinimumPasswordLength":20,');
  expect(await passwordLength()).toBe(21);
});

describe('EventBridge agrees with the cases', () => {
  const patterns = Object.entries(patternsOf());

  test.each(CASES)('%s', async (_, cases) => {
    const client = new EventBridgeClient({ ...config(), credentials: malloryKeys });
    for (const { about, alarms, event } of cases) {
      const raised = [];
      for (const [name, pattern] of patterns) {
        const { Result } = await client.send(new TestEventPatternCommand({ Event: JSON.stringify(event), EventPattern: JSON.stringify(pattern) }));
        if (Result) raised.push(name);
      }
      expect({ about, raised: raised.sort() }).toEqual({ about, raised: [...alarms].sort() });
    }
  });
});
