import { Fault } from './fake-aws';
import { OTHER_STACK, STACK, World } from './harness';
import { SAMPLES } from './samples';

let world: World;
beforeEach(() => { world = new World(); });
afterEach(() => world.restore());

describe.each(SAMPLES)('$setting', (sample) => {
  const { a, b, theirs, setting } = sample;
  const value = () => sample.get(world.aws);
  const record = () => world.aws.record(setting);
  const somebodySets = (it: unknown) => sample.set(world.aws, it);
  const success = expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: setting });
  const failed = (reason: RegExp) => expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(reason), PhysicalResourceId: setting });
  const moved = { LogicalResourceId: 'Moved' };
  const elsewhere = { StackId: OTHER_STACK };

  describe('Create', () => {
    test('sets what is asked for', async () => {
      expect(await world.create(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
    });

    test('writes the ownership record before the first change, with the owner, what was there and what is wanted', async () => {
      somebodySets(theirs.value);
      world.aws.fault = (action) => /Create|Update/.test(action) ? 'kill' : undefined;
      await world.create(sample, a.properties);
      expect(value()).toEqual(theirs.value);
      expect(record()).toMatchObject({ version: 1, owner: { stackId: STACK, logicalId: 'Setting' } });
      expect(record().before).toBeDefined();
      expect(record().wanted).toBeDefined();
    });

    test('changes nothing where the account has the value already', async () => {
      somebodySets(a.value);
      expect(await world.create(sample, { ...a.properties, OnExisting: 'FAIL' })).toEqual(success);
      expect(world.aws.calls.filter((call) => /iam:(Create|Update|Delete)/.test(call))).toEqual([]);
    });

    test('with OVERWRITE takes over and remembers what was there', async () => {
      somebodySets(theirs.value);
      expect(await world.create(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(theirs.value);
      expect(record()).toBeUndefined();
    });

    test('with ADOPT keeps what is there until the next change', async () => {
      const adopt = { OnExisting: 'ADOPT' };
      somebodySets(theirs.value);
      expect(await world.create(sample, { ...a.properties, ...adopt })).toEqual(success);
      expect(value()).toEqual(theirs.value);
      await world.update(sample, { ...a.properties, ...adopt });
      expect(value()).toEqual(theirs.value);
      await world.update(sample, { ...b.properties, ...adopt });
      expect(value()).toEqual(b.value);
      await world.update(sample, { ...a.properties, ...adopt });
      expect(value()).toEqual(a.value);
      await world.delete(sample);
      expect(value()).toEqual(theirs.value);
    });

    test('with ADOPT returns to what was adopted if the next change is rolled back', async () => {
      const adopt = { OnExisting: 'ADOPT' };
      somebodySets(theirs.value);
      await world.create(sample, { ...a.properties, ...adopt });
      await world.update(sample, { ...b.properties, ...adopt });
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_IN_PROGRESS';
      expect(await world.update(sample, { ...a.properties, ...adopt })).toEqual(success);
      expect(value()).toEqual(theirs.value);
      world.aws.stacks[STACK] = 'DELETE_IN_PROGRESS';
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(theirs.value);
    });

    test('with ADOPT leaves the adopted value on Delete', async () => {
      somebodySets(theirs.value);
      await world.create(sample, { ...a.properties, OnExisting: 'ADOPT' });
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(theirs.value);
      expect(record()).toBeUndefined();
    });

    test('with ADOPT sets the value where there is none', async () => {
      await world.create(sample, { ...a.properties, OnExisting: 'ADOPT' });
      expect(value()).toEqual(a.value);
    });

    test('with FAIL shows both values and changes nothing', async () => {
      somebodySets(theirs.value);
      expect(await world.create(sample, { ...a.properties, OnExisting: 'FAIL' })).toEqual(failed(/onExisting is FAIL: the account has .*(theirs|30).*(first|90)/));
      expect(value()).toEqual(theirs.value);
      expect(record()).toBeUndefined();
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(theirs.value);
    });
  });

  describe('a construct that moved in the tree', () => {
    test('takes over the ownership and what is remembered; the Delete of its former self does nothing', async () => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      expect(await world.create(sample, { ...a.properties, OnExisting: 'FAIL' }, moved)).toEqual(success);
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(a.value);
      expect(record().owner.logicalId).toBe('Moved');
      expect(await world.delete(sample, moved)).toEqual(success);
      expect(value()).toEqual(theirs.value);
    });

    test('gives everything back if its Create is rolled back', async () => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      const before = record();
      await world.create(sample, b.properties, moved);
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
      expect(await world.delete(sample, moved)).toEqual(success);
      expect(value()).toEqual(a.value);
      expect(record()).toEqual(before);
    });

    test('keeps the setting in a later rollback, once the move was final', async () => {
      await world.create(sample, a.properties);
      await world.create(sample, a.properties, moved);
      await world.delete(sample);
      expect(record().former).toBeUndefined();
    });
  });

  describe('a record of another stack', () => {
    beforeEach(async () => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties, elsewhere);
    });

    test.each(['CREATE_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED', 'DELETE_IN_PROGRESS'])('that lives (%s) fails and names it', async (status) => {
      world.aws.stacks[OTHER_STACK] = status;
      expect(await world.create(sample, b.properties)).toEqual(failed(/Setting of the stack arn:.*stack\/other\/bbbb .*owns the setting.*DESTROY/));
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(a.value);
      expect(record().owner.stackId).toBe(OTHER_STACK);
    });

    test.each(['DELETE_COMPLETE', undefined])('that is gone (%s) is taken over with what is remembered', async (status) => {
      if (status) world.aws.stacks[OTHER_STACK] = status;
      expect(await world.create(sample, { ...b.properties, OnExisting: 'FAIL' })).toEqual(success);
      expect(value()).toEqual(b.value);
      expect(record().owner.stackId).toBe(STACK);
      await world.delete(sample);
      expect(value()).toEqual(theirs.value);
    });

    test('that is gone gets its setting back if our first deployment rolls back', async () => {
      await world.create(sample, b.properties);
      world.aws.stacks[STACK] = 'ROLLBACK_IN_PROGRESS';
      await world.delete(sample);
      expect(value()).toEqual(a.value);
      expect(record().owner.stackId).toBe(OTHER_STACK);
    });
  });

  describe('a setting that the stack kept and gets again', () => {
    test('goes on where it was, and back to that if the deployment is rolled back', async () => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      expect(await world.create(sample, { ...b.properties, OnExisting: 'FAIL' })).toEqual(success);
      expect(value()).toEqual(b.value);
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_IN_PROGRESS';
      await world.delete(sample);
      expect(value()).toEqual(a.value);
      expect(record().before).toBeDefined();
    });
  });

  describe('Update', () => {
    test('applies the new value under the same physical id, and back again on a rollback', async () => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      expect(await world.update(sample, b.properties)).toEqual(success);
      expect(value()).toEqual(b.value);
      expect(await world.update(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
      await world.delete(sample);
      expect(value()).toEqual(theirs.value);
    });

    test('keeps a physical id from an earlier release', async () => {
      await world.create(sample, a.properties);
      const answer = await world.update(sample, b.properties, { PhysicalResourceId: 'an-older-id' });
      expect(answer.PhysicalResourceId).toBe('an-older-id');
    });

    test('that fails half-way puts back what was there, and the record', async () => {
      await world.create(sample, a.properties);
      const before = record();
      let writes = 0;
      world.aws.fault = (action) => {
        if (!/iam:(Create|Update)/.test(action)) return undefined;
        // The change takes effect, but its answer is lost, and the second attempt is refused.
        return ['reset after', { code: 'LimitExceeded', status: 409 }][writes++] as Fault;
      };
      expect(await world.update(sample, b.properties)).toEqual(failed(/LimitExceeded/));
      expect(value()).toEqual(a.value);
      expect(record()).toEqual(before);
    });

    test('replaces what somebody else has set since, and remembers it', async () => {
      await world.create(sample, a.properties);
      somebodySets(theirs.value);
      await world.update(sample, b.properties);
      expect(value()).toEqual(b.value);
      await world.delete(sample);
      expect(value()).toEqual(theirs.value);
    });

    test('makes a former value of ours somebody else\'s, if they set it again', async () => {
      await world.create(sample, a.properties);
      await world.update(sample, b.properties);
      somebodySets(a.value);
      await world.delete(sample);
      expect(value()).toEqual(a.value);
    });

    test('sets what somebody else has removed', async () => {
      await world.create(sample, a.properties);
      somebodySets(undefined);
      await world.update(sample, a.properties);
      expect(value()).toEqual(a.value);
    });

    test('without a record leaves what it finds to whoever comes after', async () => {
      await world.create(sample, a.properties);
      world.aws.account.parameters = {};
      expect(await world.update(sample, b.properties)).toEqual(success);
      expect(value()).toEqual(b.value);
      await world.delete(sample);
      expect(value()).toEqual(a.value);
    });
  });

  describe('Delete', () => {
    test('removes the setting where there was none', async () => {
      await world.create(sample, a.properties);
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toBeUndefined();
      expect(record()).toBeUndefined();
    });

    test('leaves what somebody else has set since, says so and removes its record', async () => {
      await world.create(sample, a.properties);
      somebodySets(theirs.value);
      const answer = await world.delete(sample);
      expect(answer).toEqual(success);
      expect(answer.Reason).toMatch(/nothing undone: .*(theirs|30).* is not what this stack set/);
      expect(value()).toEqual(theirs.value);
      expect(record()).toBeUndefined();
    });

    test('succeeds where somebody else has removed the setting', async () => {
      await world.create(sample, a.properties);
      somebodySets(undefined);
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toBeUndefined();
      expect(record()).toBeUndefined();
    });

    test('does nothing without a record', async () => {
      somebodySets(theirs.value);
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toEqual(theirs.value);
    });

    test('does nothing for a stack that is not the owner', async () => {
      await world.create(sample, a.properties);
      expect(await world.delete(sample, elsewhere)).toEqual(success);
      expect(value()).toEqual(a.value);
      expect(record().owner.stackId).toBe(STACK);
    });

    test('twice is the same as once', async () => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      const event = world.event('Delete', sample, a.properties);
      await world.invoke(event);
      expect(await world.invoke(event)).toEqual(success);
      expect(value()).toEqual(theirs.value);
    });
  });

  describe('a record that cannot be read', () => {
    const put = (text: string) => { world.aws.account.parameters[`/account-baseline/settings/${setting}`] = text; };

    test.each([
      ['damaged', '{"version":1,"owner"', /damaged/],
      ['without an owner', '{"version":1,"set":[]}', /damaged/],
      ['null', 'null', /damaged/],
      ['of a newer format', '{"version":2,"owner":{"stackId":"x"}}', /of a newer release/],
    ])('%s: nothing is changed, Delete succeeds and leaves it', async (_, text, reason) => {
      somebodySets(theirs.value);
      put(text);
      expect(await world.create(sample, a.properties)).toEqual(failed(reason));
      expect(await world.update(sample, b.properties)).toEqual(failed(reason));
      const answer = await world.delete(sample);
      expect(answer).toEqual(success);
      expect(answer.Reason).toMatch(reason);
      expect(value()).toEqual(theirs.value);
      expect(world.aws.account.parameters[`/account-baseline/settings/${setting}`]).toBe(text);
    });
  });

  test('every event is answered once', async () => {
    await world.create(sample, a.properties);
    await world.update(sample, b.properties);
    await world.delete(sample);
    expect(world.answers).toHaveLength(3);
    expect(world.deliveries).toBe(3);
  });

  test('the greatest record fits into a standard parameter', async () => {
    const long = setting === 'account-alias'
      ? [...'abcd'].map((letter) => ({ AccountAlias: letter.repeat(63) }))
      : ['95', '96', '97', '98'].map((length) => ({
        MinimumPasswordLength: `1${length.slice(1)}`,
        MaxPasswordAge: '1095',
        PasswordReusePrevention: '24',
        RequireSymbols: 'true',
        RequireNumbers: 'true',
        RequireUppercaseCharacters: 'true',
        RequireLowercaseCharacters: 'true',
        AllowUsersToChangePassword: 'true',
        HardExpiry: 'true',
      }));
    const id = { LogicalResourceId: 'L'.repeat(255), StackId: `arn:aws-us-gov:cloudformation:us-gov-west-1:111122223333:stack/${'s'.repeat(128)}/${'0'.repeat(36)}` };
    somebodySets(theirs.value);
    await world.create(sample, { ...long[0], OnExisting: 'ADOPT' }, id);
    await world.update(sample, { ...long[1], OnExisting: 'ADOPT' }, id);
    expect(await world.create(sample, { ...long[2], OnExisting: 'ADOPT' }, { ...id, LogicalResourceId: 'M'.repeat(255) })).toEqual(success);
    expect(Math.max(...world.aws.inputs.map((input) => input.Value?.length ?? 0))).toBeLessThan(4096);
  });
});
