import * as fc from 'fast-check';
import { call, DAILY, FUNCTION_ARN, Guarded, STACK, WANTED } from './harness';
import { storedPolicy } from '../account-settings/samples';

let world: Guarded;
const WEAK = { MinimumPasswordLength: 8 };
const HOUR = 3_600_000;
const writes = () => world.aws.calls.filter((action) => /iam:(Update|Create|Delete)/.test(action));
const subjects = () => world.aws.messages.map(({ Subject }) => Subject.replace('AWS account 111122223333: ', ''));

afterEach(() => world.restore());

describe('a guard that alerts', () => {
  beforeEach(() => { world = new Guarded(false); });

  test('says nothing and writes nothing while all is well', async () => {
    await world.run();
    await world.run(DAILY);
    expect([world.aws.messages, writes(), world.aws.calls.includes('ssm:PutParameter')]).toEqual([[], [], false]);
  });

  test('tells who changed what, when, from where, and changes nothing', async () => {
    world.change(WEAK);
    await world.run();
    expect(subjects()).toEqual(['password-policy was changed outside of the stack']);
    expect(world.aws.messages[0].Message.split('\n')).toEqual([
      'The setting password-policy of the account 111122223333 was changed outside of the stack.',
      'It is {"MinimumPasswordLength":8}; the stack wants {"MinimumPasswordLength":14,"MaxPasswordAge":90,"RequireNumbers":true}.',
      'Restore it manually, or change the stack and deploy it.',
      'UpdateAccountPasswordPolicy at 2026-11-22T10:00:00Z by arn:aws:iam::111122223333:user/mallory, from 192.0.2.7.',
    ]);
    expect(writes()).toEqual([]);
  });

  test('tells once of each value, however often the event comes, until it is as wanted again', async () => {
    world.change(WEAK);
    await world.run();
    await world.run();
    await world.run(DAILY);
    expect(subjects()).toHaveLength(1);
    world.change({ MinimumPasswordLength: 9 });
    await world.run();
    expect(subjects()).toHaveLength(2);
    world.change(WANTED);
    await world.run(DAILY);
    world.change(WEAK);
    await world.run();
    expect(subjects()).toEqual([
      ...Array(2).fill('password-policy was changed outside of the stack'),
      'password-policy is as wanted again',
      'password-policy was changed outside of the stack',
    ]);
  });

  test('the daily check finds what no event told of', async () => {
    world.aws.account.policy = undefined;
    await world.run(DAILY);
    expect(subjects()).toEqual(['password-policy was changed outside of the stack']);
    expect(world.aws.messages[0].Message).toContain('Seen by the daily check');
    expect(world.aws.messages[0].Message).toContain('It is nothing;');
  });

  test('a value that the stack adopted is guarded as it was', async () => {
    world.restore();
    world = new Guarded(true, { set: [], before: WEAK, adopted: WANTED });
    world.change(WEAK);
    await world.run();
    expect(subjects()).toEqual([]);
    world.change({ MinimumPasswordLength: 7 });
    await world.run();
    await world.run();
    expect(subjects()).toEqual(['password-policy was changed outside of the stack']);
    expect(writes()).toEqual([]);
  });
});

