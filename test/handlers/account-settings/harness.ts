import { FakeAws } from './fake-aws';
import { Properties, Sample } from './samples';
import { handler } from '../../../src/handlers/account-settings/handler';
import { VirtualTime } from '../virtual-time';

export const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/baseline/aaaa';
export const OTHER_STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/other/bbbb';
export const RESPONSE_URL = 'https://cloudformation-custom-resource-response.example/secret-signature';

/** What CloudFormation takes as an answer. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Record<string, string>;
}

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
  /** What befalls the delivery of an answer: a status, or an error. */
  public delivery?: (index: number) => number | Error;

  constructor() {
    this.aws.stacks[STACK] = 'UPDATE_IN_PROGRESS';
    jest.spyOn(console, 'log').mockImplementation((line) => { this.logs.push(line); });
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      expect(url).toBe(RESPONSE_URL);
      const outcome = this.delivery?.(this.deliveries) ?? 200;
      this.deliveries++;
      if (outcome instanceof Error) throw outcome;
      if (outcome === 200) {
        this.sizes.push(Buffer.byteLength(init!.body as string));
        this.answers.push(JSON.parse(init!.body as string));
      }
      return { ok: outcome === 200, status: outcome } as Response;
    });
  }

  /** An event as CloudFormation sends it: every number and boolean is text. */
  public event(type: string, sample: { setting?: string }, properties: Properties = {}, more: Properties = {}): any {
    return {
      RequestType: type,
      RequestId: `request-${++this.requests}`,
      ResponseURL: RESPONSE_URL,
      StackId: STACK,
      ResourceType: 'Custom::Setting',
      LogicalResourceId: 'Setting',
      ...(type === 'Create' ? {} : { PhysicalResourceId: sample.setting }),
      ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '300', Setting: sample.setting, OnExisting: 'OVERWRITE', ...properties },
      ...more,
    };
  }

  /** One invocation of the function, to its end or until it is killed. */
  public async invoke(event: any, milliseconds = 120_000, partition = 'aws'): Promise<Answer> {
    const end = this.time.now + milliseconds;
    const context = {
      invokedFunctionArn: `arn:${partition}:lambda:eu-central-1:111122223333:function:baseline-AccountSettingsProvider-x`,
      getRemainingTimeInMillis: () => end - this.time.now,
    };
    await Promise.race([handler(event, context), this.aws.killed]);
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
    this.time.restore();
    jest.restoreAllMocks();
  }
}
