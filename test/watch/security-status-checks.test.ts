import * as cases from './cases/security-status.json';
import { AccountFacts } from '../../src/watch/facts';
import { securityStatus } from '../../src/watch/security-status-checks';

interface Case {
  readonly check: string;
  readonly when: string;
  readonly expect: string;
  readonly seen: string;
  readonly mend?: string;
  /** What is different from a good account. */
  readonly facts?: object;
}

const GOOD: AccountFacts = {
  root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
  users: { value: [{ name: 'alice', groups: ['Administrators'], policies: [] }] },
  groups: { value: [{ name: 'Administrators', policies: ['AssumeRole', 'MfaEnforcement'] }] },
  federation: { value: [] },
  passwordPolicy: { value: { minimumLength: 14 } },
};

const CASES = Array.from(cases as unknown as ArrayLike<Case>);

test('a good account passes the five checks, in the order of the console', () => {
  const results = securityStatus(GOOD);
  expect(results.map(({ check, status }) => `${check} ${status}`)).toEqual([
    'ROOT_ACCESS_KEYS PASS', 'ROOT_MFA PASS', 'INDIVIDUAL_USERS PASS', 'GROUP_PERMISSIONS PASS', 'PASSWORD_POLICY PASS',
  ]);
});

test.each(CASES)('$check when $when: $expect', ({ check, expect: status, seen, mend, facts }) => {
  const result = securityStatus({ ...GOOD, ...facts }).find((candidate) => candidate.check === check)!;
  expect(result.status).toBe(status);
  expect(result.seen).toContain(seen);
  if (mend === undefined) expect(result.mend).toBeUndefined();
  else expect(result.mend).toContain(mend);
});

test('every check has a case that passes, one that fails and one that cannot tell', () => {
  const statuses = new Map<string, Set<string>>();
  for (const { check, expect: status } of CASES) statuses.set(check, (statuses.get(check) ?? new Set()).add(status));
  expect([...statuses.keys()]).toEqual(securityStatus(GOOD).map(({ check }) => check));
  for (const found of statuses.values()) expect([...found].sort()).toEqual(['CANNOT_TELL', 'FAIL', 'PASS']);
});

test('whoever fails is told how to mend it, whoever passes is not', () => {
  const bad = securityStatus({
    root: { value: { accessKeys: 1, mfa: false, password: true, signingCertificates: 0 } },
    users: { value: [] },
    groups: { value: [] },
    federation: { value: [] },
    passwordPolicy: { value: null },
  });
  expect(bad.map(({ status }) => status)).toEqual(['FAIL', 'FAIL', 'FAIL', 'FAIL', 'FAIL']);
  expect(bad.every(({ mend }) => mend)).toBe(true);
  expect(securityStatus(GOOD).some(({ mend }) => mend)).toBe(false);
});
