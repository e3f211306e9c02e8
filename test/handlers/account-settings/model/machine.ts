import { Disturbance, Choice, Operation } from './operations';
import { faultOf } from '../faults';
import { Answer, OTHER_STACK, STACK, World } from '../harness';
import { Properties, Sample } from '../samples';

const NOTHING = 'nothing';

/** How long reads may lag behind, in milliseconds. */
const STALE = 3_000;

interface Resource { readonly id: string; readonly value: number; readonly properties: Properties; readonly retain: boolean }

interface Stack { readonly arn: string; generation: number; id: string; exists: boolean; resource?: Resource; rollback?: () => Promise<unknown> }

/** The expected state of the setting, independent of how the handler works. */
interface Knowledge {
  /** Who owns the setting, as stack and logical id. */
  owner?: string;
  /** The values the owner may have set. */
  mine: string[];
  /** The last value that no stack set: it must never be lost. Several values if it is not known which. */
  foreign: string[];
  /** The same when a stack last read the setting: it cannot know the values that came and went since. */
  remembered: string[];
  /** The requested value, if another value was adopted. */
  adopted?: string;
  /** After an unclear failure only the last foreign value is certain. */
  uncertain: boolean;
  /** The state was uncertain at some time since the setting has had an owner: it is not known what was adopted. */
  wasUncertain?: boolean;
}

/** The result of an event. An earlier delivery that died may have left any intermediate state. */
interface Outcome { readonly status: 'SUCCESS' | 'FAILED' | 'none'; readonly reason: string; readonly id?: string; readonly clean: boolean; readonly repeated: boolean }

/**
 * CloudFormation with two stacks, an administrator who changes the setting manually, and the Lambda service, around the handler. After
 * each event the account is compared with the documented result; a difference is an error.
 */
export class Machine {
  /** What happened, for a reader. */
  public readonly story: string[] = [];
  private readonly stacks: Stack[] = [STACK, OTHER_STACK].map((arn) => ({ arn, generation: 0, id: arn, exists: false }));
  private readonly values: { readonly properties: Properties; readonly value: unknown }[];
  private known: Knowledge = { mine: [], foreign: [NOTHING], remembered: [NOTHING], uncertain: false };

  constructor(private readonly world: World, private readonly sample: Sample, private readonly names: Map<string, string>) {
    world.reset();
    delete world.aws.stacks[STACK];
    this.values = [sample.a, sample.b, sample.theirs];
  }

  public async run(operations: Operation[]): Promise<void> {
    for (const operation of operations) {
      // Reads lag behind for seconds; the next stack operation begins later.
      this.world.settled();
      switch (operation.kind) {
        case 'deploy': await this.deploy(operation); break;
        case 'leave': await this.leave(operation.stack, operation.disturbances); break;
        case 'destroy': await this.destroy(operation.stack, operation.disturbances); break;
        case 'manual change': this.changeManually(operation.value); break;
        case 'record deleted': this.deleteRecord(); break;
      }
    }
    this.require(this.world.leaks.length === 0, `something secret is seen: ${this.world.leaks[0]}`);
    this.require(Math.max(0, ...this.world.sizes) < 4_096, 'an answer is too long for CloudFormation');
  }

  // ---- operations ----

