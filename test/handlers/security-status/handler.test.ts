import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GenerateCredentialReportCommand, GetAccountAuthorizationDetailsCommand, GetAccountPasswordPolicyCommand, ListServerCertificatesCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../src/handlers/security-status/handler';
import { importFindings } from '../../../src/handlers/security-status/security-hub';
import { checkAccount } from '../../../src/handlers/security-status-checks/handler';
import { takeAnswers } from '../answers';
import { cloudFormation, goodAccount, iam, line, refusal, report, root } from '../shared/security-checks/account-mock';
import { VirtualTime } from '../virtual-time';

const lambda = mockClient(LambdaClient);
const ssm = mockClient(SSMClient);
const sns = mockClient(SNSClient);
const securityHub = mockClient(SecurityHubClient);
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/watch/aaaa';

let time: VirtualTime;
let answers: any[];
let lines: string[];
let parameter: string | undefined;

beforeEach(() => {
  time = new VirtualTime();
  goodAccount();
  [lambda, ssm, sns, securityHub].forEach((mock) => mock.reset());
  parameter = undefined;
  ssm.on(GetParameterCommand).callsFake(() => {
    if (parameter === undefined) throw Object.assign(new Error('none'), { name: 'ParameterNotFound', $metadata: { httpStatusCode: 400 } });
    return { Parameter: { Value: parameter } };
  });
  ssm.on(PutParameterCommand).callsFake(({ Value }) => { parameter = Value; });
  ssm.on(DeleteParameterCommand).callsFake(() => { parameter = undefined; });
  lambda.on(InvokeCommand, { FunctionName: 'checks' }).callsFake(invokeChecks);
  sns.on(PublishCommand).resolves({});
  securityHub.on(BatchImportFindingsCommand).resolves({ FailedFindings: [] });
  Object.assign(process.env, { CHECKS_FUNCTION: 'checks', ON_FINDING: '{"*":"WARN"}', TOPIC_ARN: TOPIC, STACK, DOMAIN: 'amazonaws.com' });
  answers = [];
  lines = [];
  jest.spyOn(console, 'log').mockImplementation((text) => { lines.push(text); });
  takeAnswers(({ body }) => { answers.push(JSON.parse(body)); });
});
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

async function invoke(event: object, hub?: typeof importFindings): Promise<void> {
  const end = time.now + 300_000;
  await handler(event, {
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:watch', getRemainingTimeInMillis: () => end - time.now,
  }, hub);
}

/** The function that makes the checks, as Lambda invokes it: in its own time, and with its errors as an answer. */
async function invokeChecks(): Promise<object> {
  const end = time.now + 240_000;
  const answer = (value: object) => new TextEncoder().encode(JSON.stringify(value));
  try {
    return { StatusCode: 200, Payload: answer(await checkAccount({ getRemainingTimeInMillis: () => end - time.now })) };
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    return { StatusCode: 200, FunctionError: 'Unhandled', Payload: answer({ errorType, errorMessage }) };
  }
}

async function deploy(RequestType = 'Create', more: object = {}) {
  await invoke({ RequestType, RequestId: 'r', ResourceType: 'Custom::SecurityStatus', StackId: STACK, LogicalResourceId: 'Status', ResponseURL: 'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/?signature=secret', ResourceProperties: {}, ...more });
  return answers[answers.length - 1];
}

const daily = (hub?: typeof importFindings) => invoke({ 'source': 'aws.events', 'detail-type': 'Scheduled Event' }, hub);
const emails = () => sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);

