import { STACK, World, RESPONSE_URL } from './harness';
import { SAMPLES } from './samples';

let world: World;
beforeEach(() => { world = new World(); });
afterEach(() => world.restore());

const [alias, policy] = SAMPLES;
const failed = (reason: RegExp) => expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
const success = expect.objectContaining({ Status: 'SUCCESS' });

describe('account alias', () => {
  test.each([
    ['aws', 'https://first.signin.aws.amazon.com/console'],
    ['aws-cn', 'https://first.signin.amazonaws.cn/console'],
    ['aws-us-gov', 'https://first.signin.amazonaws-us-gov.com/console'],
    ['aws-eusc', 'https://first.signin.amazonaws-eusc.eu/console'],
  ])('in the partition %s people sign in at %s', async (partition, url) => {
    const answer = await world.invoke(world.event('Create', alias, alias.a.properties), 120_000, partition);
    expect(answer.Data).toEqual({ AccountAlias: 'first', SignInUrl: url });
  });

  test('the attributes are those of the alias that the account really has', async () => {
    alias.set(world.aws, 'theirs');
    const { Data } = await world.create(alias, { ...alias.a.properties, OnExisting: 'ADOPT' });
    expect(Data).toEqual({ AccountAlias: 'theirs', SignInUrl: 'https://theirs.signin.aws.amazon.com/console' });
  });

  test('one that is taken fails, is named, and a free form is suggested; nothing is changed', async () => {
    alias.set(world.aws, 'theirs');
    world.aws.taken.add('first');
    expect(await world.create(alias, alias.a.properties)).toEqual(failed(/the alias first is taken by another AWS account: .* first-3333/));
    expect(alias.get(world.aws)).toBe('theirs');
    expect(world.aws.record('account-alias')).toBeUndefined();
  });

  test('the suggestion for one of 63 characters is not longer', async () => {
    const long = 'a'.repeat(63);
    world.aws.taken.add(long);
    const { Reason } = await world.create(alias, { AccountAlias: long });
    expect(Reason.match(/try (\S+)/)![1]).toBe(`${'a'.repeat(58)}-3333`);
  });

  test('a rename to one that is taken keeps the present one', async () => {
    await world.create(alias, alias.a.properties);
    world.aws.taken.add('second');
    expect(await world.update(alias, alias.b.properties)).toEqual(failed(/second is taken/));
    expect(alias.get(world.aws)).toBe('first');
  });

  test('Delete removes ours if the one before was taken by another account meanwhile, and says so', async () => {
    alias.set(world.aws, 'theirs');
    await world.create(alias, alias.a.properties);
    world.aws.taken.add('theirs');
    expect(await world.delete(alias)).toEqual(expect.objectContaining({ Status: 'SUCCESS', Reason: expect.stringMatching(/theirs is taken/) }));
    expect(alias.get(world.aws)).toBeUndefined();
    expect(world.aws.record('account-alias')).toBeUndefined();
  });

  test.each([
    undefined, '', 'ab', 'a'.repeat(64), 'Upper', '-ab', 'ab-', 'a--b', 'a_b', 'a.b', '123456789012', 'abc\n', ['abc', 'abc'], { a: 1 },
  ])('%p is refused before anything is changed', async (AccountAlias) => {
    expect(await world.create(alias, { AccountAlias })).toEqual(failed(/^AccountAlias: .* is not \/\^/));
    expect(world.aws.calls.filter((call) => !call.startsWith('cloudformation:'))).toEqual([]);
  });

  test.each(['abc', 'a'.repeat(63), 'a-b-c', '12345678901', '1234567890123'])('%p is taken', async (AccountAlias) => {
    expect(await world.create(alias, { AccountAlias })).toEqual(success);
    expect(alias.get(world.aws)).toBe(AccountAlias);
  });
});

