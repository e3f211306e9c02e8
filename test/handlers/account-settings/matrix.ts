import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { FaultClass, faultOf, isWrite } from './faults';
import { Answer, OTHER_STACK, STACK, World } from './harness';
import { Properties, Sample } from './samples';

/** The fault matrix, as it is written in `fault-matrix/*.json`, and how its rows are played. */
const FOLDER = join(__dirname, 'fault-matrix');
const load = <T>(name: string): T => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

export interface Expectation {
  readonly status?: string;
  readonly account?: string;
  readonly record?: string;
  readonly reason?: string;
  readonly physicalId?: string;
  readonly throws?: string;
  /** How long it takes at most. */
  readonly seconds?: number;
  /** What happens afterwards, and leads to the account as it was or as it was asked for. */
  readonly then?: string;
}

interface Strike {
  readonly fault?: FaultClass;
  /** Which calls are struck, each in turn. */
  readonly at?: string;
  readonly calls?: string;
  readonly times?: string;
  readonly time?: number;
  readonly answer?: 'once' | 'always';
}

interface Step extends Strike {
  readonly manual?: string;
  readonly stack?: string;
  readonly of?: string;
  readonly record?: string;
  readonly taken?: string;
  readonly send?: string;
  readonly value?: string;
  readonly id?: string;
  readonly onExisting?: string;
  readonly physicalId?: string;
  readonly as?: 'text';
  readonly properties?: Properties;
  readonly event?: Properties;
  readonly expect?: Expectation;
}

export interface Row {
  readonly row: string;
  readonly happens: string;
  readonly left: string;
  readonly answers: number | string;
  readonly strike?: Strike;
  readonly expect: Expectation;
  /** The situations in which the strike happens; all of them if none are named. */
  readonly situations?: string[];
  readonly steps?: Step[];
  readonly versions?: boolean;
  readonly race?: boolean;
  readonly only?: string[];
  readonly except?: string[];
  /** How many values of the setting it needs. */
  readonly values?: number;
}

export interface Concept { readonly title: string; readonly about: string; readonly rows: Row[] }

interface Situation {
  readonly name: string; readonly given: Step[]; readonly event: string; readonly from?: string; readonly after: string; readonly values: number;
}

export const SITUATIONS = load<Situation[]>('situations.json');
const VERSIONS = load<{ readonly version: number; readonly rename: Record<string, string> }[]>('property-versions.json');

/** What is the same for all rows of a concept is written once, as its default. */
export const CONCEPTS: Concept[] = readdirSync(FOLDER).filter((name) => /^\d/.test(name)).sort().map((name) => {
  const { title, about, rows, default: { times, ...common } } = load<{
    title: string; about: string; rows: Row[]; default: Partial<Row> & { times?: string };
  }>(name);
  return {
    title,
    about,
    rows: rows.map((row) => ({
      ...common,
      ...row,
      strike: row.strike && { times, ...row.strike },
      expect: { ...common.expect, ...row.expect },
    })) as Row[],
  };
});

/** Whether a row, or a situation, can be played with a setting: one that is on or off has no second value. */
export function concerns({ only, except, values }: { only?: string[]; except?: string[]; values?: number }, sample: Sample): boolean {
  return (only?.includes(sample.setting) ?? true) && !except?.includes(sample.setting) && (values ?? 1) <= valuesOf(sample);
}

function valuesOf(sample: Sample): number {
  return JSON.stringify(sample.a.value) === JSON.stringify(sample.theirs.value) ? 1 : 2;
}

/** Plays rows in one account. Whatever differs from what the row says is an error that says where. */
export class Player {
  private readonly world = new World('fast');
  private readonly clean = new Map<Situation, { readonly calls: string[]; readonly state: State }>();

  constructor(private readonly sample: Sample) {}

  public restore(): void {
    this.world.restore();
  }

  /** The calls of a situation and its final state, without a fault. */
  public async undisturbed(situation: Situation): Promise<{ readonly calls: string[]; readonly state: State }> {
    let clean = this.clean.get(situation);
    if (!clean) {
      await this.prepare(situation);
      await this.deliver(this.event(situation), {});
      this.check(situation.name, { status: 'SUCCESS', account: situation.after }, this.answer, []);
      this.clean.set(situation, clean = { calls: [...this.world.aws.calls], state: this.state });
    }
    return clean;
  }