  private async deploy({ stack: index, value, onExisting, id, retain, siblingFails, disturbances, meanwhile }: Operation & { kind: 'deploy' }): Promise<void> {
    const stack = this.stacks[index];
    await this.finishRollback(stack);
    const isNew = !stack.exists;
    if (isNew) {
      stack.exists = true;
      stack.id = `${stack.arn}${stack.generation++ || ''}`;
    }
    const old = stack.resource;
    const next: Resource = { id, value, retain, properties: { ...this.values[value].properties, OnExisting: onExisting } };
    const isUpdate = old?.id === id;
    const isSame = isUpdate && JSON.stringify(old.properties) === JSON.stringify(next.properties);
    this.story.push(`${isNew ? 'create' : 'update'} stack ${index} with ${id} = ${this.text(value)} (${onExisting}, ${retain ? 'RETAIN' : 'DESTROY'})`);
    const before = { ...this.known, value: this.value, record: this.record };
    let outcome: Outcome = { status: 'SUCCESS', reason: '', clean: true, repeated: false };
    if (!isSame) {
      this.status(stack, isNew ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
      outcome = await this.put(stack, next, isUpdate, false, disturbances);
    }
    const good = outcome.status === 'SUCCESS';
    if (meanwhile !== undefined) this.changeManually(meanwhile);
    if (good && !siblingFails) {
      stack.resource = next;
      this.status(stack, isNew ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      if (old && !isUpdate && !old.retain) await this.delete(stack, old, disturbances);
      return this.status(stack, 'UPDATE_COMPLETE');
    }
    this.story.push(`  ${good ? 'something else fails: ' : ''}rolled back`);
    if (isNew) {
      this.status(stack, 'ROLLBACK_IN_PROGRESS');
      const undone = isSame || await this.takeBack(stack, next, before, outcome, meanwhile !== undefined, disturbances);
      this.status(stack, undone ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED');
      // Such a stack can only be deleted.
      return this.destroy(index, []);
    }
    if (isUpdate) {
      if (isSame) return this.status(stack, 'UPDATE_ROLLBACK_COMPLETE');
      this.status(stack, 'UPDATE_ROLLBACK_IN_PROGRESS');
      if ((await this.put(stack, old, true, true, disturbances)).status === 'SUCCESS') return this.status(stack, 'UPDATE_ROLLBACK_COMPLETE');
      this.status(stack, 'UPDATE_ROLLBACK_FAILED');
      stack.rollback = async () => {
        this.status(stack, 'UPDATE_ROLLBACK_IN_PROGRESS');
        return (await this.put(stack, old, true, true, [])).status === 'SUCCESS';
      };
      return;
    }
    this.status(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.takeBack(stack, next, before, outcome, meanwhile !== undefined, disturbances);
    this.status(stack, 'UPDATE_ROLLBACK_COMPLETE');
  }

  private async leave(index: 0 | 1, disturbances: Disturbance[]): Promise<void> {
    const stack = this.stacks[index];
    const { resource } = stack;
    if (!resource) return;
    await this.finishRollback(stack);
    this.story.push(`the setting leaves stack ${index}`);
    stack.resource = undefined;
    this.status(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    if (!resource.retain) await this.delete(stack, resource, disturbances);
    this.status(stack, 'UPDATE_COMPLETE');
  }

  private async destroy(index: 0 | 1, disturbances: Disturbance[]): Promise<void> {
    const stack = this.stacks[index];
    if (!stack.exists) return;
    this.story.push(`delete stack ${index}`);
    this.status(stack, 'DELETE_IN_PROGRESS');
    stack.rollback = undefined;
    if (stack.resource && !stack.resource.retain && !await this.delete(stack, stack.resource, disturbances)) return this.status(stack, 'DELETE_FAILED');
    this.status(stack, 'DELETE_COMPLETE');
    Object.assign(stack, { exists: false, resource: undefined });
  }

  private changeManually(choice: Choice): void {
    this.sample.set(this.world.aws, this.values[choice]?.value);
    this.world.settled();
    this.story.push(`an administrator ${choice === 3 ? 'removes the setting' : `sets ${this.text(choice)}`}`);
    const { value, known } = this;
    // A value that a stack may have set itself is indistinguishable from the same value set by an administrator.
    const foreign = !known.mine.includes(value) ? [value] : known.uncertain ? [...known.remembered, ...known.foreign, value] : known.remembered;
    this.known = { ...known, foreign };
  }

  private deleteRecord(): void {
    if (!this.record) return;
    this.story.push('an administrator deletes the ownership record');
    this.world.aws.account.parameters = {};
    this.known = { mine: [], foreign: [this.value], remembered: [this.value], uncertain: false };
  }

  private async finishRollback(stack: Stack): Promise<void> {
    if (!stack.rollback) return;
    this.story.push('the rollback is continued');
    // The owner of the setting is unknown while the state is uncertain: another stack may have it.
    this.require(await stack.rollback() || this.known.uncertain || this.lives(this.known.owner, stack), 'a rollback without faults fails');
    stack.rollback = undefined;
  }

  // ---- events of CloudFormation and their expected results ----

  /** Create or Update. */
  private async put(stack: Stack, resource: Resource, isUpdate: boolean, isRollback: boolean, disturbances: Disturbance[]): Promise<Outcome> {
    const { known, value: before, record } = this;
    const self = `${stack.id} ${resource.id}`;
    const wanted = this.text(resource.value);
    const ours = known.owner !== undefined && known.mine.includes(before);
    const isForeign = !ours && before !== NOTHING && before !== wanted;
    const refused = this.lives(known.owner, stack) || !isUpdate && isForeign && resource.properties.OnExisting === 'FAIL';
    const mayAdopt = resource.properties.OnExisting === 'ADOPT' && (isUpdate ? known.adopted === wanted && (!ours || isRollback) : isForeign);
    const adopt = mayAdopt && (ours ? known.foreign[0] !== NOTHING : before !== NOTHING);

    const outcome = await this.send(isUpdate ? 'Update' : 'Create', stack, resource, disturbances);
    const after = this.value;
    if (outcome.clean && !known.uncertain) this.require(outcome.status === (refused ? 'FAILED' : 'SUCCESS'), `expected ${refused ? 'a refusal' : 'success'}`);
    if (outcome.status === 'SUCCESS') {
      const target = adopt ? ours ? known.foreign : [before] : [wanted];
      const foreign = ours || known.uncertain && known.mine.includes(before) ? known.foreign : [before];
      const unsure = known.uncertain || known.wasUncertain;
      if (unsure && resource.properties.OnExisting === 'ADOPT') target.push(wanted, before, ...known.foreign);
      this.require(target.includes(after), `it succeeded, and the account has ${after} instead of ${target}`);
      const adopted = unsure ? after !== wanted : adopt;
      const narrow = !/ssm:PutParameter/.test(outcome.reason);
      this.known = {
        owner: self,
        mine: [...adopted ? [] : [wanted], ...narrow ? [] : known.mine],
        foreign,
        remembered: foreign,
        adopted: adopted ? wanted : known.adopted,
        uncertain: !narrow,
        wasUncertain: unsure || !narrow,
      };
    } else if (outcome.status === 'FAILED' && !outcome.repeated && !/failed too|may have taken effect/.test(outcome.reason)) {
      this.require(after === before, `it failed, and the account has ${after} instead of ${before}, which the answer does not say`);
      const isAsBefore = this.record === record;
      this.require(isAsBefore || /ssm:/.test(outcome.reason), 'it failed, and the record is not as before');
      if (!isAsBefore) this.markUncertain(wanted);
    } else {
      const possible = [before, wanted, ...known.foreign];
      this.require(possible.includes(after), `the account has ${after}, which is none of ${possible}`);
      this.markUncertain(wanted);
    }
    this.requireNothingLost();
    return outcome;
  }

  /** The Delete of a resource whose Create is rolled back: the state is the one before the deployment. */
  private async takeBack(
    stack: Stack,
    resource: Resource,
    before: Knowledge & { value: string; record: string },
    created: Outcome,
    isDisturbed: boolean,
    disturbances: Disturbance[],
  ): Promise<boolean> {
    const { known } = this;
    // CloudFormation makes up a physical id for what never answered.
    const outcome = await this.send('Delete', stack, resource, disturbances, created.id ?? 'made-up');
    // A Create that never answered may or may not have begun: if the stack had kept the setting, the outcome is unknown.
    const isUntold = created.status === 'none' && before.owner === `${stack.id} ${resource.id}`;
    if (outcome.status !== 'SUCCESS' || isDisturbed || before.uncertain || isUntold) {
      if (outcome.clean) this.require(outcome.status === 'SUCCESS', 'a Delete without faults fails');
      // A value that an administrator set meanwhile can equal the value that the stack had set before.
      // So can the remains of a Delete that broke off during the restore.
      const isHalf = outcome.status !== 'SUCCESS' && this.value === before.value;
      const theirs = [...known.foreign, ...before.foreign, ...before.remembered, ...isHalf ? [before.value] : []];
      const foreign = isHalf || before.mine.includes(this.value) ? [...new Set(theirs)] : known.foreign;
      this.known = {
        foreign,
        uncertain: true,
        mine: [...new Set([...known.mine, ...before.mine, before.value])],
        remembered: [...new Set([...known.remembered, ...before.remembered])],
      };
      this.requireNothingLost();
      return outcome.status === 'SUCCESS';
    }
    this.require(this.value === before.value, `rolled back, and the account has ${this.value} instead of ${before.value}`);
    this.require(this.record === before.record, `rolled back, and the record is ${this.record} instead of ${before.record}`);
    const { value, record, ...knowledge } = before;
    this.known = knowledge;
    this.requireNothingLost();
    return true;
  }

  /** The Delete of a resource that left its stack, with `DESTROY`. */
  private async delete(stack: Stack, resource: Resource, disturbances: Disturbance[]): Promise<boolean> {
    const { known, value: before, record } = this;
    const isOwner = known.owner === `${stack.id} ${resource.id}`;
    const outcome = await this.send('Delete', stack, resource, disturbances);
    const after = this.value;
    if (outcome.clean) this.require(outcome.status === 'SUCCESS', 'a Delete without faults fails');
    if (outcome.status === 'SUCCESS' && !known.uncertain) {
      const restored = isOwner && known.mine.includes(before) ? known.foreign : [before];
      this.require(restored.includes(after), `deleted, and the account has ${after} instead of ${restored}`);
      this.require(isOwner === (this.record === NOTHING) || record === NOTHING, isOwner ? 'deleted, and the record is left' : 'the record of another owner is gone');
      if (isOwner) this.known = { mine: [], foreign: [after], remembered: [after], uncertain: false };
    } else if (outcome.status === 'FAILED' && !outcome.repeated && !/failed too|may have taken effect|restores/.test(outcome.reason)) {
      this.require(after === before, `it failed, and the account has ${after} instead of ${before}, which the answer does not say`);
      this.markUncertain();
    } else {
      const possible = [before, ...known.foreign, NOTHING, ...this.sample.seenLate ? known.mine : []];
      this.require(possible.includes(after), `the account has ${after}, which is none of ${possible}`);
      this.markUncertain();
    }
    this.requireNothingLost();
    return outcome.status === 'SUCCESS';
  }

  // ---- the Lambda service ----

  /** Delivers an event until it is answered, as the Lambda service does, or until that is given up. */
  private async send(type: string, stack: Stack, resource: Resource, disturbances: Disturbance[], physicalId?: string): Promise<Outcome> {
    const { world } = this;
    const event = world.event(type, this.sample, resource.properties, {
      LogicalResourceId: resource.id, StackId: stack.id, ...type === 'Create' ? {} : { PhysicalResourceId: physicalId ?? this.sample.setting },
    });
    const began = this.value;
    let clean = true;
    for (let delivery = 0; delivery < 3; delivery++) {
      const disturbance = disturbances.shift();
      const answer = await this.deliver(event, disturbance);
      clean &&= isPassing(disturbance);
      this.story.push(`  ${type} of ${resource.id}${disturbance ? describe(disturbance) : ''}: ${answer ? `${answer.Status} ${answer.Reason}` : 'no answer'}; ${began} -> ${this.value}`);
      if (answer) {
        if (disturbance?.again) {
          const { value, record } = this;
          const second = await this.deliver(event);
          this.require(second?.Status === answer.Status, `the second delivery of the event ends with ${second?.Status} ${second?.Reason}`);
          this.require(this.value === value && this.record === record, `the second delivery changes ${value} ${record} to ${this.value} ${this.record}`);
        }
        return { status: answer.Status, reason: answer.Reason, id: answer.PhysicalResourceId, clean, repeated: delivery > 0 };
      }
      if (disturbance?.forgotten) break;
    }
    return { status: 'none', reason: '', clean: false, repeated: true };
  }

  private async deliver(event: object, disturbance?: Disturbance): Promise<Answer | undefined> {
    const { world } = this;
    const answers = world.answers.length;
    const { now } = world.time;
    const first = world.aws.calls.length;
    const deliveries = world.deliveries;
    world.aws.fault = disturbance?.fault && ((action, index) => {
      const strikes = index - first === disturbance.at || disturbance.lasting && index - first > disturbance.at;
      // Reads lag behind for some seconds, not for ever.
      return strikes && (disturbance.fault !== 'stale read' || world.time.now < now + STALE) ? faultOf(disturbance.fault!, action) : undefined;
    });
    world.delivery = disturbance?.answer && ((index) => index === deliveries || disturbance.answer === 'always' ? 503 : 200);
    await world.invoke(event, disturbance?.time).catch((error) => {
      this.require(disturbance?.answer === 'always', `the function throws ${error.message}`);
    });
    this.require(world.time.now - now < 120_000, 'the function takes longer than it may');
    const dies = /kill/.test(disturbance?.fault ?? '');
    this.require(world.answers.length === answers + 1 || world.answers.length === answers && (dies || disturbance?.answer === 'always'), 'the event is not answered once');
    // What is still going on in a process that has answered or died is frozen.
    world.aws.fault = () => 'kill';
    await new Promise((resolve) => setImmediate(resolve));
    world.aws.fault = undefined;
    world.revive();
    return world.answers[answers];
  }

  // ---- checks ----

  private requireNothingLost(): void {
    const { value, known: { foreign } } = this;
    const record = this.world.aws.record(this.sample.setting);
    const before = record && this.nameOf(record.before);
    this.require(
      foreign.includes(value) || foreign.includes(before),
      `${foreign}, which no stack set, is lost: the account has ${value}, and ${before} is remembered`,
    );
  }

  private require(holds: unknown, otherwise: string): void {
    if (!holds) throw new Error(otherwise);
  }

  private markUncertain(wanted?: string): void {
    const { known } = this;
    this.known = {
      ...known,
      uncertain: true,
      mine: [...new Set([...known.mine, ...wanted ? [wanted] : []])],
      remembered: [...new Set([...known.remembered, ...known.foreign])],
    };
  }

  private get value(): string {
    return this.nameOf(this.sample.get(this.world.aws));
  }

  /** The relevant part of the record: without the event that wrote it and the owner that the setting may return to. */
  private get record(): string {
    const record = this.world.aws.record(this.sample.setting);
    return record ? canonical({ ...record, requestId: undefined, former: undefined }) : NOTHING;
  }

  private text(index: number): string {
    return this.names.get(canonical(this.values[index].value))!;
  }

  private nameOf(value: unknown): string {
    const text = canonical(value);
    return this.names.get(text) ?? text;
  }

  private lives(owner: string | undefined, self: Stack): boolean {
    const stack = this.stacks.find((one) => owner?.startsWith(`${one.id} `));
    return !!stack?.exists && stack !== self;
  }

  private status(stack: Stack, status: string): void {
    this.world.aws.stacks[stack.id] = status;
  }
}

/** Text that is the same for values that are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, it) => it && typeof it === 'object' && !Array.isArray(it)
    ? Object.fromEntries(Object.entries(it).sort(([one], [other]) => one < other ? -1 : 1)) : it) ?? NOTHING;
}

/** Names for the values of a sample, as the account has them and as the record does. */
export async function namesOf(world: World, sample: Sample): Promise<Map<string, string>> {
  const names = new Map([[NOTHING, NOTHING]]);
  for (const name of ['a', 'b', 'theirs'] as const) {
    const { properties, value } = sample[name];
    world.reset();
    await world.create(sample, properties);
    names.set(canonical(value), name).set(canonical(world.aws.record(sample.setting).wanted), name);
  }
  return names;
}

function isPassing(disturbance?: Disturbance): boolean {
  if (!disturbance?.fault) return disturbance?.time === undefined || disturbance.time > 100_000;
  return !disturbance.lasting && !/limit|organization/.test(disturbance.fault);
}

function describe({ fault, at, lasting, time, answer, forgotten, again }: Disturbance): string {
  const words = [
    fault && `${fault} at call ${at}${lasting ? ' and all later ones' : ''}${forgotten ? ', not delivered again' : ''}`,
    time !== undefined && `${time} ms left`, answer && `answer refused ${answer}`, again && 'delivered twice',
  ];
  return words.some(Boolean) ? ` (${words.filter(Boolean).join(', ')})` : '';
}
