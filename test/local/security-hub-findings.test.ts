import { AwsSecurityFinding, BatchImportFindingsCommand, BatchUpdateFindingsCommand, EnableSecurityHubCommand, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Stack } from 'aws-cdk-lib';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { StackAccount } from './stack-account';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { SecurityHubFindingAlerts } from '../../src/watch/finding-alerts/security-hub-finding-alerts';
import { failed } from '../handlers/finding-alerts/world';

const NAME = 'account-baseline-findings';
const CHANNEL = { workspaceId: 'T01234ABCDE', channelId: 'C01234ABCDE' };

/** The account with the credentials that its clients have. */
class FindingsAccount extends StackAccount {
  public readonly hub = new SecurityHubClient(this.config);
  public readonly sns = new SNSClient(this.config);
  private readonly sqs = new SQSClient(this.config);
  private readonly subjects: string[] = [];
  private minutes = 0;

  /** Imports a finding of the account's own product, a minute after the former one. */
  public async import(id: string, more: Partial<AwsSecurityFinding> = {}): Promise<void> {
    const UpdatedAt = new Date(Date.UTC(2026, 10, 29, 10, this.minutes++)).toISOString();
    const account = this.endpoint.accountId;
    await this.hub.send(new BatchImportFindingsCommand({
      Findings: [{
        ...failed(), AwsAccountId: account, ProductArn: `arn:aws:securityhub:us-east-1:${account}:product/${account}/default`, Id: id, Title: id, Workflow: undefined, RecordState: undefined, UpdatedAt, ...more,
      }],
    }));
  }

  public async finding(id: string): Promise<AwsSecurityFinding> {
    const { Findings } = await this.hub.send(new GetFindingsCommand({ Filters: { Id: [{ Value: id, Comparison: 'EQUALS' }] } }));
    return Findings![0];
  }

  public async setStatus(id: string, Status: 'NEW' | 'SUPPRESSED'): Promise<void> {
    const { Id, ProductArn } = await this.finding(id);
    await this.hub.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [{ Id, ProductArn }], Workflow: { Status } }));
  }

  /** Waits until a finding has a status. */
  public async status(id: string, expected: string): Promise<void> {
    const end = Date.now() + 20_000;
    for (let status; (status = (await this.finding(id)).Workflow!.Status) !== expected; await pause(100)) {
      if (Date.now() > end) throw new Error(`${id} is ${status} after 20 s, not ${expected}`);
    }
  }

  /** The titles of the findings that were reported by now, in order. */
  public async reported(): Promise<string[]> {
    const { QueueUrl } = await this.sqs.send(new GetQueueUrlCommand({ QueueName: 'mailbox' }));
    for (;;) {
      const { Messages = [] } = await this.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }));
      if (Messages.length === 0) return this.subjects;
      for (const { Body, ReceiptHandle } of Messages) {
        const { Subject, Message } = JSON.parse(Body!);
        expect(Message).toMatch(/^\w+ finding in \d{12}: .*\n[^]*\nIt is now NOTIFIED in Security Hub CSPM/);
        this.subjects.push(Subject.replace(/^.*: /, ''));
        await this.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const alerts = (stack: Stack) => {
  const { topic } = new SecurityHubFindingAlerts(stack, 'Findings', { emailAddresses: ['security@example.com'], slackChannels: [CHANNEL] });
  topic.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(stack, 'Mailbox', { queueName: 'mailbox' })));
};

let account: FindingsAccount;
endpointForAll(async (endpoint) => {
  account = new FindingsAccount(endpoint);
  await account.hub.send(new EnableSecurityHubCommand({}));
});

test('each finding is reported once by email and in Slack, and again only after it became NEW again', async () => {
  const { endpoint } = account;
  const refused = await account.deploy(alerts, NAME);
  expect([refused.code, said(refused)]).toEqual([1, expect.stringContaining('AWS Chatbot is not authorized for the Slack workspace T01234ABCDE')]);
  await account.destroy(alerts, NAME);
  await endpoint.control('slack-workspace', { id: CHANNEL.workspaceId });
  expect(await account.deploy(alerts, NAME)).toMatchObject({ code: 0 });

  await account.import('first');
  await account.status('first', 'NOTIFIED');
  expect(await account.reported()).toEqual(['first']);
  expect((await account.finding('first')).Note).toMatchObject({ UpdatedBy: 'account-baseline-finding-alerts', Text: expect.stringContaining(':account-baseline-security-hub-findings.') });

  // The same finding again, a suppressed one, one of lower severity, one of SecurityStatus: of all of them nothing is heard.
  await account.import('first');
  await account.import('suppressed', { Severity: { Label: 'LOW' } });
  await account.setStatus('suppressed', 'SUPPRESSED');
  await account.import('suppressed');
  await account.import('low', { Severity: { Label: 'MEDIUM' } });
  await account.import('own', { GeneratorId: 'account-baseline/USER_MFA' });
  await account.import('second', { Severity: { Label: 'CRITICAL' } });
  await account.status('second', 'NOTIFIED');
  expect(await account.reported()).toEqual(['first', 'second']);

  // A check that passes and fails again, and a finding that a person sets back.
  await account.import('first', { Compliance: { Status: 'PASSED' } });
  await account.import('first');
  await account.status('first', 'NOTIFIED');
  await account.setStatus('second', 'NEW');
  await account.status('second', 'NOTIFIED');
  const all = ['first', 'second', 'first', 'second'];
  expect(await account.reported()).toEqual(all);

  const { shown, dropped } = await endpoint.control('slack-channel', { id: CHANNEL.channelId }) as { shown: { title: string }[]; dropped: number };
  expect([shown.map(({ title }) => title.replace(/^.*: /, '')), dropped]).toEqual([all, 0]);
  expect(shown[1]).toMatchObject({ title: 'CRITICAL finding in 111122223333: second', description: expect.stringContaining('\nResource: AwsS3Bucket arn:aws:s3:::reports\n') });

  const { Attributes } = await account.sns.send(new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:us-east-1:${endpoint.accountId}:account-baseline-security-hub-findings` }));
  expect(Attributes!.SubscriptionsConfirmed).toBe('3');
  expect(await account.destroy(alerts, NAME)).toMatchObject({ code: 0 });
  await expect(endpoint.control('slack-channel', { id: CHANNEL.channelId })).rejects.toThrow('no configuration is for the channel');
}, 240_000);
