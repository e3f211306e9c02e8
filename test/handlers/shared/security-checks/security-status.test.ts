import cases from './cases.json';
import { AccountFacts, Fact, IdentitiesFacts } from '../../../../src/handlers/shared/security-checks/facts';
import { REGIONAL_REMEDIATION } from '../../../../src/handlers/shared/security-checks/regional-remediation';
import { securityStatus } from '../../../../src/handlers/shared/security-checks/security-status';
import { CHECK_TITLES } from '../../../../src/handlers/shared/security-checks/titles';
import { SecurityCheck } from '../../../../src/watch/security-status/security-check';

interface Case {
  readonly check: string;
  readonly when: string;
  readonly expect: string;
  readonly seen: string;
  readonly remediation?: string;
  /** What differs from a good account; of the identities, some of their lists. */
  readonly facts?: Partial<AccountFacts> & { readonly identities?: object };
}

const NOW = Date.parse('2026-11-22T12:00:00Z');

const IDENTITIES: IdentitiesFacts = {
  users: [{ name: 'alice', groups: ['Administrators'], policies: [] }],
  groups: [{ name: 'Administrators', policies: ['AssumeRole', 'MfaEnforcement'] }],
  roles: [{ name: 'Support', policies: ['arn:aws:iam::aws:policy/AWSSupportAccess'] }],
  signInRoles: [],
  ownPolicies: [{ name: 'Deploy', document: { Statement: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }] } }],
};

const GOOD: AccountFacts = {
  at: NOW,
  root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
  identities: { value: IDENTITIES },
  samlProviders: { value: [] },
  passwordPolicy: { value: { minimumLength: 14 } },
  credentials: { value: [{ name: 'alice', password: true, mfa: true, unusedKeys: [] }] },
  serverCertificates: { value: [] },
  analyzers: { value: ['account'] },
};

const CASES = cases as unknown as Case[];

function factsOf({ facts = {} }: Case): AccountFacts {
  const { identities = {}, ...others } = facts;
  return { ...GOOD, ...others, identities: 'unknown' in identities ? identities as Fact<IdentitiesFacts> : { value: { ...IDENTITIES, ...identities } } };
}

test('a good account passes all checks; the results list the checks of the console first, in its order', () => {
  const results = securityStatus(GOOD);
  expect(results.map(({ check, status }) => `${check} ${status}`)).toEqual([
    'ROOT_ACCESS_KEYS PASS', 'ROOT_MFA PASS', 'INDIVIDUAL_USERS PASS', 'GROUP_PERMISSIONS PASS', 'PASSWORD_POLICY PASS',
    'ROOT_SIGNING_CERTIFICATES PASS', 'USER_MFA PASS', 'USER_POLICIES PASS', 'UNUSED_ACCESS_KEYS PASS', 'SUPPORT_ROLE PASS',
    'FULL_ADMINISTRATION PASS', 'CLOUDSHELL_FULL_ACCESS PASS', 'EXPIRED_CERTIFICATES PASS', 'EXTERNAL_ACCESS_ANALYZER PASS',
  ]);
});

test.each(CASES)('$check when $when: $expect', (one) => {
  const result = securityStatus(factsOf(one)).find(({ check }) => check === one.check)!;
  expect(result.status).toBe(one.expect);
  expect(result.seen).toContain(one.seen);
  if (one.remediation === undefined) expect(result.remediation).toBeUndefined();
  else expect(result.remediation).toContain(one.remediation);
});

test('every check has a case that passes, one that fails and one that is unknown', () => {
  const statuses = new Map<string, Set<string>>();
  for (const { check, expect: status } of CASES) statuses.set(check, (statuses.get(check) ?? new Set()).add(status));
  expect([...statuses.keys()]).toEqual(securityStatus(GOOD).map(({ check }) => check));
  for (const found of statuses.values()) expect([...found].sort()).toEqual(['FAIL', 'PASS', 'UNKNOWN']);
});

test('a check that fails has a remediation, a check that passes has none', () => {
  const bad = securityStatus({
    at: NOW,
    root: { value: { accessKeys: 1, mfa: false, password: true, signingCertificates: 1 } },
    identities: {
      value: {
        users: [{ name: 'eve', groups: [], policies: ['arn:aws:iam::aws:policy/AWSCloudShellFullAccess'] }],
        groups: [],
        roles: [],
        signInRoles: [],
        ownPolicies: [{ name: 'All', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }],
      },
    },
    samlProviders: { value: [] },
    passwordPolicy: { value: null },
    credentials: { value: [{ name: 'eve', password: true, mfa: false, unusedKeys: [0] }] },
    serverCertificates: { value: [{ name: 'old', expires: 0 }] },
    analyzers: { value: [] },
  });
  expect(bad.filter(({ status }) => status !== 'FAIL').map(({ check }) => check)).toEqual(['INDIVIDUAL_USERS']);
  expect(bad.filter(({ status }) => status === 'FAIL').every(({ remediation }) => remediation)).toBe(true);
  expect(securityStatus(GOOD).some(({ remediation }) => remediation)).toBe(false);
});

test('the names of the checks are those of the construct', () => {
  const names = securityStatus(GOOD).map(({ check }) => check);
  expect(names).toEqual(Object.values(SecurityCheck));
  expect([...names, ...Object.keys(REGIONAL_REMEDIATION)]).toEqual(Object.keys(CHECK_TITLES));
});
