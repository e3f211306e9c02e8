import * as fc from 'fast-check';
import { CredentialFinding, DAY } from '../../../src/handlers/credential-report/findings';
import { Identity, planDeactivation, remember, wasAnnounced } from '../../../src/handlers/credential-report/plan';
import { ReportedUser } from '../../../src/handlers/shared/credential-report/parse';

const NOW = Date.parse('2026-11-22T06:00:00Z');
const RULES = { unused: 45, keyAge: 90, warning: 7 };
const ago = (days: number) => NOW - days * DAY;

test.each([
  ['no run', [], 3, false],
  ['only the present run', [0], 3, false],
  ['a run after the warning time began, too short ago', [6], 3, false],
  ['a run seven days ago, when it was due since long', [7], 100, true],
  ['a run seven days ago, when it was to be due on that very day', [7], 0, true],
  ['a run before the warning time began', [11], 3, false],
  ['a run within the warning time, long enough ago', [9, 1], 3, true],
])('%s %j announces what is due since %i days: %s', (_, runs, due, announced) => {
  expect(wasAnnounced(ago(due as number), RULES, (runs as number[]).map(ago), NOW)).toBe(announced);
});

test('the runs that are remembered give the same answers as all runs, and fit into a parameter', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 300 }), fc.integer({ min: 1, max: 30 }), (hours, warning) => {
    const rules = { ...RULES, warning };
    let kept: number[] = [];
    const all: number[] = [];
    for (const hour of [...new Set(hours)].sort((a, b) => a - b)) {
      const now = NOW + hour * DAY / 6;
      all.push(now);
      kept = remember(kept, rules, now);
      // Due by now, as everything that is deactivated is.
      for (let due = now - 60 * DAY; due <= now; due += DAY * 0.7) {
        expect(wasAnnounced(due, rules, kept, now)).toBe(wasAnnounced(due, rules, all, now));
      }
    }
    expect(JSON.stringify({ runs: kept }).length).toBeLessThan(4_096);
  }), { numRuns: 30, seed: 1 });
});

describe('whatever is due', () => {
  const user = fc.record({
    password: fc.option(fc.record({
      changed: fc.integer({ min: 0, max: 9 }),
      used: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    }), { nil: undefined }),
    keys: fc.subarray(['1', '2']).map((numbers) => Object.fromEntries(numbers.map((number) => [number, { changed: 1, used: Number(number) }]))),
    isAdministrator: fc.boolean(),
    path: fc.constantFrom('/', '/exempt/', '/other/exempt/'),
    tags: fc.constantFrom([], ['keep'], ['other']),
    due: fc.subarray(['password', '1', '2']),
    gone: fc.boolean(),
  });

  test('an administrator keeps a credential, and exempt or unknown users keep all of theirs', () => {
    fc.assert(fc.property(fc.array(user, { maxLength: 5 }), (people) => {
      const users: ReportedUser[] = people.map((one, index) => ({ name: `u${index}`, isRoot: false, mfa: true, certificates: {}, password: one.password, keys: one.keys }));
      const identities = new Map<string, Identity>(people.flatMap((one, index) => one.gone ? [] : [[`u${index}`, { ...one, tags: [...one.tags] }] as [string, Identity]]));
      const due = people.flatMap((one, index) => one.due.filter((what) => what === 'password' ? one.password : one.keys[what]).map((what): CredentialFinding => (
        { user: `u${index}`, due: 0, ...what === 'password' ? { kind: 'PASSWORD_UNUSED' } : { kind: 'KEY_UNUSED', number: what } })));
      const { steps, exempt, survivors } = planDeactivation(users, due, identities, { exemptPaths: ['/exempt/'], exemptTag: 'keep' });

      for (const step of steps) {
        const identity = identities.get(step.user)!;
        expect([identity.path === '/exempt/', identity.tags.includes('keep')]).toEqual([false, false]);
      }
      expect([...steps, ...exempt.map(({ finding }) => finding)]).toHaveLength(due.length);
      const administrators = users.filter(({ name }) => identities.get(name)?.isAdministrator);
      const left = administrators.map((one) => ({
        name: one.name,
        password: !!one.password && !steps.some((step) => step.user === one.name && !step.number),
        key: Object.keys(one.keys).some((number) => !steps.some((step) => step.user === one.name && step.number === number)),
      }));
      const hadPassword = administrators.some(({ password }) => password);
      if (hadPassword) expect(left.some(({ password }) => password)).toBe(true);
      else if (administrators.some(({ keys }) => Object.keys(keys).length)) expect(left.some((one) => one.key)).toBe(true);
      for (const name of survivors) expect(left.find((one) => one.name === name)).toMatchObject(hadPassword ? { password: true } : { key: true });
    }), { numRuns: 500, seed: 1 });
  });
});