describe('a guard that heals', () => {
  beforeEach(() => { world = new Guarded(true); });

  test('puts back what the record says is wanted, tells of it, and keeps the rest of the record', async () => {
    const { wanted, set, owner, requestId, version } = world.aws.stored();
    world.change(WEAK);
    await world.run();
    expect(world.aws.account.policy).toEqual(storedPolicy(WANTED));
    expect(subjects()).toEqual(['password-policy was put back']);
    expect(world.aws.stored()).toEqual({ version, owner, requestId, wanted, set, drift: { healed: [expect.any(Number)] } });
  });

  test('its own change makes it do nothing, so that it never loops', async () => {
    world.change(WEAK);
    await world.run();
    const before = world.aws.calls.length;
    await world.run(call('UpdateAccountPasswordPolicy', 'arn:aws:sts::111122223333:assumed-role/guard/guard'));
    expect(world.aws.calls.slice(before)).toEqual(['iam:GetAccountPasswordPolicy', 'ssm:GetParameter']);
  });

  test('a change that the settings function is making is none of its business', async () => {
    const next = { MinimumPasswordLength: 20 };
    process.env.WANTED = JSON.stringify({ 'password-policy': next });
    world.aws.put('/account-baseline/settings/password-policy', { ...world.aws.stored(), wanted: next, set: [next, WANTED] });
    await world.run();
    world.change(next);
    await world.run();
    expect([writes(), subjects()]).toEqual([[], []]);
  });

  test('puts back three times within an hour, then stops and tells, once', async () => {
    for (let round = 0; round < 3; round++) {
      world.change(WEAK);
      await world.run();
    }
    expect(writes()).toHaveLength(3);
    world.change(WEAK);
    await world.run();
    await world.run();
    await world.run(DAILY);
    expect(writes()).toHaveLength(3);
    expect(world.aws.account.policy).toEqual(storedPolicy(WEAK));
    expect(subjects()).toEqual([...Array(3).fill('password-policy was put back'), 'password-policy is repeatedly reverted']);
  });

  test('an hour later the next check tries again', async () => {
    for (let round = 0; round < 4; round++) {
      world.change(WEAK);
      await world.run();
    }
    world.time.pass(HOUR);
    await world.run(DAILY);
    expect(world.aws.account.policy).toEqual(storedPolicy(WANTED));
    expect(subjects().slice(-2)).toEqual(['password-policy is repeatedly reverted', 'password-policy was put back']);
  });

  test('three changes within more than an hour are no fight', async () => {
    for (let round = 0; round < 6; round++) {
      world.change(WEAK);
      await world.run();
      world.time.pass(HOUR / 2);
    }
    expect(subjects()).toEqual(Array(6).fill('password-policy was put back'));
  });

  test('a deployment that changes the setting starts the count of reverts again', async () => {
    for (let round = 0; round < 4; round++) {
      world.change(WEAK);
      await world.run();
    }
    const { drift, ...written } = world.aws.stored();
    expect(drift.healed).toHaveLength(3);
    world.aws.put('/account-baseline/settings/password-policy', written);
    await world.run();
    expect(world.aws.account.policy).toEqual(storedPolicy(WANTED));
  });

  test('a policy that was deleted, an alias that was renamed: each event is about its own setting', async () => {
    world.aws.put('/account-baseline/settings/account-alias', {
      version: 1, owner: { stackId: STACK, logicalId: 'Alias' }, requestId: 'r', wanted: { AccountAlias: 'ours' }, set: [{ AccountAlias: 'ours' }],
    });
    world.aws.account = { ...world.aws.account, policy: undefined, alias: 'theirs' };
    await world.run(call('CreateAccountAlias'));
    expect(world.aws.account).toMatchObject({ policy: undefined, alias: 'ours' });
    await world.run(call('DeleteAccountPasswordPolicy'));
    expect(world.aws.account.policy).toEqual(storedPolicy(WANTED));
  });

  test('an alias that another account took meanwhile is told of once', async () => {
    world.aws.put('/account-baseline/settings/account-alias', {
      version: 1, owner: { stackId: STACK, logicalId: 'Alias' }, requestId: 'r', wanted: { AccountAlias: 'ours' }, set: [{ AccountAlias: 'ours' }],
    });
    world.aws.taken.add('ours');
    world.aws.account = { ...world.aws.account, alias: 'theirs' };
    await world.run(call('CreateAccountAlias'));
    expect(subjects()).toEqual(['account-alias could not be put back']);
    expect(world.aws.messages[0].Message).toContain('is taken by another AWS account');
  });

  test('a guard that dies at any moment is made up for by the next run, and what it did is told', async () => {
    for (const moment of ['kill', 'kill after'] as const) {
      for (let index = 0; index < 6; index++) {
        world.restore();
        world = new Guarded(true);
        world.change(WEAK);
        let seen = 0;
        world.aws.fault = (action) => action.startsWith('iam') && seen++ === index ? moment : undefined;
        await world.run();
        world.aws.fault = undefined;
        world.aws.revive();
        await world.run();
        await world.run(DAILY);
        expect(world.aws.account.policy).toEqual(storedPolicy(WANTED));
        expect(subjects().some((subject) => /was put back|is as wanted again/.test(subject))).toBe(true);
        expect(world.aws.stored().drift).toEqual({ healed: expect.any(Array) });
      }
    }
  });
});