describe('password policy', () => {
  const create = (properties: object) => world.create(policy, { MinimumPasswordLength: '14', ...properties });

  test.each([
    ['MinimumPasswordLength', ['6', '128'], ['5', '129', '0', '-6', '14.5', '', 'many', '1e2', '0x10', ' 14']],
    ['MaxPasswordAge', ['1', '1095'], ['0', '1096', '90.5', '-1', 'false', '']],
    ['PasswordReusePrevention', ['1', '24'], ['0', '25', '3.5', 'true']],
  ])('%s is a whole number in its range', async (property, good, bad) => {
    for (const value of good) expect([value, await create({ [property]: value })]).toEqual([value, success]);
    for (const value of bad) expect([value, await create({ [property]: value })]).toEqual([value, failed(new RegExp(`${property}: .* is not \\d+ to \\d+`))]);
  });

  test.each([
    'RequireLowercaseCharacters', 'RequireUppercaseCharacters', 'RequireNumbers', 'RequireSymbols', 'AllowUsersToChangePassword', 'HardExpiry',
  ])('%s is true or false', async (property) => {
    expect(await create({ [property]: 'true' })).toEqual(success);
    expect(world.aws.account.policy![property]).toBe(true);
    expect(await world.update(policy, { MinimumPasswordLength: '14', [property]: 'false' })).toEqual(success);
    expect(world.aws.account.policy![property]).toBe(false);
    expect(await create({ [property]: 'TRUE' })).toEqual(failed(new RegExp(`${property}: "TRUE" is not true or false`)));
  });

  test('without a length it is refused', async () => {
    expect(await world.create(policy, { RequireNumbers: 'true' })).toEqual(failed(/MinimumPasswordLength is missing/));
  });

  test('an update replaces the whole policy: what is not asked for any more is gone', async () => {
    await world.create(policy, policy.a.properties);
    await world.update(policy, { MinimumPasswordLength: '8' });
    expect(world.aws.account.policy).toMatchObject({ MinimumPasswordLength: 8, ExpirePasswords: false, RequireSymbols: false });
    expect(world.aws.account.policy).not.toHaveProperty('MaxPasswordAge');
  });

  test('never sends a 0, even where the former policy has one', async () => {
    policy.set(world.aws, { ...policy.theirs.value as object, MaxPasswordAge: 0, PasswordReusePrevention: 0 });
    await world.create(policy, policy.b.properties);
    expect(await world.delete(policy)).toEqual(success);
    const sent = world.aws.inputs.filter((input) => input.Action === 'UpdateAccountPasswordPolicy');
    expect(sent).toHaveLength(2);
    for (const input of sent) expect(Object.values(input)).not.toContain('0');
  });

  test('a policy that IAM takes but does not show is put back', async () => {
    policy.set(world.aws, policy.theirs.value);
    const { receive } = world.aws;
    world.aws.receive = async function (request) {
      const answer = await receive.call(this, request);
      if (this.calls[this.calls.length - 1] === 'iam:UpdateAccountPasswordPolicy' && this.account.policy!.MinimumPasswordLength === 14) {
        this.account.policy!.MinimumPasswordLength = 13;
      }
      return answer;
    };
    expect(await world.create(policy, policy.a.properties)).toEqual(failed(/was accepted, but the account still has .*13/));
    expect(policy.get(world.aws)).toEqual(policy.theirs.value);
  });
});

