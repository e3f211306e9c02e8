import { A, Answered, B, C, HOME, ManyRegions, STACK, TIMEOUT } from './many-regions';
import { AwsError } from '../edge';
import { VirtualTime } from '../virtual-time';

const OURS = ['account-baseline-external-access*'];
const OTHER = STACK.replace('0a1b2c3d', 'ffffffff');
const RULE = { resource: { eq: ['arn:aws:iam::111122223333:role/auditor'] }, isPublic: { eq: ['false'] } };
const RULE_NAME = 'account-baseline-0a1b2c3d-1111-2222-3333-444455556666-0';

let time: VirtualTime;
let account: ManyRegions;
beforeEach(() => {
  time = new VirtualTime();
  account = new ManyRegions();
});
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

/** Each call to a region fails, or those that match. */
const fail = (region: string, error: Error, calls = /./) => (call: string) => {
  if (call.startsWith(`${region} `) && calls.test(call)) throw error;
};
const denied = () => new AwsError('AccessDeniedException', 403, 'not authorized with an explicit deny in a service control policy');
const broken = () => new AwsError('ValidationException', 400, 'broken');

test('a Create gives each of the named regions an analyzer, but not that of the function, and a Delete deletes them', async () => {
  expect(await account.send('Create', [HOME, A, B])).toMatchObject({
    Status: 'SUCCESS', Reason: '', PhysicalResourceId: 'ACCOUNT-regions', Data: { Analyzed: `${B}, ${A}`, NotAnalyzed: 'none' },
  });
  expect(account.state).toEqual({ [A]: OURS, [B]: OURS });
  expect((await account.send('Delete', [HOME, A, B])).Status).toBe('SUCCESS');
  expect(account.state).toEqual({});
});

test('ALL_ENABLED are the enabled regions at the time of the event', async () => {
  account.enabled = [HOME, A, B];
  expect((await account.send('Create', 'ALL_ENABLED')).Data).toEqual({ Analyzed: `${B}, ${A}`, NotAnalyzed: 'none' });
  account.enabled.push(C);
  expect((await account.send('Update', 'ALL_ENABLED', { from: 'ALL_ENABLED' })).Data!.Analyzed).toContain(C);
  expect(account.state).toEqual({ [A]: OURS, [B]: OURS, [C]: OURS });
  await account.send('Delete', 'ALL_ENABLED');
  expect(account.state).toEqual({});
});

test('an existing analyzer, also of another stack, is used with the archive rules, and retained without them', async () => {
  account.existing(A, { name: 'theirs', rules: { manual: {} } });
  account.existing(B, { name: 'other-stack', tags: { 'account-baseline:stack': OTHER } });
  expect(await account.send('Create', [A, B, C], { Archive: [RULE] })).toMatchObject({ Status: 'SUCCESS', Data: { NotAnalyzed: 'none' } });
  expect(account.state).toEqual({ [A]: ['theirs'], [B]: ['other-stack'], [C]: OURS });
  expect(account.rules(A)).toEqual({ manual: {}, [RULE_NAME]: RULE });
  expect(account.rules(C)).toEqual({ [RULE_NAME]: RULE });
  await account.send('Delete', [A, B, C], { Archive: [RULE] });
  expect(account.state).toEqual({ [A]: ['theirs'], [B]: ['other-stack'] });
  expect([account.rules(A), account.rules(B)]).toEqual([{ manual: {} }, {}]);
});

test('an Update creates the analyzers of new regions first, then deletes those of regions that left the list', async () => {
  await account.send('Create', [A, B]);
  await account.send('Update', [B, C], { from: [A, B] });
  expect(account.state).toEqual({ [B]: OURS, [C]: OURS });
  expect(account.writes).toEqual([`${C} CreateAnalyzer`, `${A} DeleteAnalyzer`]);
});

test.each([['Create'], ['Delete']])('a second delivery of a %s changes nothing', async (type) => {
  await account.send('Create', [A, B]);
  await account.send(type, [A, B]);
  const { state } = account;
  expect((await account.send(type, [A, B])).Status).toBe('SUCCESS');
  expect([account.state, account.writes]).toEqual([state, []]);
});

describe('a region that is closed', () => {
  test('is named, and fails neither Create, Update nor Delete: not enabled, or denied by the organization', async () => {
    account.enabled = [HOME, A, B];
    account.strike = fail(A, denied());
    const answer = await account.send('Create', [A, B, C]);
    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { Analyzed: B, NotAnalyzed: `${C}, ${A}` } });
    expect(answer.Reason).toMatch(/^regions left as they are: ap-south-1, us-east-1; ap-south-1: not enabled in this account; us-east-1: access-analyzer:ListAnalyzers: .*service control/);
    expect(await account.send('Update', [A, B, C], { from: [A, B, C] })).toMatchObject({ Status: 'SUCCESS', Data: { NotAnalyzed: `${C}, ${A}` } });
    expect(await account.send('Delete', [A, B, C])).toMatchObject({ Status: 'SUCCESS', Reason: expect.stringMatching(`^regions left as they are: ${C}, ${A}`) });
    expect(account.state).toEqual({});
  });

  test('is analyzed by the next Update after it opens', async () => {
    account.strike = fail(A, denied(), /Create/);
    expect((await account.send('Create', [A, B])).Data!.NotAnalyzed).toBe(A);
    account.strike = undefined;
    expect((await account.send('Update', [A, B], { from: [A, B] })).Data!.NotAnalyzed).toBe('none');
    expect(account.state).toEqual({ [A]: OURS, [B]: OURS });
  });

  test('keeps the analyzer that it has if it is denied later, and says so', async () => {
    await account.send('Create', [A, B]);
    account.strike = fail(A, denied());
    expect((await account.send('Delete', [A, B])).Reason).toMatch(`${A}: access-analyzer:ListAnalyzers: AccessDeniedException`);
    expect(account.state).toEqual({ [A]: OURS });
  });

  test('may lack the service', async () => {
    account.strike = fail(A, Object.assign(Error(`getaddrinfo ENOTFOUND access-analyzer.${A}.amazonaws.com`), { code: 'ENOTFOUND' }));
    expect(await account.send('Create', [A, B])).toMatchObject({ Status: 'SUCCESS', Data: { Analyzed: B, NotAnalyzed: A } });
  });
});