  /** @returns how many events were sent under the conditions of the row */
  public async play(row: Row): Promise<number> {
    if (row.race) return this.race(row);
    if (row.versions) return this.versions(row);
    if (row.steps) return this.tell(row);
    let struck = 0;
    const situations = SITUATIONS.filter((one) => concerns(one, this.sample) && (row.situations?.includes(one.name) ?? true));
    for (const situation of situations) {
      const { calls } = await this.undisturbed(situation);
      const indices = row.strike!.fault ? this.indices(row.strike!, calls) : [0];
      for (const index of indices) {
        await this.strike(row, situation, index);
        struck++;
      }
    }
    if (struck === 0) throw new Error(`${row.row}: strikes nothing`);
    return struck;
  }

  private indices({ fault, at = 'every call', calls: pattern }: Strike, calls: string[]): number[] {
    const change = calls.findIndex(isWrite);
    const last = calls.length - 1 - [...calls].reverse().findIndex(isWrite);
    const isRecord = (action: string) => action.startsWith('ssm:');
    return calls.map((action, index) => ({ action, index })).filter(({ action, index }) => {
      if (pattern && action !== pattern) return false;
      switch (at) {
        case 'every call': return true;
        case 'writes': return isWrite(action) || /^ssm:(Put|Delete)/.test(action);
        case 'reads of the setting': return !isWrite(action) && !/^(ssm|cloudformation):/.test(action);
        case 'before the change': return index < change;
        case 'the change': return isWrite(action);
        case 'the look at the change': return index > last && !isRecord(action);
        case 'the record before the change': return index < change && isRecord(action);
        case 'the record after the change': return index > last && isRecord(action);
        default: throw new Error(`${fault} strikes at ${at}, which is unknown`);
      }
    }).map(({ index }) => index);
  }

  private async strike(row: Row, situation: Situation, index: number): Promise<void> {
    const { world } = this;
    const { calls, state: clean } = await this.undisturbed(situation);
    await this.prepare(situation);
    const before = this.state;
    const where = `${row.row}, ${situation.name}, at ${calls[index]} (${index})`;
    const event = this.event(situation);
    const began = world.time.now;
    const thrown = await this.deliver(event, row.strike!, index);
    const { expect } = row;
    const { answer } = this;
    const told = /failed too|may have taken effect|ssm:/.test(answer?.Reason ?? '');
    const isSuccess = answer?.Status === 'SUCCESS';
    const problems: string[] = [];
    if (expect.throws && !new RegExp(expect.throws).test(thrown ?? '')) problems.push(`throws ${thrown}`);
    if (!expect.throws && thrown) problems.push(`throws ${thrown}`);
    if (world.answers.length !== (expect.status === 'none' ? 0 : 1)) problems.push(`${world.answers.length} answers`);
    if (expect.status === 'FAILED or told' ? isSuccess && !told : expect.status !== 'none' && answer?.Status !== expect.status) problems.push(`${answer?.Status}`);
    if (expect.reason && !(isSuccess && expect.status === 'FAILED or told' && told) && !new RegExp(expect.reason).test(answer?.Reason ?? '')) problems.push('another reason');
    const wanted = expect.account === 'before, after or told' ? isSuccess ? clean.value : told ? undefined : before.value
      : expect.account && (expect.account === 'after' ? clean.value : before.value);
    const possible = wanted === undefined ? [before.value, clean.value] : [wanted];
    if (!possible.includes(this.state.value)) problems.push(`the account has ${this.state.value} instead of ${possible}`);
    const record = expect.record && (expect.record === 'after' ? clean.record : before.record);
    if (record !== undefined && this.state.record !== record) problems.push(`the record is ${this.state.record} instead of ${record}`);
    const seconds = (world.time.now - began) / 1_000;
    if (seconds >= (expect.seconds ?? 120)) problems.push(`takes ${seconds} seconds`);
    if (expect.then && !problems.length && !(isSuccess && expect.then === 'rolled back')) problems.push(...await this.then(expect.then, situation, event, before, clean));
    if (world.leaks.length) problems.push('shows a secret');
    if (problems.length) throw new Error(`${where}: ${problems.join('; ')}\n${JSON.stringify(answer)}`);
  }

