import { FaultClass, faultOf, isWrite } from './faults';
import { OTHER_STACK, STACK, World } from './harness';
import { Properties, SAMPLES } from './samples';

let world: World;
beforeEach(() => { world = new World(); });
afterEach(() => world.restore());

/** A setting that is on or off has no other value: the fault matrix and the model have its rules. */
const WITH_OTHER_VALUES = SAMPLES.filter(({ a, theirs }) => JSON.stringify(a.value) !== JSON.stringify(theirs.value));

/** The longest values of a setting, one for each number; of contacts the longest that people have. */
const LONGEST: Record<string, (index: number) => Properties> = {
  'account-alias': (index) => ({ AccountAlias: 'abc'[index].repeat(63) }),
  'password-policy': (index) => ({
    MinimumPasswordLength: `${120 + index}`,
    MaxPasswordAge: '1095',
    PasswordReusePrevention: '24',
    RequireSymbols: 'true',
    RequireNumbers: 'true',
    RequireUppercaseCharacters: 'true',
    RequireLowercaseCharacters: 'true',
    AllowUsersToChangePassword: 'true',
    HardExpiry: 'true',
  }),
  'alternate-contact': (index) => ({
    EmailAddress: `${'abc'[index].repeat(100)}@example.com`, Name: 'n'.repeat(64), PhoneNumber: '0'.repeat(25), Title: 't'.repeat(50),
  }),
};