describe('if one region fails', () => {
  test('the Create fails and names it; the Delete that CloudFormation sends then leaves nothing of the stack', async () => {
    account.existing(A, { name: 'theirs', status: 'DISABLED' });
    const answer = await account.send('Create', [A, B]);
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: `${A}: the analyzer theirs is DISABLED: repair or delete it`, PhysicalResourceId: 'ACCOUNT-regions-failed-request' });
    expect(account.state).toEqual({ [A]: ['theirs'], [B]: OURS });
    expect((await account.send('Delete', [A, B])).Status).toBe('SUCCESS');
    expect(account.state).toEqual({ [A]: ['theirs'] });
  });

  test('an Update deletes no analyzer, and the opposite Update leaves all as it was', async () => {
    await account.send('Create', [A]);
    account.strike = fail(C, broken(), /Create/);
    expect(await account.send('Update', [B, C], { from: [A] })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(`^${C}: access-analyzer:CreateAnalyzer: .*broken`) });
    expect(account.state).toEqual({ [A]: OURS, [B]: OURS });
    expect((await account.send('Update', [A], { from: [B, C] })).Status).toBe('SUCCESS');
    expect([account.state, account.writes]).toEqual([{ [A]: OURS }, [`${B} DeleteAnalyzer`]]);
  });

  test('a Delete deletes the others, and the next one the rest', async () => {
    await account.send('Create', [A, B]);
    account.strike = fail(B, broken(), /Delete/);
    expect(await account.send('Delete', [A, B])).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(`^${B}: `) });
    expect(account.state).toEqual({ [B]: OURS });
    account.strike = undefined;
    expect((await account.send('Delete', [A, B])).Status).toBe('SUCCESS');
    expect(account.state).toEqual({});
  });
});

test('throttled calls are retried in every region', async () => {
  let calls = 0;
  account.strike = () => { if (++calls % 3) throw new AwsError('ThrottlingException', 429, 'Rate exceeded'); };
  expect(await account.send('Create', [A, B, C], { Archive: [RULE] })).toMatchObject({ Status: 'SUCCESS', Data: { NotAnalyzed: 'none' } });
  expect(account.state).toEqual({ [A]: OURS, [B]: OURS, [C]: OURS });
});

test('a region that never answers fails the event in time, by name, and no other region', async () => {
  account.strike = (call) => {
    if (!call.startsWith(`${A} `)) return;
    time.pass(5_000);
    throw new AwsError('InternalServerException', 500);
  };
  const start = Date.now();
  expect(await account.send('Create', [A, B, C])).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(`^${A}: access-analyzer:ListAnalyzers: `) });
  expect(Date.now() - start).toBeLessThan(TIMEOUT);
  expect(account.state).toEqual({ [B]: OURS, [C]: OURS });
});

test('30 regions with 100 archive rules each take less than half of the timeout at 100 milliseconds a call', async () => {
  account.enabled = Array.from({ length: 30 }, (_, index) => `eu-test-${index + 1}`);
  const perRegion: Record<string, number> = {};
  account.strike = (call) => { perRegion[call.split(' ')[0]] = (perRegion[call.split(' ')[0]] ?? 0) + 1; };
  expect((await account.send('Create', 'ALL_ENABLED', { Archive: Array(100).fill(RULE) })).Status).toBe('SUCCESS');
  // 20 regions at a time: the 30 take two turns.
  expect(2 * Math.max(...Object.values(perRegion)) * 100).toBeLessThan(TIMEOUT / 2);
  expect(Object.keys(account.state)).toHaveLength(30);
});

test('anything but regions is refused before a call', async () => {
  expect(await account.send('Create', 'everywhere')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Regions: "everywhere" is not ALL_ENABLED or a list') });
  expect(account.edge.calls).toEqual([]);
});

test.each<[string, object]>([
  ['for another stack', { StackId: OTHER }],
  ['for a resource of another type', { ResourceType: 'Custom::AccessAnalyzer' }],
  ['with an answer to another place', { ResponseURL: 'https://example.com/' }],
])('an event %s deletes nothing and gets no answer', async (_, forged) => {
  account.existing(A, { name: 'account-baseline-external-access', tags: { 'account-baseline:stack': STACK } });
  const deliver = jest.spyOn(account, 'deliver').mockResolvedValue([{} as Answered]);
  await account.send('Delete', [A]);
  const [[event]] = deliver.mock.calls;
  deliver.mockRestore();
  expect(await account.deliver({ ...event, ...forged })).toEqual([]);
  expect([account.state, account.writes]).toEqual([{ [A]: OURS }, []]);
});
