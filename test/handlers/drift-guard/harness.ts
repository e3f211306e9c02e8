import './environment';
import { handler, GuardEvent } from '../../../src/handlers/drift-guard/handler';
import { FakeAws, Policy } from '../account-settings/fake-aws';
import { storedPolicy } from '../account-settings/samples';
import { VirtualTime } from '../virtual-time';

Object.assign(process.env, { AWS_REGION: 'us-east-1', TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:alerts' });

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:watch-DriftGuard';
export const WANTED = { MinimumPasswordLength: 14, MaxPasswordAge: 90, RequireNumbers: true };
export const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/baseline/aaaa';

/** The fake account, with a parameter store that keeps versions in one region, and a topic. */
export class GuardedAws extends FakeAws {
  public readonly messages: { Subject: string; Message: string }[] = [];
  /** Every value of each parameter. */
  public readonly versions: Record<string, string[]> = {};
  /** Happens once, just before the guard writes a record. */
  public beforeWrite?: () => void;
  public failToPublish = 0;

  public put(name: string, value: object): void {
    (this.versions[name] ??= []).push(JSON.stringify(value));
  }

  public stored(setting = 'password-policy'): any {
    const values = this.versions[`/account-baseline/settings/${setting}`];
    return values && JSON.parse(values[values.length - 1]);
  }

  public async receive(request: any): Promise<any> {
    const text = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
    const target: string | undefined = request.headers['x-amz-target'];
    if (!target && !text.includes('Action=Publish')) return super.receive(request);
    if (!target) {
      this.calls.push('sns:Publish');
      expect(request.hostname).toBe('sns.us-east-1.amazonaws.com');
      if (this.failToPublish-- > 0) return answer(403, '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>explicit deny</Message></Error></ErrorResponse>');
      const { Subject, Message } = Object.fromEntries(new URLSearchParams(text));
      this.messages.push({ Subject, Message });
      return answer(200, '<PublishResponse><PublishResult><MessageId>id</MessageId></PublishResult></PublishResponse>');
    }
    expect(request.hostname).toBe('ssm.eu-central-1.amazonaws.com');
    const action = target.split('.')[1];
    const input = JSON.parse(text);
    this.calls.push(`ssm:${action}`);
    const fault = this.fault?.(`ssm:${action}`, this.calls.length - 1);
    if (typeof fault === 'object') return answer(fault.status, JSON.stringify({ __type: fault.code, message: fault.message }));
    const { beforeWrite } = this;
    if (action === 'PutParameter' && beforeWrite) {
      this.beforeWrite = undefined;
      beforeWrite();
    }
    const [name, selector] = input.Name.split(':');
    const values = this.versions[name];
    if (action === 'PutParameter') {
      expect(input).toMatchObject({ Type: 'String', Tier: 'Standard', Overwrite: true });
      expect(input.Value.length).toBeLessThan(4_096);
      (this.versions[name] ??= []).push(input.Value);
      return answer(200, JSON.stringify({ Version: this.versions[name].length }));
    }
    const version = Number(selector ?? values?.length);
    if (!values || version < 1) return answer(400, JSON.stringify({ __type: 'ParameterNotFound' }));
    if (action === 'DeleteParameter') {
      delete this.versions[name];
      return answer(200, '{}');
    }
    return answer(200, JSON.stringify({ Parameter: { Name: name, Value: values[version - 1], Version: version } }));
  }
}

function answer(statusCode: number, content: string) {
  const headers = { 'content-type': content.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1', 'x-amzn-requestid': 'id' };
  return { response: { statusCode, headers, body: Buffer.from(content) } };
}

/** A call of IAM by a user, as EventBridge delivers it. */
export function call(eventName: string, arn = 'arn:aws:iam::111122223333:user/mallory'): any {
  return {
    'source': 'aws.iam',
    'detail-type': 'AWS API Call via CloudTrail',
    'account': '111122223333',
    'time': '2026-11-22T10:00:00Z',
    'detail': { eventName, sourceIPAddress: '192.0.2.7', userIdentity: { arn } },
  };
}

export const DAILY: any = { 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'account': '111122223333', 'time': '2026-11-22T10:00:00Z', 'detail': {} };

/** The handler in its world. */
export class Guarded {
  public readonly time = new VirtualTime();
  public readonly aws = new GuardedAws(this.time);
  public readonly logs: string[] = [];

  constructor(selfHeal: boolean, record: object = {}) {
    Object.assign(process.env, { SELF_HEAL: String(selfHeal), WANTED: JSON.stringify({ 'password-policy': WANTED, 'account-alias': { AccountAlias: 'ours' } }) });
    jest.spyOn(console, 'log').mockImplementation((line) => { this.logs.push(line); });
    this.aws.put('/account-baseline/settings/password-policy', {
      version: 1, owner: { stackId: STACK, logicalId: 'PasswordPolicy' }, requestId: 'r', wanted: WANTED, set: [WANTED], ...record,
    });
    this.aws.account.policy = storedPolicy(WANTED);
  }

  public async run(event: GuardEvent = call('UpdateAccountPasswordPolicy'), minutes = 2): Promise<void> {
    const end = this.time.now + minutes * 60_000;
    await Promise.race([
      handler(event, { invokedFunctionArn: FUNCTION_ARN, getRemainingTimeInMillis: () => end - this.time.now }), this.aws.killed,
    ]);
  }

  public change(values: Policy): void {
    this.aws.account = { ...this.aws.account, policy: storedPolicy(values) };
  }

  public restore(): void {
    this.time.restore();
    jest.restoreAllMocks();
  }
}
