import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessAnalyzerClient, CreateAnalyzerCommand, ListAnalyzersCommand, ListArchiveRulesCommand } from '@aws-sdk/client-accessanalyzer';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  AddUserToGroupCommand, CreateGroupCommand, CreateLoginProfileCommand, CreateRoleCommand, CreateUserCommand, GetLoginProfileCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { clientsOf, makeUser, outcome, ROOT } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';

const PARAMETER = '/account-baseline/watch/credential-report';

let endpoint: LocalEndpoint;
let clients: ReturnType<typeof clientsOf>;
let analyzer: AccessAnalyzerClient;
let sqs: SQSClient;
let QueueUrl: string;
let functions: Record<string, string>;

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  clients = clientsOf(endpoint);
  const config = { endpoint: endpoint.url, region: 'us-east-1', credentials: ROOT, maxAttempts: 1 };
  analyzer = new AccessAnalyzerClient(config);
  sqs = new SQSClient(config);
  QueueUrl = (await sqs.send(new CreateQueueCommand({
    QueueName: 'emails',
    Attributes: {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }],
      }),
    },
  }))).QueueUrl!;
  // One that is there already, of the kind that costs nothing.
  await analyzer.send(new CreateAnalyzerCommand({ analyzerName: 'theirs', type: 'ACCOUNT' }));
  const { code, stderr, stdout } = await cdk('deploy', { UNUSED_ACCESS_AGE: '90' });
  expect([code, code ? stderr + stdout : '']).toEqual([0, '']);
  const { StackResources } = await clients.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: 'watch-reports' }));
  functions = Object.fromEntries(StackResources!.filter(({ ResourceType }) => ResourceType === 'AWS::Lambda::Function')
    .map(({ LogicalResourceId, PhysicalResourceId }) => [/^(?:Watch)?([A-Za-z]+?)(?:Function|Provider)/.exec(LogicalResourceId!)![1], PhysicalResourceId!]));
}, 90_000);
afterAll(async () => endpoint?.stop());

function cdk(command: string, more: Record<string, string> = {}) {
  return runQuickCdk([command, '--output', mkdtempSync(join(tmpdir(), 'watch-reports-'))], {
    app: join(__dirname, 'apps', 'watch-reports-app.ts'),
    environment: { ...endpoint.environment, QUEUE_ARN: `arn:aws:sqs:us-east-1:${endpoint.accountId}:emails`, ...more },
    died: endpoint.died,
  });
}

/** Runs a function, under its own role, and gives what it returns. */
async function run(name: string): Promise<any> {
  const { Payload, FunctionError } = await clients.lambda.send(new InvokeCommand({ FunctionName: functions[name], Payload: '{}' }));
  const answer = JSON.parse(Buffer.from(Payload!).toString());
  expect([FunctionError, FunctionError ? answer : '']).toEqual([undefined, '']);
  return answer;
}

