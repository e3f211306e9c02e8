import * as cases from './cases.json';
import { CHECK_TITLES } from '../../../../src/handlers/shared/security-checks/check-titles';
import { AccountFacts } from '../../../../src/handlers/shared/security-checks/facts';
import { securityStatus } from '../../../../src/handlers/shared/security-checks/security-status';
import { SecurityCheck } from '../../../../src/watch/security-status/security-check';

interface Case {
  readonly check: string;
  readonly when: string;
  readonly expect: string;
  readonly seen: string;
  readonly mend?: string;
  /** What is different from a good account. */
  readonly facts?: object;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');

const GOOD: AccountFacts = {
  at: NOW,
  root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
  users: { value: [{ name: 'alice', groups: ['Administrators'], policies: [] }] },
  groups: { value: [{ name: 'Administrators', policies: ['AssumeRole', 'MfaEnforcement'] }] },
  roles: { value: [{ name: 'Support', policies: ['arn:aws:iam::aws:policy/AWSSupportAccess'] }] },
  federation: { value: [] },
  passwordPolicy: { value: { minimumLength: 14 } },
  credentials: { value: [{ name: 'alice', password: true, mfa: true, unusedKeys: [] }] },
  customerPolicies: { value: [{ name: 'Deploy', document: { Statement: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }] } }] },
  serverCertificates: { value: [] },
  analyzers: { value: ['account'] },
};

const CASES = Array.from(cases as unknown as ArrayLike<Case>);

test('a good account passes all checks, those of the console first and in its order', () => {
  const results = securityStatus(GOOD);
  expect(results.map(({ check, status }) => `${check} ${status}`)).toEqual([
    'ROOT_ACCESS_KEYS PASS', 'ROOT_MFA PASS', 'INDIVIDUAL_USERS PASS', 'GROUP_PERMISSIONS PASS', 'PASSWORD_POLICY PASS',
    'ROOT_SIGNING_CERTIFICATES PASS', 'USER_MFA PASS', 'USER_POLICIES PASS', 'UNUSED_ACCESS_KEYS PASS', 'SUPPORT_ROLE PASS',
    'FULL_ADMINISTRATION PASS', 'CLOUDSHELL_FULL_ACCESS PASS', 'EXPIRED_CERTIFICATES PASS', 'EXTERNAL_ACCESS_ANALYZER PASS',
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
    at: NOW,
    root: { value: { accessKeys: 1, mfa: false, password: true, signingCertificates: 1 } },
    users: { value: [{ name: 'eve', groups: [], policies: ['arn:aws:iam::aws:policy/AWSCloudShellFullAccess'] }] },
    groups: { value: [] },
    roles: { value: [] },
    federation: { value: [] },
    passwordPolicy: { value: null },
    credentials: { value: [{ name: 'eve', password: true, mfa: false, unusedKeys: [0] }] },
    customerPolicies: { value: [{ name: 'All', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }] },
    serverCertificates: { value: [{ name: 'old', expires: 0 }] },
    analyzers: { value: [] },
  });
  expect(bad.filter(({ status }) => status !== 'FAIL').map(({ check }) => check)).toEqual(['INDIVIDUAL_USERS']);
  expect(bad.filter(({ status }) => status === 'FAIL').every(({ mend }) => mend)).toBe(true);
  expect(securityStatus(GOOD).some(({ mend }) => mend)).toBe(false);
});

test('the names of the checks are those that users of the construct have', () => {
  const names = securityStatus(GOOD).map(({ check }) => check);
  expect(names).toEqual(Object.values(SecurityCheck));
  expect(names).toEqual(Object.keys(CHECK_TITLES));
});
