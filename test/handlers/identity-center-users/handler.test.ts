import { ALI, ALICE, RECORD, STORE, UsersWorld } from './world';

let world: UsersWorld;
beforeEach(() => { world = new UsersWorld(); });
afterEach(() => {
  expect(world.leaks).toEqual([]);
  world.restore();
});

const failed = (reason: RegExp) => expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
const succeeded = (reason: RegExp) => expect.objectContaining({ Status: 'SUCCESS', Reason: expect.stringMatching(reason) });
const ids = () => Object.keys(world.users);
const shown = (id: string) => {
  const { UserName, Name, DisplayName, Emails } = world.users[id];
  return { IdentityStoreId: STORE, UserName, ...Name, DisplayName, Email: Emails[0].Value };
};
const writes = () => world.calls.filter((call) => /:(Create|Update|Delete)User/.test(call));
/** CloudFormation rolls back: the events that follow are of the rollback. */
const rollBack = () => { world.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS'; };

describe('Create', () => {
  test('makes the user with one primary address, and answers with the id', async () => {
    const answer = (await world.create())!;
    expect(answer).toEqual(succeeded(/^$/));
    expect(ids()).toEqual([answer.Data!.UserId]);
    expect(shown(answer.Data!.UserId)).toEqual(ALICE);
    expect(world.users[answer.Data!.UserId].Emails).toEqual([{ Value: ALICE.Email, Primary: true }]);
    expect(world.record).toEqual({
      version: 1,
      owner: { stackId: expect.stringMatching(/^arn:aws:cloudformation:/), logicalId: 'Alice' },
      requestId: 'request-1',
      store: STORE,
      set: [answer.Data!.UserId],
    });
  });

  test.each([
    ['user name', 'ALICE', 'other@example.com'], ['email address', 'other', 'alice@PERSONAL.example.com'], ['user name', 'alice', 'alice@personal.example.com'],
  ])('does not take over a user with the %s, and its Delete leaves that user', async (kind, userName, email) => {
    const other = world.other(userName, email);
    const answer = await world.create();
    expect(answer).toEqual(failed(new RegExp(`^the user ${other} has this ${kind} already: .* refer to that user with IdentityCenterUser.fromUserId$`)));
    expect([writes(), world.record]).toEqual([[], undefined]);
    expect(await world.delete(ALICE, answer)).toEqual(succeeded(/^nothing deleted/));
    expect(ids()).toEqual([other]);
  });

  test('that is delivered twice makes one user', async () => {
    const event = world.event('Create');
    const [first, second] = [await world.invoke(event), await world.invoke(event)];
    expect(second!.Data).toEqual(first!.Data);
    expect(ids()).toHaveLength(1);
    expect((await world.delete(ALICE, first))!.Status).toBe('SUCCESS');
    expect(ids()).toEqual([]);
  });

  test('that is repeated or rolled back before a read shows the user leaves no other one', async () => {
    world.freeze();
    const event = world.event('Create');
    const [first, second] = [await world.invoke(event), await world.invoke(event)];
    expect([second!.Data, ids()]).toEqual([first!.Data, [first!.Data!.UserId]]);
    rollBack();
    await world.delete(ALICE, second);
    expect(ids()).toEqual([]);
  });

  test('loses against another stack that makes the same person at the same moment', async () => {
    let other = '';
    world.fault = (action) => {
      if (action === 'identitystore:CreateUser' && !other) other = world.other('alice', ALICE.Email);
      return undefined;
    };
    const answer = await world.create();
    expect(answer).toEqual(failed(new RegExp(`^the user ${other} has this user name already`)));
    await world.delete(ALICE, answer);
    expect([ids(), world.record]).toEqual([[other], undefined]);
  });

  test('knows the user of a delivery that was faster', async () => {
    let faster: Promise<unknown> | undefined;
    const event = world.event('Create');
    world.fault = (action) => {
      if (action !== 'ssm:PutParameter' || faster) return undefined;
      world.parameters[RECORD] = JSON.stringify({ version: 1, owner: { stackId: event.StackId, logicalId: 'Alice' }, requestId: event.RequestId, store: STORE, set: [] });
      faster = Promise.resolve();
      world.other('alice', ALICE.Email);
      return undefined;
    };
    expect(await world.invoke(event)).toEqual(succeeded(/^$/));
    expect(ids()).toHaveLength(1);
    expect(shown(ids()[0])).toEqual(ALICE);
  });

  test('waits for a directory that is busy, and says so if it stays busy', async () => {
    world.busy = 2;
    expect(await world.create()).toEqual(succeeded(/^$/));
    await world.delete();
    world.busy = 1_000;
    expect(await world.create()).toEqual(failed(/identitystore:CreateUser: ConflictException: Concurrent modification/));
    expect(world.record).toBeUndefined();
  });

  test('in a store that does not exist fails and leaves nothing', async () => {
    expect(await world.create({ ...ALICE, IdentityStoreId: 'd-0000000000' })).toEqual(failed(/identitystore:CreateUser: ResourceNotFoundException: IdentityStore not found/));
    expect(world.parameters).toEqual({});
  });
});

describe('Update', () => {
  let id: string;
  beforeEach(async () => { id = (await world.create())!.Data!.UserId; });

  test('changes every attribute in place, in one call, and nothing if nothing differs', async () => {
    expect((await world.update(ALICE, ALI))!.Data).toEqual({ UserId: id });
    expect(writes()).toEqual(['identitystore:UpdateUser']);
    expect([ids(), shown(id)]).toEqual([[id], ALI]);
    expect(await world.update(ALI, ALI)).toEqual(succeeded(/^$/));
    expect(writes()).toEqual([]);
  });

  test.each(['UserName', 'GivenName', 'FamilyName', 'DisplayName', 'Email'] as const)('changes %s alone', async (field) => {
    await world.update(ALICE, { ...ALICE, [field]: ALI[field] });
    expect(world.edge.of('identitystore:UpdateUser')[0].Operations).toHaveLength(1);
    expect(shown(id)).toEqual({ ...ALICE, [field]: ALI[field] });
  });

  test('to a name or an address of another user fails, changes nothing and names that user', async () => {
    const other = world.other('ali', 'o@example.com');
    expect(await world.update(ALICE, ALI)).toEqual(failed(new RegExp(`^the user ${other} has this user name already`)));
    expect(shown(id)).toEqual(ALICE);
    rollBack();
    expect(await world.update(ALI, ALICE)).toEqual(succeeded(/^$/));
    expect(shown(id)).toEqual(ALICE);
  });

  test('is rolled back even while a read still answers with the former attributes', async () => {
    world.freeze();
    await world.update(ALICE, ALI);
    rollBack();
    expect((await world.update(ALI, ALICE))!.Data).toEqual({ UserId: id });
    expect(shown(id)).toEqual(ALICE);
  });

  test('waits for a directory that is busy', async () => {
    world.busy = 2;
    expect(await world.update(ALICE, ALI)).toEqual(succeeded(/^$/));
    expect(shown(id)).toEqual(ALI);
  });

  test('does not bring back a user that others have deleted; a rollback passes', async () => {
    delete world.users[id];
    expect(await world.update(ALICE, ALI)).toEqual(failed(new RegExp(`^the user ${id} was deleted or replaced by others`)));
    rollBack();
    expect((await world.update(ALI, ALICE))!).toMatchObject({ Status: 'SUCCESS', Data: { UserId: id } });
    expect(ids()).toEqual([]);
  });

  test('finds the user without the record by what CloudFormation knows, and writes the record again', async () => {
    delete world.parameters[RECORD];
    expect((await world.update(ALICE, ALI))!.Data).toEqual({ UserId: id });
    expect([shown(id), world.record.set]).toEqual([ALI, [id]]);
    delete world.parameters[RECORD];
    rollBack();
    expect((await world.update(ALICE, ALI))!.Data).toEqual({ UserId: id });
  });

  test('without the record leaves a user alone that has only the name', async () => {
    delete world.parameters[RECORD];
    delete world.users[id];
    const other = world.other('alice', 'other@example.com');
    expect(await world.update(ALICE, ALI)).toEqual(failed(/was deleted or replaced by others/));
    expect(world.users[other].UserName).toBe('alice');
  });

  test('leaves a user alone that a forged record names', async () => {
    const other = world.other('root', 'root@example.com');
    world.parameters[RECORD] = JSON.stringify({ ...world.record, set: [other] });
    expect(await world.update(ALICE, ALI)).toEqual(failed(new RegExp(`^the user ${other} was deleted or replaced by others`)));
    expect(world.users[other].UserName).toBe('root');
  });

  test('does not move the user to another store; a rollback passes', async () => {
    const moved = { ...ALICE, IdentityStoreId: 'd-0000000000' };
    expect(await world.update(ALICE, moved)).toEqual(failed(/^the user cannot move from d-1234567890 to d-0000000000/));
    rollBack();
    expect(await world.update(moved, ALICE)).toEqual(succeeded(/^$/));
  });

  test('fails with a record that nobody can read; a rollback finds the user', async () => {
    world.parameters[RECORD] = '{';
    expect(await world.update(ALICE, ALI)).toEqual(failed(/is damaged or of a newer release/));
    rollBack();
    expect((await world.update(ALI, ALICE))!.Data).toEqual({ UserId: id });
  });
});

describe('Delete', () => {
  let id: string;
  beforeEach(async () => { id = (await world.create())!.Data!.UserId; });

  test('deletes the user and the record, once and again', async () => {
    expect(await world.delete()).toEqual(succeeded(/^$/));
    expect([ids(), world.parameters]).toEqual([[], {}]);
    expect(await world.delete()).toEqual(succeeded(/^nothing deleted: no record/));
  });

  test('of a user who was renamed meanwhile deletes the user', async () => {
    world.users[id].UserName = 'renamed';
    await world.delete();
    expect(ids()).toEqual([]);
  });

  test('of a user that others have deleted succeeds', async () => {
    delete world.users[id];
    expect(await world.delete()).toEqual(succeeded(/^$/));
    expect(world.parameters).toEqual({});
  });

  test.each([
    ['without a record', () => { delete world.parameters[RECORD]; }, /^nothing deleted: no record/],
    ['with a record that nobody can read', () => { world.parameters[RECORD] = '{"version":2}'; }, /is damaged or of a newer release.*; nothing deleted/],
  ])('%s deletes nobody', async (_, damage, reason) => {
    damage();
    expect(await world.delete()).toEqual(succeeded(reason));
    expect(ids()).toEqual([id]);
  });

  test('deletes nobody that a forged record names', async () => {
    const other = world.other('root', 'root@example.com');
    world.parameters[RECORD] = JSON.stringify({ ...world.record, set: [other] });
    expect(await world.delete()).toEqual(succeeded(new RegExp(`^nothing deleted: ${other} has neither the name nor the address`)));
    expect(ids()).toContain(other);
  });
});

describe('a user that the stack has kept', () => {
  let id: string;
  beforeEach(async () => { id = (await world.create())!.Data!.UserId; });

  test('is taken up by the same resource, and then deleted with it', async () => {
    const again = await world.create(ALI);
    expect(again).toEqual(succeeded(new RegExp(`^takes up the user ${id}`)));
    expect([again!.Data, shown(id)]).toEqual([{ UserId: id }, ALI]);
    await world.delete(ALI, again);
    expect(ids()).toEqual([]);
  });

  test('survives the rollback of the Create that has taken it up', async () => {
    const again = await world.create();
    rollBack();
    expect(await world.delete(ALICE, again)).toEqual(succeeded(/^nothing deleted: the user is of a former deployment$/));
    expect(ids()).toEqual([id]);
  });

  test('survives a Create that fails', async () => {
    const other = world.other('ali', 'o@example.com');
    const again = await world.create(ALI);
    expect(again).toEqual(failed(new RegExp(`^takes up|${other} has this user name`)));
    await world.delete(ALI, again);
    expect(ids()).toEqual([id, other]);
  });
});

describe('an event', () => {
  test.each([
    ['of another stack', { StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/other/b' }],
    ['of another type', { ResourceType: 'Custom::AccountAlias' }],
    ['with another address for the answer', { ResponseURL: 'https://example.com/secret-' }],
  ])('%s is neither handled nor answered', async (_, more) => {
    const event = { ...world.event('Create'), ...more };
    expect(await world.invoke(event)).toBeUndefined();
    expect([writes(), world.answers]).toEqual([[], []]);
    expect(JSON.parse(world.logs[0])).toHaveProperty('refused');
  });

  test('that CloudFormation has not sent is neither handled nor answered', async () => {
    await world.create();
    world.stackStatus = 'UPDATE_COMPLETE';
    expect(await world.delete()).toBeUndefined();
    expect(ids()).toHaveLength(1);
  });

  test('whose error quotes an address loses it', async () => {
    const { AwsError } = jest.requireActual('../edge');
    world.fault = (action) => action === 'identitystore:CreateUser' ? new AwsError('ValidationException', 400, `Value '${ALICE.Email}' at 'emails' is wrong`) : undefined;
    expect(await world.create()).toEqual(failed(/ValidationException: Value '<email>' at 'emails' is wrong/));
  });
});