describe('any event', () => {
  test('the answer stays below 4,096 bytes, whatever the reason, and is ASCII', async () => {
    world.aws.fault = () => ({ code: 'Broken', status: 400, message: '"\\\u00e4\u{1f600}\n'.repeat(2_000) });
    await world.create(alias, alias.a.properties, { LogicalResourceId: 'L'.repeat(255), StackId: `${STACK}${'s'.repeat(200)}`, PhysicalResourceId: 'p'.repeat(1024) });
    expect(world.sizes[0]).toBeLessThan(4096);
    expect(world.answers[0].Reason).toMatch(/^[ -~]{1024}$/);
  });

  test('is logged in one JSON line that says what happened, without the ResponseURL', async () => {
    alias.set(world.aws, 'theirs');
    await world.create(alias, alias.a.properties);
    await world.update(alias, { AccountAlias: 'NOT' });
    world.delivery = () => Object.assign(new TypeError(`Invalid URL ${RESPONSE_URL}`), { code: 'ERR_INVALID_URL' });
    await expect(world.delete(alias)).rejects.toThrow(/^CloudFormation did not take the answer: ERR_INVALID_URL$/);
    expect(world.logs).toHaveLength(3);
    const lines = world.logs.map((line) => JSON.parse(line));
    expect(lines.map(({ RequestType, Status }) => [RequestType, Status])).toEqual([['Create', 'SUCCESS'], ['Update', 'FAILED'], ['Delete', 'SUCCESS']]);
    expect(lines[0].Reason).toBe('replaces {"AccountAlias":"theirs"}');
    expect(lines[1].Reason).toMatch(/"NOT" is not \/\^/);
    expect(lines[2].Reason).toBe('restores {"AccountAlias":"theirs"}');
    expect(world.logs.join()).not.toContain('secret-signature');
  });

  test('unknown properties, such as a newer release has, are ignored', async () => {
    const answer = await world.create(alias, { ...alias.a.properties, Color: 'blue' });
    expect(answer).toEqual(expect.objectContaining({ Status: 'SUCCESS', Reason: '' }));
  });

  test.each([
    ['an unknown setting', { ResourceProperties: { Setting: 'color' } }, /unknown setting color/],
    ['no setting', { ResourceProperties: {} }, /unknown setting $/],
    ['no properties', { ResourceProperties: null }, /unknown setting $/],
    ['a setting that is a property of every object', { ResourceProperties: { Setting: 'constructor' } }, /./],
    ['an unknown onExisting', { ResourceProperties: { Setting: 'account-alias', AccountAlias: 'abc', OnExisting: 'MAYBE' } }, /OnExisting: "MAYBE" is not/],
  ])('%s fails, and its Delete succeeds', async (_, more, reason) => {
    const answer = await world.create(alias, alias.a.properties, more);
    expect(answer).toEqual(failed(reason));
    expect(answer.PhysicalResourceId).toEqual(expect.any(String));
    expect(world.aws.account).toEqual({ parameters: {} });
    expect(await world.invoke({ ...world.event('Delete', alias, alias.a.properties), ...more, RequestType: 'Delete' })).toEqual(success);
  });

  test('properties of any type are refused or taken, and always answered', async () => {
    for (const value of [null, true, 14, [], {}, [[]], '']) {
      for (const sample of SAMPLES) {
        const number = world.answers.length;
        await world.create(sample, Object.fromEntries(Object.keys(sample.a.properties).map((key) => [key, value])));
        expect(world.answers).toHaveLength(number + 1);
      }
    }
  });

  test('a role that is denied for good is reported with the action, within a minute', async () => {
    const began = world.time.now;
    world.aws.fault = (action) => action === 'iam:CreateAccountAlias' ? { code: 'AccessDenied', status: 403, message: 'no' } : undefined;
    expect(await world.create(alias, alias.a.properties)).toEqual(failed(/^iam:CreateAccountAlias: AccessDenied: no/));
    expect(world.time.now - began).toBeLessThan(60_000);
  });

  test('an explicit deny, as of a service control policy, is reported at once', async () => {
    world.aws.fault = (action) => action === 'iam:CreateAccountAlias' ? { code: 'AccessDenied', status: 403, message: 'with an explicit deny in a service control policy' } : undefined;
    expect(await world.create(alias, alias.a.properties)).toEqual(failed(/explicit deny/));
    expect(world.aws.calls.filter((call) => call === 'iam:CreateAccountAlias')).toHaveLength(1);
  });

  test('if putting back fails too, the answer says what is left, and the record remembers it', async () => {
    alias.set(world.aws, 'theirs');
    let creates = 0;
    world.aws.fault = (action) => {
      if (action === 'iam:CreateAccountAlias' && creates++ === 0) return 'reset after';
      return creates ? { code: 'LimitExceeded', status: 409 } : undefined;
    };
    expect(await world.create(alias, alias.a.properties)).toEqual(failed(/LimitExceeded.*Restoring {"AccountAlias":"theirs"} failed too: .*LimitExceeded/));
    expect(world.aws.record('account-alias').before).toEqual({ AccountAlias: 'theirs' });
    world.aws.fault = () => undefined;
    expect(await world.delete(alias)).toEqual(success);
    expect(alias.get(world.aws)).toBe('theirs');
  });
});