/** The emails since the last time. */
async function emails(): Promise<string> {
  let text = '';
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: text ? 0 : 2 }));
    if (!Messages.length) return text;
    text += Messages.map(({ Body }) => Body).join('\n');
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** Lets some days pass for the credential report: what it remembers gets older. */
async function daysPass(days: number): Promise<void> {
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name: PARAMETER }));
  const { runs } = JSON.parse(Parameter!.Value!);
  const Value = JSON.stringify({ runs: runs.map((time: number) => time - days * 86_400_000) });
  await clients.ssm.send(new PutParameterCommand({ Name: PARAMETER, Value, Type: 'String', Overwrite: true }));
}
const hasPassword = async (UserName: string) => await outcome(clients.iam.send(new GetLoginProfileCommand({ UserName }))) === 'allowed';
const keyStates = async (UserName: string) => (
  (await clients.iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata!.map(({ Status }) => Status));

test('an analyzer that was there is used, one that was not is made, and the archive rule is on it', async () => {
  const { analyzers } = await analyzer.send(new ListAnalyzersCommand({}));
  expect(analyzers!.map(({ name, type }) => `${type} ${name}`)).toEqual(['ACCOUNT theirs', 'ACCOUNT_UNUSED_ACCESS account-baseline-unused-access']);
  expect(analyzers![1].configuration).toEqual({ unusedAccess: { unusedAccessAge: 90 } });
  const { archiveRules } = await analyzer.send(new ListArchiveRulesCommand({ analyzerName: 'theirs' }));
  expect(archiveRules!.map(({ filter }) => filter)).toEqual([expect.objectContaining({ 'principal.AWS': { contains: ['444455556666'] } })]);
});

test('unused credentials are announced, switched off a warning later under the function\'s own role, and left alone where they must be', async () => {
  await clients.iam.send(new CreateGroupCommand({ GroupName: 'Administrators' }));
  for (const [name, path] of [['admin', '/'], ['alice', '/'], ['used', '/'], ['emergency', '/break-glass/']]) {
    await makeUser(endpoint, name, [], path);
    await clients.iam.send(new CreateLoginProfileCommand({ UserName: name, Password: 'Correct-horse-7' }));
    await endpoint.control('credential-ages', { user: name, created: 200, passwordCreated: 200, keyCreated: 80 });
  }
  await clients.iam.send(new AddUserToGroupCommand({ GroupName: 'Administrators', UserName: 'admin' }));
  await endpoint.control('credential-ages', { user: 'used', passwordUsed: 2, keyUsed: 3 });
  await clients.iam.send(new CreateUserCommand({ UserName: '=1+1' }));

  expect(await run('CredentialReport')).toMatchObject({ users: 6, actions: 0 });
  const warning = await emails();
  for (const user of ['admin', 'alice', 'emergency']) expect(warning).toContain(`- ${user}: console password unused, since`);
  expect(warning).toContain('- used: console password without MFA');
  expect(warning).not.toContain('- used: console password unused');
  await daysPass(1);
  expect(await run('CredentialReport')).toMatchObject({ users: 6, actions: 2 });
  expect([await hasPassword('alice'), await keyStates('alice')]).toEqual([false, ['Inactive']]);
  for (const user of ['admin', 'used', 'emergency']) expect([await hasPassword(user), await keyStates(user)]).toEqual([true, ['Active']]);
  expect(await emails()).toContain('aws iam update-access-key --user-name alice --access-key-id AKIA');
});

test('services that nobody used are shown by job function', async () => {
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: endpoint.accountId }, Action: 'sts:AssumeRole' }] });
  const { Role } = await clients.iam.send(new CreateRoleCommand({ RoleName: 'PowerUser', Path: '/account-baseline/', AssumeRolePolicyDocument: trust }));
  const { Group } = await clients.iam.send(new CreateGroupCommand({ GroupName: 'PowerUsers', Path: '/account-baseline/' }));
  await endpoint.control('last-accessed', { arn: Role!.Arn, created: 300, services: { s3: 1, ec2: -1, sqs: 100 } });
  await endpoint.control('last-accessed', { arn: Group!.Arn, created: 300, services: { s3: -1, ec2: 89 } });
  // The roles of the functions are of the baseline too, but made today.
  expect(await run('AccessAdvisor')).toEqual({ identities: expect.any(Number), suggestions: 1, unknown: 0 });
  expect(await emails()).toContain('PowerUser (group PowerUsers, role PowerUser)\n  keep: ec2, s3\n  remove: sqs');
});

test('5,000 users are one run of the function, within its memory and time', async () => {
  await endpoint.control('add-users', { count: 4_994, prefix: 'many-', password: true, key: true, created: 300, passwordCreated: 300, keyCreated: 80, keyUsed: 1 });
  // As if it were the first run, with everything to announce: the endpoint lists identities in one page, which takes it long.
  await clients.ssm.send(new PutParameterCommand({ Name: PARAMETER, Value: '{}', Type: 'String', Overwrite: true }));
  const start = Date.now();
  expect(await run('CredentialReport')).toMatchObject({ users: 5_000, findings: expect.any(Number), actions: 0 });
  expect(Date.now() - start).toBeLessThan(60_000);
  expect(JSON.parse((await clients.ssm.send(new GetParameterCommand({ Name: PARAMETER }))).Parameter!.Value!).runs).toHaveLength(1);
}, 120_000);

test('with the stack goes what it made, and nothing else', async () => {
  const { code, stderr } = await cdk('destroy');
  expect([code, code ? stderr : '']).toEqual([0, '']);
  const { analyzers } = await analyzer.send(new ListAnalyzersCommand({}));
  expect(analyzers!.map(({ name }) => name)).toEqual(['theirs']);
  expect((await analyzer.send(new ListArchiveRulesCommand({ analyzerName: 'theirs' }))).archiveRules).toEqual([]);
  expect(await outcome(clients.ssm.send(new GetParameterCommand({ Name: PARAMETER })))).toBe('ParameterNotFound');
}, 60_000);