describe('a record that another writer forged', () => {
  beforeEach(() => { world = new Guarded(true); });
  const forge = (record: object) => world.aws.put('/account-baseline/settings/password-policy', { ...world.aws.stored(), ...record });
  const UNKNOWN = 'password-policy has an ownership record that the guard does not know';

  test.each<[string, object]>([
    ['a weak policy', { wanted: WEAK, set: [WEAK] }],
    ['a value that IAM does not have', { wanted: { MinimumPasswordLength: 1 }, set: [{ MinimumPasswordLength: 1 }] }],
    ['nothing', { wanted: undefined, set: [null] }],
    ['a weak policy that it adopts', { wanted: WEAK, set: [], before: WEAK }],
  ])('that asks for %s sets nothing, and is reported once', async (_, record) => {
    forge(record);
    for (const event of [call('UpdateAccountPasswordPolicy'), DAILY, DAILY]) await world.run(event);
    expect([writes(), world.aws.account.policy, subjects()]).toEqual([[], storedPolicy(WANTED), [UNKNOWN]]);
  });

  test('and a weak policy that a user set is reported, although the record says that it is wanted', async () => {
    forge({ wanted: WEAK, set: [WEAK] });
    world.change(WEAK);
    await world.run();
    expect([writes(), subjects()]).toEqual([[], [UNKNOWN]]);
    expect(world.aws.messages[0].Message).toContain('The stack of the guard was deployed with {"MinimumPasswordLength":14,"MaxPasswordAge":90,"RequireNumbers":true}.');
  });

  test('the guard restores its own value as soon as the record is right again', async () => {
    const { wanted, set } = world.aws.stored();
    forge({ wanted: WEAK, set: [WEAK] });
    world.change(WEAK);
    await world.run();
    forge({ wanted, set });
    await world.run(DAILY);
    expect(world.aws.account.policy).toEqual(storedPolicy(WANTED));
  });

  test('no record that a property-based test writes makes the guard set anything but its own value', async () => {
    const fields = { MinimumPasswordLength: fc.integer({ min: 0, max: 130 }), RequireNumbers: fc.boolean() };
    const properties = fc.record(fields, { requiredKeys: [] });
    const value = fc.option(properties, { nil: undefined });
    await fc.assert(fc.asyncProperty(value, value, fc.array(value, { maxLength: 2 }), value, async (wanted, before, set, present) => {
      world.restore();
      world = new Guarded(true);
      forge({ wanted, before, set: set.map((one) => one ?? null) });
      world.aws.account.policy = present && storedPolicy({ MinimumPasswordLength: 6, ...present });
      const policy = world.aws.account.policy;
      await world.run();
      expect([policy, storedPolicy(WANTED)]).toContainEqual(world.aws.account.policy);
    }), { numRuns: 100, seed: 14 });
  });

  test('configuration that IAM would refuse is reported, and sets nothing', async () => {
    process.env.WANTED = JSON.stringify({ 'password-policy': { MinimumPasswordLength: 5 } });
    world.change(WEAK);
    await world.run();
    expect([writes(), subjects()]).toEqual([[], ['password-policy could not be checked']]);
  });

  test('a setting that the guard was not deployed with is reported, and not restored', async () => {
    process.env.WANTED = '{}';
    world.change(WEAK);
    await world.run();
    expect([writes(), subjects()]).toEqual([[], ['password-policy was changed outside of the stack']]);
  });
});