describe.each(WITH_OTHER_VALUES)('$setting', (sample) => {
  const { a, b, theirs, setting } = sample;
  const value = () => sample.get(world.aws);
  const record = () => world.aws.record(setting);
  const somebodySets = (it: unknown) => sample.set(world.aws, it);
  const success = expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: setting });
  const failed = (reason: RegExp) => expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
  const moved = { LogicalResourceId: 'Moved' };
  const elsewhere = { StackId: OTHER_STACK };

  describe('Create', () => {
    test('sets what is asked for', async () => {
      expect(await world.create(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
    });

    test('writes the ownership record before the first change, with the owner, what was there and what is wanted', async () => {
      somebodySets(theirs.value);
      world.aws.fault = (action) => isWrite(action) ? 'kill' : undefined;
      await world.create(sample, a.properties);
      expect(value()).toEqual(theirs.value);
      expect(record()).toMatchObject({ version: 1, owner: { stackId: STACK, logicalId: 'Setting' } });
      expect(record().before).toBeDefined();
      expect(record().wanted).toBeDefined();
    });

    test('changes nothing where the account has the value already', async () => {
      somebodySets(a.value);
      expect(await world.create(sample, { ...a.properties, OnExisting: 'FAIL' })).toEqual(success);
      expect(world.aws.calls.filter(isWrite)).toEqual([]);
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
      expect(await world.create(sample, { ...a.properties, OnExisting: 'FAIL' })).toEqual(failed(/onExisting is FAIL: the account has .*, the template asks for .*/));
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
      expect(record()).toEqual({ ...before, requestId: expect.any(String) });
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

  describe('a setting that the stack kept and gets again in a deployment that fails', () => {
    test.each<[string, FaultClass]>([['could not look', 'limit exceeded'], ['could not look in time', 'throttled']])('is kept if its Create %s', async (_, fault) => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      const before = record();
      world.aws.fault = (action) => faultOf(fault, action);
      const { PhysicalResourceId, Status } = await world.create(sample, b.properties);
      expect([Status, PhysicalResourceId]).toEqual(['FAILED', expect.stringMatching(`^${setting}-failed-request-`)]);
      world.aws.fault = undefined;
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
      expect(await world.delete(sample, { PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS', Reason: 'nothing to undo' });
      expect(value()).toEqual(a.value);
      expect(record()).toEqual(before);
    });

    test('is kept if its Create failed partially and put it back', async () => {
      await world.create(sample, a.properties);
      world.aws.fault = (action) => isWrite(action) ? faultOf('limit exceeded', action) : undefined;
      const { PhysicalResourceId } = await world.create(sample, b.properties);
      world.aws.fault = undefined;
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
      await world.delete(sample, { PhysicalResourceId });
      expect(value()).toEqual(a.value);
    });

    test('is given back if its Create began, was killed, and failed at the second delivery', async () => {
      await world.create(sample, a.properties);
      const event = world.event('Create', sample, b.properties);
      world.delivery = () => 503;
      await expect(world.invoke(event)).rejects.toThrow(/did not take the answer/);
      world.delivery = undefined;
      world.aws.fault = (action) => faultOf('limit exceeded', action);
      const { PhysicalResourceId } = await world.invoke(event);
      world.aws.fault = undefined;
      expect(value()).toEqual(b.value);
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
      expect(await world.delete(sample, { PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
      expect(value()).toEqual(a.value);
    });

    test('is kept if its Delete is delivered twice', async () => {
      await world.create(sample, a.properties);
      await world.create(sample, b.properties);
      world.aws.stacks[STACK] = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
      const event = world.event('Delete', sample, b.properties);
      expect([await world.invoke(event), await world.invoke(event)]).toEqual([success, success]);
      expect(value()).toEqual(a.value);
      expect(record().owner).toEqual({ stackId: STACK, logicalId: 'Setting' });
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

    test('that fails partially puts back what was there, and the record', async () => {
      await world.create(sample, a.properties);
      const before = record();
      let writes = 0;
      world.aws.fault = (action) => {
        if (!isWrite(action)) return undefined;
        // The change takes effect, but its answer is lost, and the second attempt is refused.
        return [faultOf('answer lost', action), faultOf('limit exceeded', action)][writes++];
      };
      expect(await world.update(sample, b.properties)).toEqual(failed(/LimitExceeded/));
      expect(value()).toEqual(a.value);
      expect(record()).toEqual(before);
    });

    test('that fails partially is put back also if the change cannot be seen yet', async () => {
      await world.create(sample, a.properties);
      const faults: FaultClass[] = ['answer lost', 'limit exceeded', 'stale read'];
      let begun = false;
      world.aws.fault = (action) => (begun ||= isWrite(action)) && faults.length ? faultOf(faults.shift()!, action) : undefined;
      expect(await world.update(sample, b.properties)).toEqual(failed(/LimitExceeded/));
      expect(faults).toEqual([]);
      expect(value()).toEqual(a.value);
    });

    test('replaces a value that a user has set since, and remembers it', async () => {
      await world.create(sample, a.properties);
      somebodySets(theirs.value);
      await world.update(sample, b.properties);
      expect(value()).toEqual(b.value);
      await world.delete(sample);
      expect(value()).toEqual(theirs.value);
    });

    test('treats a former value of ours as a foreign one, if a user sets it again', async () => {
      await world.create(sample, a.properties);
      await world.update(sample, b.properties);
      somebodySets(a.value);
      await world.delete(sample);
      expect(value()).toEqual(a.value);
    });

    test('sets a value that a user has removed', async () => {
      await world.create(sample, a.properties);
      somebodySets(undefined);
      await world.update(sample, a.properties);
      expect(value()).toEqual(a.value);
    });

    test('without a record leaves the value that it finds to the next owner', async () => {
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

    test('leaves a value that a user has set since, says so and removes its record', async () => {
      await world.create(sample, a.properties);
      somebodySets(theirs.value);
      const answer = await world.delete(sample);
      expect(answer).toEqual(success);
      expect(answer.Reason).toMatch(/nothing undone: .+ is not what this stack set/);
      expect(value()).toEqual(theirs.value);
      expect(record()).toBeUndefined();
    });

    test('succeeds if a user has removed the setting', async () => {
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

    test.each<[string, unknown]>([
      ['a field that the setting does not have', { ...theirs.value as object, Forged: 'x' }],
      ['a value that AWS cannot have returned', Object.fromEntries(Object.keys(theirs.value as object).map((field) => [field, '<forged>']))],
    ])('restores no remembered value with %s', async (_, before) => {
      somebodySets(theirs.value);
      await world.create(sample, a.properties);
      world.aws.account.parameters[`/account-baseline/settings/${setting}`] = JSON.stringify({ ...record(), before });
      const answer = await world.delete(sample);
      expect(answer).toEqual(success);
      expect(answer.Reason).toMatch(/nothing undone: .+ is not allowed/);
      expect(value()).toEqual(a.value);
      expect(record()).toBeUndefined();
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

  describe('reads that lag behind for three seconds', () => {
    /** Reads of the setting see what was there before the last write. */
    const lag = () => {
      const { now } = world.time;
      world.aws.fault = () => world.time.now < now + 3_000 ? 'stale' : undefined;
    };

    test('and show the wanted value that has just been removed do not spare a Create the change', async () => {
      await world.create(sample, a.properties);
      await world.delete(sample);
      lag();
      expect(await world.create(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
    });

    test('and show the wanted value that has just been replaced do not spare an Update the change, nor is it taken for a foreign one', async () => {
      await world.create(sample, a.properties);
      await world.update(sample, b.properties);
      lag();
      expect(await world.update(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
      await world.delete(sample);
      expect(value()).toBeUndefined();
    });

    test('after a change that is half done do not spare the next one the change', async () => {
      await world.create(sample, a.properties);
      let writes = 0;
      world.aws.fault = (action) => isWrite(action) && writes++ === 0 ? 'reset after' : writes ? faultOf('limit exceeded', action) : undefined;
      expect(await world.update(sample, b.properties)).toEqual(failed(/failed too/));
      expect(value()).toEqual(b.value);
      lag();
      expect(await world.update(sample, a.properties)).toEqual(success);
      expect(value()).toEqual(a.value);
    });

    test('do not spare a Delete the undoing', async () => {
      await world.create(sample, a.properties);
      lag();
      expect(await world.delete(sample)).toEqual(success);
      expect(value()).toBeUndefined();
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
    const long = [a, b, theirs].map(({ properties }, index) => LONGEST[setting.replace(/contact-.*/, 'contact')]?.(index) ?? properties);
    const id = { LogicalResourceId: 'L'.repeat(255), StackId: `arn:aws-us-gov:cloudformation:us-gov-west-1:111122223333:stack/${'s'.repeat(128)}/${'0'.repeat(36)}` };
    somebodySets(theirs.value);
    await world.create(sample, { ...long[0], OnExisting: 'ADOPT' }, id);
    await world.update(sample, { ...long[1], OnExisting: 'ADOPT' }, id);
    expect(await world.create(sample, { ...long[2], OnExisting: 'ADOPT' }, { ...id, LogicalResourceId: 'M'.repeat(255) })).toEqual(success);
    expect(Math.max(...world.aws.inputs.map((input) => input.Value?.length ?? 0))).toBeLessThan(4096);
  });
});
