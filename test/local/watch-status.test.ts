import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  AddUserToGroupCommand, AttachGroupPolicyCommand, AttachRolePolicyCommand, AttachUserPolicyCommand, CreateAccessKeyCommand, CreateGroupCommand,
  CreateLoginProfileCommand, CreateRoleCommand, CreateUserCommand, DetachUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { SubscribeCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientsOf, enroll, ROOT } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { REGIONAL_CHECKS } from '../../cli/regions/regional-results';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import type { AccountWatchStackProps } from '../../src/watch/account-watch-stack';

/** The whole way: an account made bad on purpose, the CDK CLI, the function under its own enforced role, and the command. */
let endpoint: LocalEndpoint;
let aws: ReturnType<typeof clientsOf>;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  aws = clientsOf(endpoint);
});
afterAll(async () => endpoint?.stop());

function deploy(props: AccountWatchStackProps) {
  return runQuickCdk(['deploy', '--output', mkdtempSync(join(tmpdir(), 'watch-app-'))], {
    app: join(__dirname, 'apps', 'watch-app.ts'), environment: { ...endpoint.environment, WATCH: JSON.stringify(props) }, died: endpoint.died,
  });
}

async function outputs(): Promise<Record<string, string>> {
  const { Stacks } = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: 'account-baseline-watch' }));
  return Object.fromEntries(Stacks![0].Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]));
}

/** What EventBridge does every day. */
async function daily(): Promise<void> {
  const { Functions } = await aws.lambda.send(new ListFunctionsCommand({}));
  const FunctionName = Functions!.find(({ FunctionName: name }) => name === 'account-baseline-security-status')!.FunctionName;
  const { FunctionError, Payload } = await aws.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ source: 'aws.events' }) }));
  expect([FunctionError, new TextDecoder().decode(Payload)]).toEqual([undefined, expect.anything()]);
}

/** The command of a checkout, run with the credentials of an identity. */
function command(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => execFile(
    process.execPath, [join(__dirname, '../../node_modules/.bin/tsx'), join(__dirname, '../../cli/index.ts'), 'status', ...args],
    { env: { ...process.env, ...endpoint.environment, NODE_NO_WARNINGS: '1' } }, (error, out) => resolve({ code: error ? Number(error.code) : 0, out })));
}

async function makeBad(): Promise<void> {
  const { iam } = aws;
  await endpoint.control('root-user', { mfa: true, accessKeys: 1 });
  await iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 6 }));
  await iam.send(new CreateGroupCommand({ GroupName: 'Auditors' }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'Auditors', PolicyArn: 'arn:aws:iam::aws:policy/SecurityAudit' }));
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  await iam.send(new AddUserToGroupCommand({ UserName: 'alice', GroupName: 'Auditors' }));
  await iam.send(new CreateLoginProfileCommand({ UserName: 'alice', Password: 'Not-so-secret-1' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }));
  await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  await endpoint.control('credential-ages', { user: 'alice', keyCreated: 400 });
  await iam.send(new CreateRoleCommand({
    RoleName: 'support',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${endpoint.accountId}:root` } }],
    }),
  }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'support', PolicyArn: 'arn:aws:iam::aws:policy/AWSSupportAccess' }));
  await endpoint.control('server-certificate', { name: 'site', expires: '2030-01-01T00:00:00Z' });
}

test('every finding of a bad account appears and no other, is reported once, and disappears after the remediation', async () => {
  await makeBad();
  expect(await deploy({})).toMatchObject({ code: 0 });
  const bad = await outputs();
  expect(bad.SecurityStatus).toBe('9 of 14 checks pass, not ROOT_ACCESS_KEYS, PASSWORD_POLICY, USER_MFA, USER_POLICIES, UNUSED_ACCESS_KEYS');
  expect(bad.SecurityFindings).toContain('USER_MFA: passwords without MFA: alice');

  const sns = new SNSClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: ROOT });
  const sqs = new SQSClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: ROOT });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({
    QueueName: 'emails',
    Attributes: {
      Policy: JSON.stringify({
        Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }],
      }),
    },
  }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(new SubscribeCommand({ TopicArn: bad.AlertTopicArn, Protocol: 'sqs', Endpoint: Attributes!.QueueArn }));
  const emails = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600, WaitTimeSeconds: 2 };
  const subjects = async () => ((await sqs.send(new ReceiveMessageCommand(emails))).Messages ?? [])
    .map(({ Body }) => JSON.parse(Body!).Subject);
  await daily();
  expect(await subjects()).toEqual([`Security status of ${endpoint.accountId}: 5 worse`]);
  await daily();
  expect(await subjects()).toEqual([]);

  // Nobody has hardened a region yet.
  expect(await command()).toMatchObject({ code: 3, out: expect.stringContaining(`${bad.SecurityStatus.replace('14', '20')}, ${REGIONAL_CHECKS.join(', ')}`) });
  expect((await command('--adopt')).out).toContain('user alice has ReadOnlyAccess\n  Add the user to the group ViewOnlyUsers, then detach the policies');

  const { iam } = aws;
  await endpoint.control('root-user', { accessKeys: 0 });
  await iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14 }));
  await enroll(endpoint, 'alice');
  await iam.send(new DetachUserPolicyCommand({ UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }));
  const { out } = await command('--format', 'json');
  expect(JSON.parse(out).results.filter(({ status }: any) => status !== 'PASS').map(({ check }: any) => check)).toEqual(['UNUSED_ACCESS_KEYS', ...REGIONAL_CHECKS]);
  await endpoint.control('credential-ages', { user: 'alice', keyUsed: 1 });
  await daily();
  expect(await subjects()).toEqual([`Security status of ${endpoint.accountId}: 5 better`]);
  // What is worse later than the last deployment: the update fails, and is rolled back although the account does not pass any more.
  await endpoint.control('server-certificate', { name: 'old', expires: '2020-01-01T00:00:00Z' });
  const failed = await deploy({ securityStatus: { onFinding: 'FAIL' as any, revision: '2' } });
  expect(failed.stdout + failed.stderr).toContain('The account does not pass: EXPIRED_CERTIFICATES: certificates have expired: old.');
  const { Stacks } = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: 'account-baseline-watch' }));
  expect(Stacks![0].StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
}, 300_000);