  /** AWS works again. */
  private async then(what: string, situation: Situation, event: any, before: State, clean: State): Promise<string[]> {
    const { world, sample } = this;
    const failed = this.answer;
    world.answers.length = 0;
    if (what === 'delivered again' || what === 'deleted') {
      await this.deliver(event, {});
      const problems = [];
      if (this.answer?.Status !== 'SUCCESS') problems.push(`afterwards ${this.answer?.Status} ${this.answer?.Reason}`);
      if (this.state.value !== clean.value) problems.push(`afterwards the account has ${this.state.value} instead of ${clean.value}`);
      if (this.state.record !== clean.record) problems.push(`afterwards the record is ${this.state.record} instead of ${clean.record}`);
      return problems;
    }
    const isUpdate = situation.event === 'Update';
    const isDelete = situation.event === 'Delete';
    world.aws.stacks[STACK] = isDelete ? 'DELETE_IN_PROGRESS' : isUpdate ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
    const rollback = isUpdate ? world.event('Update', sample, this.value('b').properties)
      : { ...event, RequestType: 'Delete', RequestId: 'rollback', PhysicalResourceId: failed?.PhysicalResourceId ?? event.PhysicalResourceId ?? 'made-up' };
    await this.deliver(rollback, {});
    const wanted = isDelete ? clean : before;
    const problems = [];
    if (this.answer?.Status !== 'SUCCESS') problems.push(`the rollback ends with ${this.answer?.Status} ${this.answer?.Reason}`);
    if (this.state.value !== wanted.value) problems.push(`after the rollback the account has ${this.state.value} instead of ${wanted.value}`);
    if (this.state.record !== wanted.record) problems.push(`after the rollback the record is ${this.state.record} instead of ${wanted.record}`);
    return problems;
  }

  private async tell(row: Row): Promise<number> {
    const { world } = this;
    world.reset();
    let struck = 0;
    for (const [number, step] of row.steps!.entries()) {
      const before = this.state;
      if (step.manual) {
        this.sample.set(world.aws, this.value(step.manual)?.value);
        world.settled();
      }
      if (step.record) world.aws.account.parameters = step.record === 'gone' ? {} : { [`/account-baseline/settings/${this.sample.setting}`]: step.record };
      if (step.taken) world.aws.taken.add(step.taken);
      if (step.stack && !step.send) world.aws.stacks[step.of ? OTHER_STACK : STACK] = step.stack;
      if (!step.send) continue;
      const event = this.event(step);
      world.answers.length = 0;
      const thrown = await this.deliver(event, step);
      const problems = [...thrown ? [`throws ${thrown}`] : [], ...world.leaks.length ? ['shows a secret'] : []];
      if (world.answers.length !== (step.expect?.status === 'none' ? 0 : 1)) problems.push(`${world.answers.length} answers`);
      this.check(`${row.row}, step ${number + 1}`, step.expect ?? { status: 'SUCCESS' }, this.answer, problems, before);
      struck++;
      world.aws.calls = [];
    }
    return struck;
  }

  private async versions(row: Row): Promise<number> {
    let struck = 0;
    for (const from of VERSIONS) {
      for (const to of VERSIONS) {
        const of = (version: typeof from, name: string) => Object.fromEntries(
          Object.entries(this.value(name).properties).map(([property, value]) => [version.rename[property] ?? property, value]));
        struck += await this.tell({
          ...row,
          steps: [
            { send: 'Create', event: { ResourceProperties: { Setting: this.sample.setting, ...of(from, 'b') } } },
            {
              send: 'Update',
              event: { ResourceProperties: { Setting: this.sample.setting, ...of(to, 'a') }, OldResourceProperties: { Setting: this.sample.setting, ...of(from, 'b') } },
              expect: { status: 'SUCCESS', account: 'a' },
            },
          ],
        });
      }
    }
    return struck;
  }

  private async race(row: Row): Promise<number> {
    const { world } = this;
    world.reset();
    const name = `/account-baseline/settings/${this.sample.setting}`;
    world.aws.stacks[OTHER_STACK] = 'CREATE_IN_PROGRESS';
    const event = world.event('Create', this.sample, this.value('a').properties);
    world.aws.fault = (action) => {
      if (action === 'ssm:PutParameter' && !world.aws.account.parameters[name]) {
        world.aws.account.parameters = { [name]: JSON.stringify({ version: 1, owner: { stackId: OTHER_STACK, logicalId: 'Setting' }, requestId: 'x', set: [] }) };
      }
      return undefined;
    };
    await world.invoke(event);
    this.check(row.row, { status: 'FAILED', reason: 'stack/other/bbbb .CREATE_IN_PROGRESS. owns', account: 'nothing' }, this.answer, []);
    return 1;
  }

  // ---- the world ----