describe('whatever happens', () => {
  beforeEach(() => { world = new Guarded(true); });

  test('the record of a deployment at the same moment wins, and the guard looks again', async () => {
    const next = { MinimumPasswordLength: 20 };
    world.change(WEAK);
    world.aws.beforeWrite = () => {
      world.aws.put('/account-baseline/settings/password-policy', { ...world.aws.stored(), requestId: 'newer', wanted: next, set: [next] });
      world.change(next);
    };
    await world.run();
    expect(world.aws.versions['/account-baseline/settings/password-policy']).toHaveLength(5);
    expect(world.aws.stored()).toMatchObject({ requestId: 'newer', wanted: next });
    expect([world.aws.account.policy, writes(), subjects()]).toEqual([storedPolicy(next), [], ['password-policy has an ownership record that the guard does not know']]);
  });

  test('a record that is deleted at the same moment is not made again', async () => {
    world.change(WEAK);
    world.aws.beforeWrite = () => { delete world.aws.versions['/account-baseline/settings/password-policy']; };
    await world.run();
    expect(world.aws.calls.filter((action) => /ssm:(Put|Delete)/.test(action))).toEqual(['ssm:PutParameter', 'ssm:DeleteParameter']);
    expect([world.aws.stored(), writes(), subjects()]).toEqual([undefined, [], []]);
    expect(world.logs[0]).toContain('has no ownership record');
  });

  test('a setting that cannot be checked is told of, and does not keep the guard from the other', async () => {
    world.change(WEAK);
    world.aws.fault = (action) => action === 'iam:ListAccountAliases' ? { code: 'AccessDenied', status: 403, message: 'with an explicit deny' } : undefined;
    world.aws.put('/account-baseline/settings/account-alias', { version: 1, owner: { stackId: STACK, logicalId: 'A' }, wanted: { AccountAlias: 'ours' }, set: [{ AccountAlias: 'ours' }] });
    await world.run(DAILY);
    expect(subjects()).toEqual(['account-alias could not be checked', 'password-policy was put back']);
    expect(world.aws.messages[0].Message).toContain('iam:ListAccountAliases: AccessDenied');
  });

  test('a record that cannot be read is told of and left alone', async () => {
    world.aws.put('/account-baseline/settings/password-policy', { version: 2 });
    world.change(WEAK);
    await world.run();
    expect(subjects()).toEqual(['password-policy could not be checked']);
    expect([world.aws.stored(), writes()]).toEqual([{ version: 2 }, []]);
  });

  test('a message that cannot be sent fails the run, so that Lambda starts it again, and is then sent', async () => {
    world.change(WEAK);
    world.aws.failToPublish = 2;
    await expect(world.run()).rejects.toThrow('sns:Publish');
    await world.run();
    expect(subjects()).toEqual(['password-policy is as wanted again']);
  });

  test('throttling is waited out', async () => {
    world.change(WEAK);
    let faults = 0;
    world.aws.fault = (action) => action.startsWith('iam') && faults++ % 2 === 0 ? { code: 'Throttling', status: 400 } : undefined;
    await world.run();
    expect(subjects()).toEqual(['password-policy was put back']);
  });

  test('the log has one line for each setting and names who did it', async () => {
    world.change(WEAK);
    await world.run();
    expect(world.logs.map((line) => JSON.parse(line))).toEqual([{
      setting: 'password-policy', result: 'was {"MinimumPasswordLength":8}: put back', eventName: 'UpdateAccountPasswordPolicy', by: 'arn:aws:iam::111122223333:user/mallory',
    }]);
    expect(FUNCTION_ARN).toContain('us-east-1');
  });
});