describe('at deployment', () => {
  test('the attributes of an account that passes', async () => {
    const { Status, Data, PhysicalResourceId } = await deploy();
    expect([Status, PhysicalResourceId]).toEqual(['SUCCESS', 'security-status']);
    expect(Data).toMatchObject({ ROOT_MFA: 'PASS', EXTERNAL_ACCESS_ANALYZER: 'PASS', Summary: '14 of 14 checks pass', Findings: 'none' });
    expect(answers).toHaveLength(1);
  });

  test('a failed check is in the attributes, and the deployment goes on', async () => {
    root({ AccountMFAEnabled: 0 });
    const { Status, Data } = await deploy();
    expect(Status).toBe('SUCCESS');
    expect(Data).toMatchObject({ ROOT_MFA: 'FAIL', Summary: '13 of 14 checks pass, not ROOT_MFA', Findings: expect.stringMatching(/^ROOT_MFA: root has no MFA\. Sign in as root/) });
  });

  test('where onFinding is FAIL the reason has the check, what was found and the remediation', async () => {
    process.env.ON_FINDING = '{"*":"WARN","ROOT_MFA":"FAIL"}';
    root({ AccountMFAEnabled: 0, AccountSigningCertificatesPresent: 1 });
    const { Status, Reason } = await deploy();
    expect(Status).toBe('FAILED');
    expect(Reason).toBe('The account does not pass: ROOT_MFA: root has no MFA. '
      + 'Sign in as root and, under Security credentials, assign an MFA device');
  });

  test('an ignored check fails no deployment and is IGNORED', async () => {
    process.env.ON_FINDING = '{"*":"IGNORE","PASSWORD_POLICY":"FAIL"}';
    root({ AccountMFAEnabled: 0 });
    const { Status, Data } = await deploy();
    expect(Status).toBe('SUCCESS');
    expect(Data).toMatchObject({ ROOT_MFA: 'IGNORED', USER_MFA: 'IGNORED', PASSWORD_POLICY: 'PASS', Summary: '1 of 1 checks pass' });
  });

  test('it changes nothing, whatever the checks find', async () => {
    process.env.ON_FINDING = '{"*":"FAIL"}';
    root({ AccountMFAEnabled: 0 });
    await deploy();
    expect(ssm.calls()).toEqual([]);
    expect(sns.calls()).toEqual([]);
  });

  test('a check whose call is denied is unknown and names the action; the others are made, and the deployment goes on', async () => {
    process.env.ON_FINDING = '{"*":"FAIL"}';
    iam.on(ListServerCertificatesCommand).rejects(refusal());
    const { Status, Data } = await deploy();
    expect(Status).toBe('SUCCESS');
    expect(Data).toMatchObject({ EXPIRED_CERTIFICATES: 'UNKNOWN', ROOT_MFA: 'PASS', Findings: expect.stringContaining('unknown, iam:ListServerCertificates was denied') });
  });

  test('throttled calls are retried', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'Throttling', $metadata: { httpStatusCode: 400 } });
    iam.on(GetAccountPasswordPolicyCommand).rejectsOnce(throttled).rejectsOnce(throttled)
      .resolves({ PasswordPolicy: { MinimumPasswordLength: 14 } as any });
    expect((await deploy()).Data.PASSWORD_POLICY).toBe('PASS');
    expect(time.sleeps.length).toBeGreaterThanOrEqual(2);
  });

  test('throttling that lasts fails the deployment in time, once, with the call', async () => {
    iam.on(GetAccountPasswordPolicyCommand).rejects(Object.assign(new Error('Rate exceeded'), { name: 'Throttling', $metadata: { httpStatusCode: 400 } }));
    const { Status, Reason } = await deploy();
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/^The account could not be checked: iam:GetAccountPasswordPolicy: Throttling/);
    expect(answers).toHaveLength(1);
  });

  test('it waits for a role that may not invoke the other function yet', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    lambda.on(InvokeCommand).rejectsOnce(denied).rejectsOnce(denied).callsFake(invokeChecks);
    expect((await deploy()).Status).toBe('SUCCESS');
    expect(lambda.calls()).toHaveLength(3);
  });

  test('it fails if the other function runs out of time, and the daily run says so by email', async () => {
    lambda.on(InvokeCommand).resolves({
      FunctionError: 'Unhandled', Payload: new TextEncoder().encode('{"errorMessage":"Task timed out after 240.00 seconds"}') as any,
    });
    const { Status, Reason } = await deploy();
    expect([Status, Reason]).toEqual(['FAILED', 'The account could not be checked: Task timed out after 240.00 seconds']);
    await expect(daily()).rejects.toThrow('Task timed out');
    expect(emails().map(({ Subject, Message }) => [Subject, Message])).toEqual([
      ['Security status of 111122223333: not checked', 'Task timed out after 240.00 seconds\n\nThe next run checks again.'],
    ]);
    expect(ssm.calls()).toEqual([]);
  });

  test('it fails in time if the other function never answers', async () => {
    lambda.on(InvokeCommand).callsFake(() => new Promise(() => time.pass(295_000)));
    const start = time.now;
    expect((await deploy()).Reason).toMatch(/no time left/);
    expect(time.now - start).toBeLessThan(300_000);
  });

  test.each<[string, () => unknown]>([
    ['is not ready in time', () => iam.on(GenerateCredentialReportCommand).resolves({ State: 'INPROGRESS' })],
    ['is refused for want of capacity to the end', () => iam.on(GenerateCredentialReportCommand).rejects(
      Object.assign(new Error('No more capacity'), { name: 'LimitExceededException', $metadata: { httpStatusCode: 409 } }))],
    ['has an unknown value', () => report(line('bob', 'maybe,false,false,N/A,N/A,false,N/A,N/A'))],
  ])('a credential report that %s makes the checks that need it unknown, in time, and no others', async (_, prepare) => {
    prepare();
    const start = time.now;
    const { Status, Data } = await deploy();
    expect([Status, Data.Summary]).toEqual(['SUCCESS', '12 of 14 checks pass, not USER_MFA, UNUSED_ACCESS_KEYS']);
    expect([Data.USER_MFA, Data.UNUSED_ACCESS_KEYS]).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(time.now - start).toBeLessThan(240_000);
  });

  test('a rollback succeeds although the account fails the checks', async () => {
    process.env.ON_FINDING = '{"*":"FAIL"}';
    root({ AccountMFAEnabled: 0 });
    expect((await deploy('Update')).Status).toBe('FAILED');
    cloudFormation.on(DescribeStacksCommand, { StackName: STACK }).resolves({ Stacks: [{ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' } as any] });
    expect((await deploy('Update')).Status).toBe('SUCCESS');
  });

  test.each<[string, object]>([
    ['of another stack', { StackId: STACK.replace('aaaa', 'bbbb') }],
    ['of another type', { ResourceType: 'Custom::AccessAnalyzer' }],
    ['whose answer would go to another place', { ResponseURL: 'https://example.com/' }],
  ])('an event %s is neither handled nor answered', async (_, more) => {
    parameter = '{}';
    await deploy('Delete', more);
    expect([parameter, answers]).toEqual(['{}', []]);
    expect(lines.map((text) => Object.keys(JSON.parse(text)))).toEqual([['refused']]);
  });

  test('a Delete removes the parameter, and succeeds also if it cannot', async () => {
    parameter = '{}';
    expect((await deploy('Delete')).Status).toBe('SUCCESS');
    expect(parameter).toBeUndefined();
    ssm.on(DeleteParameterCommand).rejects(refusal());
    expect((await deploy('Delete')).Status).toBe('SUCCESS');
    expect(iam.calls()).toEqual([]);
  });

  test('the answer fits, however much is found, and the log holds no secret', async () => {
    process.env.ON_FINDING = '{"*":"FAIL"}';
    const long = (letter: string) => letter.repeat(60) + '+=,.';
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map(long);
    root({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 1, AccountSigningCertificatesPresent: 1 });
    iam.on(GetAccountAuthorizationDetailsCommand).resolves({ UserDetailList: names.map((UserName) => ({ UserName, UserPolicyList: [{ PolicyName: 'p' }] })) });
    report(...names.map((name) => line(name, 'true,false,true,2020-01-01T00:00:00+00:00,N/A,false,N/A,N/A')));
    const answer = await deploy();
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(4096);
    expect(lines.join('')).not.toContain('secret');
    expect(JSON.parse(lines[0]).Status).toBe('FAILED');
  });
});

describe('every day', () => {
  test('each result is a line of JSON in the log', async () => {
    await daily();
    expect(lines).toHaveLength(14);
    expect(JSON.parse(lines[0])).toEqual({
      account: '111122223333', check: 'ROOT_ACCESS_KEYS', severity: 'CRITICAL', status: 'PASS', seen: 'root has no access key',
    });
    expect(emails()).toEqual([]);
    expect(answers).toEqual([]);
  });

  test('an email reports once what became worse, different and better', async () => {
    root({ AccountMFAEnabled: 0 });
    await daily();
    expect(emails()).toEqual([{
      TopicArn: TOPIC,
      Subject: 'Security status of 111122223333: 1 worse',
      Message: 'WORSE\n- ROOT_MFA: FAIL (CRITICAL): root has no MFA\n'
        + '  Sign in as root and, under Security credentials, assign an MFA device\n\n13 of 14 checks pass, not ROOT_MFA',
    }]);
    await daily();
    expect(emails()).toHaveLength(1);
    root({ AccountMFAEnabled: 1 });
    report(line('bob', 'true,false,false,N/A,N/A,false,N/A,N/A'));
    await daily();
    expect(emails()[1].Subject).toBe('Security status of 111122223333: 1 worse, 1 better');
    report(
      line('bob', 'true,false,false,N/A,N/A,false,N/A,N/A'),
      line('carol', 'true,false,false,N/A,N/A,false,N/A,N/A'),
    );
    await daily();
    expect(emails()[2].Subject).toBe('Security status of 111122223333: 1 different');
    expect(emails()[2].Message).toContain('passwords without MFA: bob, carol');
    await daily();
    expect(emails()).toHaveLength(3);
  });

  test('an ignored check is neither logged nor reported', async () => {
    process.env.ON_FINDING = '{"*":"WARN","ROOT_MFA":"IGNORE"}';
    root({ AccountMFAEnabled: 0 });
    await daily();
    expect(lines).toHaveLength(13);
    expect(emails()).toEqual([]);
  });

  test('an email that could not be sent is sent by the next run', async () => {
    root({ AccountMFAEnabled: 0 });
    sns.on(PublishCommand).rejectsOnce(refusal('InvalidParameter')).resolves({});
    await expect(daily()).rejects.toThrow('sns:Publish');
    expect(parameter).toBeUndefined();
    await daily();
    expect(emails()).toHaveLength(2);
  });

  test('a damaged parameter is like a first run', async () => {
    parameter = 'damaged';
    await daily();
    expect(JSON.parse(parameter!)).toMatchObject({ version: 1, status: { ROOT_MFA: 'PASS' } });
  });

  test('the parameter fits into the free tier, however much is found', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `${index}`.repeat(64));
    root({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 1, AccountSigningCertificatesPresent: 1 });
    iam.on(GetAccountAuthorizationDetailsCommand).resolves({
      UserDetailList: names.map((UserName) => ({
        UserName, AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess' }],
      })),
    });
    const expired = names.map((name) => ({ ServerCertificateName: name, Expiration: new Date(0) }) as any);
    iam.on(ListServerCertificatesCommand).resolves({ ServerCertificateMetadataList: expired });
    report(...names.map((name) => line(name, 'true,false,true,2020-01-01T00:00:00+00:00,N/A,false,N/A,N/A')));
    await daily();
    expect(parameter!.length).toBeGreaterThan(1000);
    expect(parameter!.length).toBeLessThan(4096);
  });

  test('without a topic nothing is sent', async () => {
    delete process.env.TOPIC_ARN;
    root({ AccountMFAEnabled: 0 });
    await daily();
    expect(sns.calls()).toEqual([]);
  });

  test('Security Hub receives every result under the same id each day', async () => {
    root({ AccountMFAEnabled: 0 });
    await daily(importFindings);
    await daily(importFindings);
    const [first, second] = securityHub.commandCalls(BatchImportFindingsCommand).map(({ args }) => args[0].input.Findings!);
    expect(first).toHaveLength(14);
    expect(first[1]).toMatchObject({
      SchemaVersion: '2018-10-08',
      Id: 'account-baseline/security-status/111122223333/ROOT_MFA',
      ProductArn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
      AwsAccountId: '111122223333',
      Severity: { Label: 'CRITICAL' },
      Compliance: { Status: 'FAILED' },
      Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:111122223333', Partition: 'aws', Region: 'eu-central-1' }],
    });
    expect(first[0]).toMatchObject({ Severity: { Label: 'INFORMATIONAL' }, Compliance: { Status: 'PASSED' } });
    expect(second.map(({ Id }) => Id)).toEqual(first.map(({ Id }) => Id));
  });

  test('a finding that Security Hub refuses is an error, after the email', async () => {
    root({ AccountMFAEnabled: 0 });
    securityHub.on(BatchImportFindingsCommand).resolves({ FailedFindings: [{ Id: 'x', ErrorCode: 'InvalidInput', ErrorMessage: 'bad' }] });
    await expect(daily(importFindings)).rejects.toThrow('securityhub:BatchImportFindings: InvalidInput: bad');
    expect(emails()).toHaveLength(1);
  });
});