  private async prepare(situation: Situation): Promise<void> {
    await this.tell({ steps: situation.given } as unknown as Row);
    const { world } = this;
    for (const list of [world.answers, world.logs]) list.length = 0;
    world.deliveries = 0;
    world.aws.calls = [];
  }

  private event(step: Omit<Step, 'event'> & { readonly event?: string | Properties }): any {
    const { world, sample } = this;
    const type = step.send ?? step.event as string;
    const { properties } = this.value(step.value ?? 'a');
    const converted = step.as ? Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)])) : properties;
    return world.event(type, sample, { ...converted, ...step.onExisting && { OnExisting: step.onExisting }, ...step.properties }, {
      ...step.send && step.stack === 'other' && { StackId: OTHER_STACK },
      ...step.id && { LogicalResourceId: step.id },
      ...step.physicalId && { PhysicalResourceId: step.physicalId },
      ...type === 'Delete' && this.answer?.Status === 'FAILED' && { PhysicalResourceId: this.answer.PhysicalResourceId },
      ...step.send ? step.event as Properties : {},
    });
  }

  /**
   * @param index the call that is struck; in a story, which nobody has counted, it is told by what the call does
   * @returns what the function throws
   */
  private async deliver(event: object, { fault, at, times, time, answer }: Strike, index?: number): Promise<string | undefined> {
    const { world } = this;
    const { now } = world.time;
    const first = world.aws.calls.length;
    const deliveries = world.deliveries;
    let struck: number | undefined;
    world.aws.fault = fault && ((action, number) => {
      if (index === undefined ? at !== 'the change' || isWrite(action) : number - first === index) struck ??= number;
      const isStruck = struck === number || struck !== undefined && (times === 'from then on' || times === 'for 3 seconds' && world.time.now < now + 3_000);
      return isStruck ? faultOf(fault, action) : undefined;
    });
    world.delivery = answer && ((number) => number === deliveries || answer === 'always' ? 503 : 200);
    const thrown = await world.invoke(event, time).then(() => undefined, (error) => error.message as string);
    // What is still going on in a process that has answered or died is frozen.
    const { calls } = world.aws;
    world.aws.fault = () => 'kill';
    await new Promise((resolve) => setImmediate(resolve));
    Object.assign(world.aws, { fault: undefined, calls });
    world.delivery = undefined;
    world.revive();
    return thrown;
  }

  private check(where: string, expect: Expectation, answer: Answer | undefined, problems: string[], before?: State): void {
    const { state } = this;
    if ((answer?.Status ?? 'none') !== expect.status) problems.push(`${answer?.Status} instead of ${expect.status}`);
    if (expect.reason && !new RegExp(expect.reason).test(answer?.Reason ?? '')) problems.push('another reason');
    if (expect.physicalId && answer?.PhysicalResourceId !== expect.physicalId) problems.push(`physical id ${answer?.PhysicalResourceId}`);
    if (expect.account && state.value !== text(this.value(expect.account)?.value)) problems.push(`the account has ${state.value} instead of ${expect.account}`);
    if (expect.record === 'none' && state.record !== NONE) problems.push(`the record is ${state.record}`);
    if (expect.record === 'untouched' && before?.record !== state.record) problems.push(`the record is ${state.record} instead of ${before?.record}`);
    if (problems.length) throw new Error(`${where}: ${problems.join('; ')}\n${JSON.stringify(answer)}`);
  }

  private value(name: string): Sample['a'] {
    return { a: this.sample.a, b: this.sample.b, theirs: this.sample.theirs }[name] as Sample['a'];
  }

  private get answer(): Answer | undefined {
    return this.world.answers[this.world.answers.length - 1];
  }

  private get state(): State {
    return { value: text(this.sample.get(this.world.aws)), record: recordOf(this.world, this.sample) };
  }
}

const NONE = 'none';

interface State { readonly value: string; readonly record: string }

/** Text that is the same for values that are. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, it) => it && typeof it === 'object' && !Array.isArray(it)
    ? Object.fromEntries(Object.entries(it).sort(([one], [other]) => one < other ? -1 : 1)) : it) ?? 'nothing';
}

/** What counts in a record: not the event that wrote it, nor whom the setting may be given back to. */
function recordOf(world: World, sample: Sample): string {
  const raw = world.aws.account.parameters[`/account-baseline/settings/${sample.setting}`];
  try {
    const record = JSON.parse(raw);
    return record.requestId ? text({ ...record, requestId: undefined, former: undefined }) : raw;
  } catch {
    return raw ?? NONE;
  }
}
