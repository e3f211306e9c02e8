import { ALI, ALICE, Answer, Fault, UsersWorld } from './world';
import { AwsError } from '../edge';

const ONCE: Record<string, Fault> = {
  'throttled': new AwsError('ThrottlingException', 400, 'Rate exceeded'),
  'unavailable': new AwsError('InternalServerException', 500, 'Internal error'),
  'denied': new AwsError('AccessDeniedException', 403, 'not yet authorized'),
  'a broken connection': 'reset',
  'a broken connection after the effect': 'reset after',
  'a killed process': 'kill',
  'a process that is killed after the effect': 'kill after',
};
const FOREVER: Record<string, Fault> = {
  'denied': new AwsError('AccessDeniedException', 403, 'not authorized with an explicit deny'),
  'invalid': new AwsError('ValidationException', 400, 'Invalid'),
  'unavailable': new AwsError('InternalServerException', 500, 'Internal error'),
  'a broken connection': 'reset',
  'a broken connection after the effect': 'reset after',
};

let world: UsersWorld;
afterEach(() => {
  expect(world.leaks).toEqual([]);
  world.restore();
});

const ids = () => Object.keys(world.users);
const nameOf = (id: string) => world.users[id]?.UserName;

/** As Lambda does: the same event again, until an invocation ends. */
async function deliver(event: any): Promise<Answer> {
  for (let tries = 0; tries < 3; tries++) {
    const answer = await world.invoke(event);
    if (answer) return answer;
    world.fault = undefined;
  }
  throw new Error('no invocation ends');
}

/** The calls of an event without a fault. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  world = new UsersWorld();
  await work();
  const { calls } = world;
  world.restore();
  return calls;
}

/** What CloudFormation does with a Create that failed. */
async function undone(created: Answer): Promise<void> {
  world.stackStatus = 'ROLLBACK_IN_PROGRESS';
  expect((await world.delete(ALICE, created))!.Status).toBe('SUCCESS');
}

test.each(Object.entries(ONCE))('%s at any call of a Create leaves one user, which the stack deletes', async (_, fault) => {
  const calls = await callsOf(() => world.create());
  expect(calls.length).toBeGreaterThan(6);
  for (let at = 0; at < calls.length; at++) {
    for (const lag of [0, 1, 2]) {
      world = new UsersWorld();
      const other = world.other('bob', 'bob@example.com');
      world.lag = lag;
      world.fault = (_action, index) => index === at ? fault : undefined;
      const answer = await deliver(world.event('Create'));
      expect([calls[at], answer.Status, ids()]).toEqual([calls[at], 'SUCCESS', [other, answer.Data!.UserId]]);
      world.fault = undefined;
      await undone(answer);
      expect([calls[at], ids(), world.parameters]).toEqual([calls[at], [other], {}]);
      expect(world.leaks).toEqual([]);
      world.restore();
    }
  }
});

test.each(Object.entries(FOREVER))('%s from any call of a Create on leaves nothing behind once the failed Create is deleted', async (_, fault) => {
  const calls = await callsOf(() => world.create());
  for (let at = 2; at < calls.length; at++) {
    world = new UsersWorld();
    const other = world.other('bob', 'bob@example.com');
    world.fault = (_action, index) => index >= at ? fault : undefined;
    const answer = await deliver(world.event('Create'));
    expect([calls[at], answer.Status]).toEqual([calls[at], 'FAILED']);
    world.fault = undefined;
    await undone(answer);
    expect([calls[at], ids(), world.parameters]).toEqual([calls[at], [other], {}]);
    world.restore();
  }
});

test.each(Object.entries(ONCE))('%s at any call of an Update leaves the new attributes', async (_, fault) => {
  const update = async () => {
    await world.create();
    return world.event('Update', ALI, { OldResourceProperties: ALICE });
  };
  const calls = await callsOf(async () => world.invoke(await update()));
  for (let at = 0; at < calls.length; at++) {
    world = new UsersWorld();
    const event = await update();
    world.fault = (_action, index) => index === at ? fault : undefined;
    const answer = await deliver(event);
    expect([calls[at], answer.Status, ids(), nameOf(answer.Data!.UserId)]).toEqual([calls[at], 'SUCCESS', [answer.Data!.UserId], 'ali']);
    world.restore();
  }
});

test.each(Object.entries(FOREVER))('%s from any call of an Update on is rolled back', async (_, fault) => {
  const update = async () => {
    await world.create();
    return world.event('Update', ALI, { OldResourceProperties: ALICE });
  };
  const calls = await callsOf(async () => world.invoke(await update()));
  for (let at = 2; at < calls.length; at++) {
    world = new UsersWorld();
    const event = await update();
    world.fault = (_action, index) => index >= at ? fault : undefined;
    const answer = await deliver(event);
    expect([calls[at], answer.Status]).toEqual([calls[at], 'FAILED']);
    world.fault = undefined;
    world.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect((await world.update(ALI, ALICE))!.Status).toBe('SUCCESS');
    expect([calls[at], ids().map(nameOf)]).toEqual([calls[at], ['alice']]);
    world.restore();
  }
});

test.each(Object.entries(ONCE))('%s at any call of a Delete leaves neither user nor record', async (_, fault) => {
  const calls = await callsOf(async () => {
    await world.create();
    await world.delete();
  });
  for (let at = 0; at < calls.length; at++) {
    world = new UsersWorld();
    await world.create();
    const other = world.other('bob', 'bob@example.com');
    const event = world.event('Delete');
    world.fault = (_action, index) => index === at ? fault : undefined;
    const answer = await deliver(event);
    expect([calls[at], answer.Status, ids(), world.parameters]).toEqual([calls[at], 'SUCCESS', [other], {}]);
    world.restore();
  }
});

/** Events and faults in a random order: never is another user touched, and the stack never leaves a user that it has made. */
test('random sequences of events and faults end as they should', async () => {
  let seed = 7;
  const random = (below: number) => (seed = seed * 48271 % 2147483647) % below;
  for (let run = 0; run < 80; run++) {
    world = new UsersWorld();
    const other = world.other('bob', 'bob@example.com');
    let created: Answer | undefined;
    let now = ALICE;
    for (let step = 0; step < 4; step++) {
      const [at, fault] = [random(12), Object.values(ONCE)[random(Object.keys(ONCE).length)]];
      world.fault = (_action, index) => index === at ? fault : undefined;
      world.lag = random(3);
      if (!created) {
        created = await deliver(world.event('Create', now));
        expect(created).toMatchObject({ Status: 'SUCCESS', Reason: expect.not.stringMatching(/./) });
      } else if (random(3)) {
        const next = random(2) ? ALI : ALICE;
        expect((await deliver(world.event('Update', next, { OldResourceProperties: now }))).Data).toEqual(created.Data);
        now = next;
      } else {
        expect((await deliver(world.event('Delete', now))).Status).toBe('SUCCESS');
        created = undefined;
      }
      expect(ids()).toEqual([other, ...created ? [created.Data!.UserId] : []]);
      expect(created && nameOf(created.Data!.UserId)).toBe(created && now.UserName);
    }
    expect(world.users[other].UserName).toBe('bob');
    world.restore();
  }
});
