import { settingsHandler } from '../../../../src/handlers/account-settings/handler';
import { inOneRegion } from '../../../../src/handlers/account-settings/in-one-region';
import { inRegions } from '../../../../src/handlers/account-settings-regions/in-regions';
import { Account, Fault, Request } from '../fake-aws';
import { Answer, STACK, World } from '../harness';
import { Properties } from '../samples';

export const HOME = 'eu-central-1';

/** An account with several regions, each with its own settings and records, around the handler of the bundle that knows them. */
export class ManyRegions extends World {
  /** What each region has. */
  public readonly accounts: Record<string, Account> = {};
  /** Every call, with its region. */
  public calls: string[] = [];
  /** Invoked for each call: returns the fault of that call, if it has one. */
  public strike?: (call: string, index: number) => Fault | undefined;
  protected readonly handler = settingsHandler((request, ...more) => (
    request.ResourceProperties?.Regions ? inRegions : inOneRegion)(request, ...more));
  private isDead = false;

  constructor(private readonly setting: string, private readonly value: Properties, private readonly latency?: (call: string) => Promise<void>) {
    super();
    const { aws } = this;
    const receive = aws.receive.bind(aws);
    aws.receive = async (request: Request) => {
      // A process that was killed calls nothing any more, in no region.
      if (this.isDead) return new Promise(() => undefined);
      const region = /^\w+[.]([a-z0-9-]+)[.]amazonaws[.]com$/.exec(request.hostname)![1];
      aws.fault = (action) => {
        const call = `${region} ${action}`;
        this.calls.push(call);
        const fault = this.strike?.(call, this.calls.length - 1);
        if (typeof fault === 'string' && fault.startsWith('kill')) this.isDead = true;
        return fault;
      };
      // It handles the call before it first waits.
      aws.account = this.accounts[region] ??= { parameters: {} };
      const answer = receive(request);
      this.accounts[region] = aws.account;
      await this.latency?.(this.calls[this.calls.length - 1]);
      return answer;
    };
  }

  /** An event of the setting in some regions. */
  public of(type: string, regions: string[] | string, more: Properties = {}, event: Properties = {}): any {
    return this.event(type, { setting: this.setting }, { ...this.value, Regions: regions, ...more }, event);
  }

  /** An Update; the regions and the value before it are known to CloudFormation. */
  public change(from: string[] | string, to: string[] | string, before: Properties = {}, after: Properties = {}): any {
    return this.of('Update', to, after, { OldResourceProperties: { Setting: this.setting, ...this.value, Regions: from, ...before } });
  }

  /** One delivery of an event, while the stack has a status. */
  public async deliver(event: any, status = 'UPDATE_IN_PROGRESS'): Promise<Answer> {
    // What slept when the process was killed wakes up now, and finds nobody to call.
    for (let round = 0; this.isDead && round < 20; round++) await new Promise(setImmediate);
    this.isDead = false;
    this.revive();
    this.aws.stacks[STACK] = status;
    this.calls = [];
    this.answers.length = 0;
    return this.invoke(event);
  }

  /** What the regions have, and who owns it. */
  public get state(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.accounts).sort().map(([region, { parameters, ...settings }]) => {
      const record = parameters[`/account-baseline/settings/${this.setting}`];
      const { owner, before, set } = record ? JSON.parse(record) : {} as any;
      return [region, { ...JSON.parse(JSON.stringify(settings)), ...record && { record: { owner: owner.logicalId, before, set } } }] as const;
    }).filter(([, has]) => Object.keys(has).length > 0));
  }
}
