import { DENIED, Fault, THROTTLED } from './fake-aws';
import { STACK, World } from './harness';
import { Sample, SAMPLES } from './samples';

/** What happens in the account before the event under test, and what the account has after it succeeded. */
interface Scenario {
  readonly name: string;
  readonly event: 'Create' | 'Update' | 'Delete';
  prepare(world: World, sample: Sample): Promise<unknown>;
  after(sample: Sample): unknown;
}

const SCENARIOS: Scenario[] = [
  { name: 'Create in an account without the setting', event: 'Create', prepare: async () => {}, after: ({ a }) => a.value },
  { name: 'Create over somebody else\'s value', event: 'Create', prepare: async (world, sample) => sample.set(world.aws, sample.theirs.value), after: ({ a }) => a.value },
  {
    name: 'Update',
    event: 'Update',
    prepare: async (world, sample) => {
      sample.set(world.aws, sample.theirs.value);
      await world.create(sample, sample.b.properties);
    },
    after: ({ a }) => a.value,
  },
  { name: 'Delete where there was nothing before', event: 'Delete', prepare: (world, sample) => world.create(sample, sample.a.properties), after: () => undefined },
  {
    name: 'Delete where there was somebody else\'s value',
    event: 'Delete',
    prepare: async (world, sample) => {
      sample.set(world.aws, sample.theirs.value);
      await world.create(sample, sample.a.properties);
    },
    after: ({ theirs }) => theirs.value,
  },
];

/** Passing faults, and the calls that they can befall: after them the event succeeds as if nothing had been. */
const PASSING: [string, Fault, RegExp][] = [
  ['throttled', THROTTLED, /^(iam|cloudformation)/],
  ['throttled (429)', { code: 'TooManyRequestsException', status: 429 }, /^ssm/],
  ['ConcurrentModification', { code: 'ConcurrentModification', status: 409 }, /^iam:(Create|Update|Delete)/],
  ['ServiceFailure', { code: 'ServiceFailure', status: 500 }, /^iam/],
  ['internal error of Parameter Store', { code: 'InternalServerError', status: 500 }, /^ssm/],
  ['too many updates of a parameter', { code: 'TooManyUpdates', status: 400 }, /^ssm:(Put|Delete)/],
  ['denied, since the role is new', DENIED, /^(iam|cloudformation)/],
  ['denied, since the role is new (Parameter Store)', { code: 'AccessDeniedException', status: 400 }, /^ssm/],
  ['connection reset', 'reset', /./],
  ['answer lost', 'reset after', /./],
  ['no answer', 'hang', /./],
  ['stale read', 'stale', /^iam:(Get|List)/],
];

let world: World;
beforeEach(() => { world = new World(); });
afterEach(() => world.restore());

