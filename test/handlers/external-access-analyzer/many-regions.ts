import { handler } from '../../../src/handlers/external-access-analyzer-regions/handler';
import { CustomResourceEvent } from '../../../src/handlers/shared/custom-resource/event';
import { takeAnswers } from '../answers';
import { AwsError, Edge, EdgeCall } from '../edge';

export const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/watch/0a1b2c3d-1111-2222-3333-444455556666';
export const [HOME, A, B, C] = ['eu-central-1', 'us-east-1', 'eu-west-1', 'ap-south-1'];
const URL = 'https://cloudformation-custom-resource-response-eucentral1.s3.amazonaws.com/secret?signature=secret';

/** Of the function, in milliseconds. */
export const TIMEOUT = 300_000;

export interface RegionalAnalyzer {
  readonly name: string;
  readonly type?: string;
  readonly status?: string;
  readonly tags?: Record<string, string>;
  /** The filters of its archive rules, by name. */
  readonly rules?: Record<string, unknown>;
}

export interface Answered {
  readonly Status: string;
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Record<string, string>;
}

/** An account with Access Analyzer in several regions, around the function that creates analyzers in them. */
export class ManyRegions {
  /** The regions that the account has enabled. */
  public enabled = [HOME, A, B, C];
  /** Invoked for each call, as `region Action`: the call fails with what it throws. */
  public strike?: (call: string) => void;
  public readonly edge: Edge;
  private readonly analyzers: Record<string, Required<RegionalAnalyzer>[]> = {};

  constructor() {
    Object.assign(process.env, { AWS_REGION: HOME, STACK, DOMAIN: 'amazonaws.com' });
    this.edge = new Edge((action, input, region) => this.answer(action.split(':')[1], input, region!));
    this.edge.fault = (call) => this.strike?.(nameOf(call));
    jest.spyOn(console, 'log').mockImplementation((line) => expect(line).not.toContain('secret'));
  }

  /** What the regions have: the names of the analyzers, with a star if the stack created them. */
  public get state(): Record<string, string[]> {
    const has = Object.entries(this.analyzers).map(([region, all]) => [
      region, all.map(({ name, tags }) => name + (tags['account-baseline:stack'] === STACK ? '*' : '')),
    ] as const);
    return Object.fromEntries(has.filter(([, names]) => names.length > 0).sort());
  }

  /** The calls that change something, as `region Action`. */
  public get writes(): string[] {
    return this.edge.calls.map(nameOf).filter((call) => !/ (List|Describe)/.test(call));
  }

  public existing(region: string, { name, type = 'ACCOUNT', status = 'ACTIVE', tags = {}, rules = {} }: RegionalAnalyzer): void {
    (this.analyzers[region] ??= []).push({ name, type, status, tags, rules });
  }

  public rules(region: string): Record<string, unknown> {
    return this.analyzers[region][0].rules;
  }

  /** One delivery of an event; the regions before an Update are known to CloudFormation. */
  public async send(
    RequestType: string, Regions: unknown, { from, ...more }: { from?: unknown; Archive?: object[]; Type?: string } = {},
  ): Promise<Answered> {
    const properties = { ServiceToken: 'arn', Type: 'ACCOUNT', Name: 'account-baseline-external-access', ...more };
    const answers = await this.deliver({
      RequestType,
      RequestId: 'request',
      ResponseURL: URL,
      StackId: STACK,
      ResourceType: 'Custom::AccessAnalyzersInRegions',
      LogicalResourceId: 'AccessAnalyzerACCOUNTRegions',
      ResourceProperties: { ...properties, Regions },
      ...from !== undefined && { OldResourceProperties: { ...properties, Regions: from } },
      ...RequestType !== 'Create' && { PhysicalResourceId: 'ACCOUNT-regions' },
    });
    expect(answers).toHaveLength(1);
    return answers[0];
  }

  /** Returns what CloudFormation gets as answers to an event, if there are any. */
  public async deliver(event: CustomResourceEvent): Promise<Answered[]> {
    const end = Date.now() + TIMEOUT;
    const answers: Answered[] = [];
    const bucket = takeAnswers(({ body }) => { answers.push(JSON.parse(body)); });
    this.edge.calls.length = 0;
    await handler(event, { invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => end - Date.now() });
    bucket.mockRestore();
    return answers;
  }

  private answer(action: string, input: Record<string, any>, region: string): string | object {
    if (action === 'DescribeRegions') return `<regionInfo>${this.enabled.map((name) => `<item><regionName>${name}</regionName></item>`).join('')}</regionInfo>`;
    const here = this.analyzers[region] ??= [];
    const arn = (name: string) => `arn:aws:access-analyzer:${region}:111122223333:analyzer/${name}`;
    const named = input.analyzer ?? input.analyzerName ?? input.analyzerArn?.split('/').pop();
    const one = () => here.find(({ name }) => name === named) ?? (() => { throw new AwsError('ResourceNotFoundException', 404); })();
    switch (action) {
      case 'ListAnalyzers':
        return { analyzers: here.filter(({ type }) => type === input.type).map((each) => ({ ...each, arn: arn(each.name), createdAt: '2026-01-01T00:00:00Z' })) };
      case 'CreateAnalyzer':
        if (here.some(({ type }) => type === input.type)) throw new AwsError('ServiceQuotaExceededException', 402);
        this.existing(region, { name: input.analyzerName, type: input.type, tags: input.tags });
        return { arn: arn(input.analyzerName) };
      case 'DeleteAnalyzer':
        here.splice(here.indexOf(one()), 1);
        return {};
      case 'ListArchiveRules':
        return { archiveRules: Object.keys(one().rules).map((ruleName) => ({ ruleName, filter: {}, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' })) };
      case 'CreateArchiveRule':
      case 'UpdateArchiveRule':
        one().rules[input.rule ?? input.ruleName] = input.filter;
        return {};
      case 'DeleteArchiveRule':
        delete one().rules[input.rule];
        return {};
      case 'ApplyArchiveRule':
        return {};
      default:
        throw new AwsError('InvalidAction', 400, action);
    }
  }
}

function nameOf({ action, region }: EdgeCall): string {
  return `${region} ${action.split(':')[1]}`;
}
