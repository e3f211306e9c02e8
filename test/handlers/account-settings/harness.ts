import { FakeAws } from './fake-aws';
import { RememberingClients } from './remembering-clients';
import { Properties, Sample } from './samples';
import { organizationSettingType } from '../../../src/account/contract/organization-settings';
import { settingsHandler } from '../../../src/handlers/account-settings/handler';
import { inOneRegion } from '../../../src/handlers/account-settings/in-one-region';
import { organizationHandler } from '../../../src/handlers/organization-settings/handler';
import { takeAnswers } from '../answers';
import { VirtualTime } from '../virtual-time';

export const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/baseline/aaaa';
export const OTHER_STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/other/bbbb';
export const RESPONSE_URL = 'https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/secret-signature';

/** What CloudFormation takes as an answer. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Record<string, string>;
}

/** What must never be seen in a log line or an answer. */
const SECRETS = /secret-/;

const handleInItsBundle: ReturnType<typeof settingsHandler> = (event, context) => (
  /^organization-/.test(`${event.ResourceProperties?.Setting}`) ? organizationHandler : settingsHandler(inOneRegion)
)(event, context);

/** CloudFormation, the Lambda service and AWS around the handler. */
export class World {
  public readonly time = new VirtualTime();
  public readonly aws = new FakeAws(this.time);
  public readonly answers: Answer[] = [];
  /** The size of each answer, in bytes. */
  public readonly sizes: number[] = [];
  /** Every line that was logged. */
  public readonly logs: string[] = [];
  public deliveries = 0;
  private requests = 0;
  /** The result of the delivery of an answer: a status, or an error. */
  public delivery?: (index: number) => number | Error;
  /** The handler of the bundle that has the setting: that of the organization, or the one that most stacks have. */
  protected readonly handler: ReturnType<typeof settingsHandler> = handleInItsBundle;
  private readonly clients?: RememberingClients;
  private readonly bucket: jest.SpyInstance;
  private readonly real = { log: console.log, key: process.env.AWS_SECRET_ACCESS_KEY };

  /** @param speed `sdk` sends each call through the SDK's clients, `fast` does so with the first of its kind */
  constructor(speed: 'sdk' | 'fast' = 'sdk') {
    if (speed === 'fast') this.clients = new RememberingClients(this.aws, this.time);
    Object.assign(process.env, { AWS_SECRET_ACCESS_KEY: 'secret-access-key', AWS_REGION: 'eu-central-1', DOMAIN: 'amazonaws.com' });
    this.aws.stacks[STACK] = 'UPDATE_IN_PROGRESS';
    console.log = (line: string) => { this.logs.push(line); };
    this.bucket = takeAnswers(({ url, body }) => {
      if (url !== RESPONSE_URL) throw new Error(`unexpected request to ${url}`);
      const outcome = this.delivery?.(this.deliveries) ?? 200;
      this.deliveries++;
      if (outcome === 200) {
        this.sizes.push(Buffer.byteLength(body));
        this.answers.push(JSON.parse(body));
      }
      return outcome;
    });
  }

  /** An empty account, with nothing that happened before. */
  public reset(): void {
    this.time.reset();
    this.bucket.mockClear();
    this.aws.account = { parameters: {} };
    this.aws.calls = [];
    this.aws.inputs = [];
    this.aws.fault = undefined;
    for (const stack of Object.keys(this.aws.stacks)) delete this.aws.stacks[stack];
    this.aws.stacks[STACK] = 'UPDATE_IN_PROGRESS';
    this.aws.taken.clear();
    for (const list of [this.answers, this.sizes, this.logs]) list.length = 0;
    this.deliveries = this.requests = 0;
    this.delivery = undefined;
    this.settled();
    this.revive();
  }

  /** The next process of the function. */
  public revive(): void {
    if (this.clients) this.clients.revive();
    else this.aws.revive();
  }

  /** So much time goes by that every read sees the last write. */
  public settled(): void {
    if (this.clients) this.clients.reset();
    else Object.assign(this.aws, { former: this.aws.account });
  }

  /** Log lines and answers that show what nobody may see, such as the address of the answer. */
  public get leaks(): string[] {
    return [...this.logs, ...this.answers.map((answer) => JSON.stringify(answer))].filter((text) => SECRETS.test(text));
  }

  /** An event as CloudFormation sends it: every number and boolean is text. */
  public event(type: string, sample: { setting?: string }, properties: Properties = {}, more: Properties = {}): any {
    return {
      RequestType: type,
      RequestId: `request-${++this.requests}`,
      ResponseURL: RESPONSE_URL,
      StackId: STACK,
      ResourceType: organizationSettingType(sample.setting ?? ''),
      LogicalResourceId: 'Setting',
      ...(type === 'Create' ? {} : { PhysicalResourceId: sample.setting }),
      ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '300', Setting: sample.setting, OnExisting: 'OVERWRITE', ...properties },
      ...more,
    };
  }

  /** One invocation of the function, to its end or until it is killed. */
  public async invoke(sent: any, milliseconds = 120_000, partition = 'aws'): Promise<Answer> {
    const end = this.time.now + milliseconds;
    const event = { ...sent, ResourceType: organizationSettingType(sent.ResourceProperties?.Setting ?? '') };
    // Each stack has a function of its own, whose resources are in progress while their events are out.
    process.env.STACK = event.StackId;
    this.aws.resources = { [event.LogicalResourceId]: { type: event.ResourceType, status: `${event.RequestType.toUpperCase()}_IN_PROGRESS` } };
    const { [event.StackId]: status } = this.aws.stacks;
    if (!/_IN_PROGRESS$/.test(status ?? '')) this.aws.stacks[event.StackId] = 'UPDATE_IN_PROGRESS';
    const context = {
      invokedFunctionArn: `arn:${partition}:lambda:eu-central-1:111122223333:function:baseline-AccountSettingsProvider-x`,
      getRemainingTimeInMillis: () => end - this.time.now,
    };
    try {
      await Promise.race([this.handler(event, context), this.aws.killed]);
    } finally {
      if (status) this.aws.stacks[event.StackId] = status;
      else delete this.aws.stacks[event.StackId];
    }
    return this.answers[this.answers.length - 1];
  }

  public create(sample: Sample, properties: Properties, more?: Properties): Promise<Answer> {
    return this.invoke(this.event('Create', sample, properties, more));
  }

  public update(sample: Sample, properties: Properties, more?: Properties): Promise<Answer> {
    return this.invoke(this.event('Update', sample, properties, more));
  }

  public delete(sample: Sample, more?: Properties): Promise<Answer> {
    return this.invoke(this.event('Delete', sample, sample.a.properties, more));
  }

  public restore(): void {
    this.clients?.restore();
    this.time.restore();
    console.log = this.real.log;
    process.env.AWS_SECRET_ACCESS_KEY = this.real.key;
    jest.restoreAllMocks();
  }
}