describe.each(SAMPLES)('$setting', (sample) => {
  describe.each(SCENARIOS)('$name', ({ event: type, prepare, after }) => {
    let event: object;

    /** Prepares the account in a fresh world. */
    async function start(): Promise<void> {
      world.restore();
      world = new World();
      await prepare(world, sample);
      world.aws.calls = [];
      world.answers.length = 0;
      world.deliveries = 0;
      event = world.event(type, sample, sample.a.properties);
    }

    /** A Delete ends with the removal of the record: if only that fails, everything else is done. */
    const isLastOfDelete = (index: number, calls: number) => type === 'Delete' && index === calls - 1;

    async function numberOfCalls(): Promise<number> {
      await start();
      await world.invoke(event);
      expect(world.answers).toEqual([expect.objectContaining({ Status: 'SUCCESS' })]);
      expect(sample.get(world.aws)).toEqual(after(sample));
      return world.aws.calls.length;
    }

    test.each(PASSING)('%s, once, at each call: it succeeds', async (_, fault, at) => {
      await numberOfCalls();
      const { calls } = world.aws;
      expect(calls.filter((call) => at.test(call))).not.toEqual([]);
      for (let index = 0; index < calls.length; index++) {
        if (!at.test(calls[index])) continue;
        await start();
        world.aws.fault = (_action, number) => number === index ? fault : undefined;
        await world.invoke(event);
        expect([index, ...world.answers]).toEqual([index, expect.objectContaining({ Status: 'SUCCESS' })]);
        expect([index, sample.get(world.aws)]).toEqual([index, after(sample)]);
      }
    });

    test.each<Fault>(['kill', 'kill after'])('%s at each call: the second delivery of the event ends what was begun', async (fault) => {
      const calls = await numberOfCalls();
      for (let index = 0; index < calls; index++) {
        await start();
        world.aws.fault = (_action, at) => at === index ? fault : undefined;
        await world.invoke(event);
        expect(world.answers).toEqual([]);
        await new Promise((resolve) => setImmediate(resolve));
        world.aws.fault = () => undefined;
        world.aws.revive();
        await world.invoke(event);
        expect([index, ...world.answers]).toEqual([index, expect.objectContaining({ Status: 'SUCCESS' })]);
        expect([index, sample.get(world.aws)]).toEqual([index, after(sample)]);
        // Whatever is remembered still leads back.
        if (type !== 'Delete') {
          const theirs = world.aws.record(sample.setting).before;
          await world.delete(sample);
          expect(world.aws.record(sample.setting)).toBeUndefined();
          expect([index, sample.get(world.aws) === undefined]).toEqual([index, theirs === undefined]);
        }
      }
    });

    test.each<[string, Fault, RegExp]>([
      ['throttled', THROTTLED, /Throttling/],
      ['denied', DENIED, /AccessDenied/],
      ['denied by an organisation', { ...DENIED as object, message: 'with an explicit deny in a service control policy' } as Fault, /explicit deny/],
      ['LimitExceeded', { code: 'LimitExceeded', status: 409 }, /LimitExceeded/],
      ['connection reset', 'reset', /socket hang up/],
      ['no answer', 'hang', /aborted/],
    ])('%s, at every call from one on: it fails in time, with the reason, and the account as it was', async (_, fault, reason) => {
      const calls = await numberOfCalls();
      for (let index = 0; index < calls; index++) {
        await start();
        const before = sample.get(world.aws);
        const recorded = world.aws.record(sample.setting);
        const began = world.time.now;
        world.aws.fault = (_action, at) => at >= index ? fault : undefined;
        await world.invoke(event);
        expect(world.answers).toHaveLength(1);
        expect(world.time.now - began).toBeLessThan(120_000);
        const [{ Status, Reason }] = world.answers;
        if (Status === 'SUCCESS') {
          // Only the note that a former value is none of ours any more was lost.
          expect([index, sample.get(world.aws)]).toEqual([calls - 1, after(sample)]);
        } else {
          expect(Reason).toMatch(reason);
          const left = /failed too/.test(Reason);
          if (!left) {
            expect([index, sample.get(world.aws), world.aws.record(sample.setting)])
              .toEqual([index, isLastOfDelete(index, calls) ? after(sample) : before, recorded]);
          }
        }
        // As soon as AWS works again, the same event succeeds, and so does undoing it.
        world.aws.fault = () => undefined;
        expect(await world.invoke(event)).toMatchObject({ Status: 'SUCCESS' });
        expect([index, sample.get(world.aws)]).toEqual([index, after(sample)]);
      }
    });

    test('refused once at each call: it fails and the account is as it was, or it succeeds', async () => {
      const calls = await numberOfCalls();
      for (let index = 0; index < calls; index++) {
        await start();
        const before = sample.get(world.aws);
        world.aws.fault = (_action, at) => at === index ? { code: 'LimitExceeded', status: 409 } : undefined;
        await world.invoke(event);
        const [{ Status }] = world.answers;
        expect([index, sample.get(world.aws)]).toEqual([index, Status === 'SUCCESS' || isLastOfDelete(index, calls) ? after(sample) : before]);
      }
    });

    test('twice the same event: it succeeds twice, and what is remembered stays', async () => {
      await start();
      await world.invoke(event);
      const record = world.aws.record(sample.setting);
      await world.invoke(event);
      expect(world.answers).toEqual([expect.objectContaining({ Status: 'SUCCESS' }), expect.objectContaining({ Status: 'SUCCESS' })]);
      expect(sample.get(world.aws)).toEqual(after(sample));
      expect(world.aws.record(sample.setting)).toEqual(record);
    });

    test.each([0, 5_000, 36_000])('with %d ms left it answers, and has not changed the setting behind CloudFormation\'s back', async (milliseconds) => {
      await start();
      const before = sample.get(world.aws);
      await world.invoke(event, milliseconds);
      expect(world.answers).toHaveLength(1);
      const [{ Status }] = world.answers;
      expect(sample.get(world.aws)).toEqual(Status === 'SUCCESS' ? after(sample) : before);
    });
  });

  test.each<Fault>(['kill', 'kill after'])('a Delete after an Update that died (%s its change) and was never delivered again puts back what was there', async (fault) => {
    sample.set(world.aws, sample.theirs.value);
    await world.create(sample, sample.a.properties);
    world.aws.fault = (action) => /iam:(Create|Update)/.test(action) ? fault : undefined;
    await world.update(sample, sample.b.properties);
    world.aws.revive();
    world.aws.fault = () => undefined;
    await world.delete(sample);
    expect(sample.get(world.aws)).toEqual(sample.theirs.value);
  });

  test('a change whose answer was lost is put back, also if it cannot be seen yet', async () => {
    sample.set(world.aws, sample.theirs.value);
    const befalls: (Fault | undefined)[] = ['reset after', { code: 'LimitExceeded', status: 409 }, 'stale'];
    let begun = false;
    world.aws.fault = (action) => (begun ||= /iam:(Create|Update)/.test(action)) ? befalls.shift() : undefined;
    expect(await world.create(sample, sample.a.properties)).toMatchObject({ Status: 'FAILED' });
    expect(befalls).toEqual([]);
    expect(sample.get(world.aws)).toEqual(sample.theirs.value);
  });

  test('a Delete after a failed Create does nothing', async () => {
    sample.set(world.aws, sample.theirs.value);
    world.aws.fault = (action) => /iam:(Create|Update)/.test(action) ? { code: 'LimitExceeded', status: 409 } : undefined;
    expect(await world.create(sample, sample.a.properties)).toMatchObject({ Status: 'FAILED' });
    expect(await world.delete(sample)).toMatchObject({ Status: 'SUCCESS' });
    expect(sample.get(world.aws)).toEqual(sample.theirs.value);
    expect(world.aws.record(sample.setting)).toBeUndefined();
  });

  test('a Delete after a rolled-back Update puts back what was there', async () => {
    sample.set(world.aws, sample.theirs.value);
    await world.create(sample, sample.a.properties);
    world.aws.fault = (action) => /iam:(Create|Update)/.test(action) ? { code: 'LimitExceeded', status: 409 } : undefined;
    expect(await world.update(sample, sample.b.properties)).toMatchObject({ Status: 'FAILED' });
    world.aws.fault = () => undefined;
    world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await world.update(sample, sample.a.properties)).toMatchObject({ Status: 'SUCCESS' });
    await world.delete(sample);
    expect(sample.get(world.aws)).toEqual(sample.theirs.value);
  });

  test('two stacks at the same moment: the second one loses before it changes anything', async () => {
    world.aws.stacks['arn:aws:cloudformation:eu-central-1:111122223333:stack/fast/cccc'] = 'CREATE_IN_PROGRESS';
    world.aws.fault = (action) => {
      if (action === 'ssm:PutParameter' && world.aws.record(sample.setting) === undefined) {
        world.aws.account.parameters[`/account-baseline/settings/${sample.setting}`] = JSON.stringify({
          version: 1, owner: { stackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/fast/cccc', logicalId: 'Setting' }, requestId: 'x', set: [],
        });
      }
      return undefined;
    };
    expect(await world.create(sample, sample.a.properties)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/stack\/fast\/cccc/) });
    expect(sample.get(world.aws)).toBeUndefined();
  });
});
