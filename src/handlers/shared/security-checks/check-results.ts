import { Judgment } from './check-result';
import { Judge } from './checks/check';
import { EXPIRED_CERTIFICATES, PASSWORD_POLICY, UNUSED_ACCESS_KEYS, USER_MFA } from './checks/credentials';
import { GROUP_PERMISSIONS, INDIVIDUAL_USERS, USER_POLICIES } from './checks/people';
import { CLOUDSHELL_FULL_ACCESS, EXTERNAL_ACCESS_ANALYZER, FULL_ADMINISTRATION, SUPPORT_ROLE } from './checks/policies';
import { ROOT_ACCESS_KEYS, ROOT_MFA, ROOT_SIGNING_CERTIFICATES } from './checks/root';
import { AccountFacts } from './facts';

/**
 * The five checks that the IAM console shows as its security status, in the console's order, and those that benchmarks add. Their names
 * are stable: users name checks by them, and what was found before is kept under them.
 */
const CHECKS: Record<string, Judge> = {
  ROOT_ACCESS_KEYS,
  ROOT_MFA,
  INDIVIDUAL_USERS,
  GROUP_PERMISSIONS,
  PASSWORD_POLICY,
  ROOT_SIGNING_CERTIFICATES,
  USER_MFA,
  USER_POLICIES,
  UNUSED_ACCESS_KEYS,
  SUPPORT_ROLE,
  FULL_ADMINISTRATION,
  CLOUDSHELL_FULL_ACCESS,
  EXPIRED_CERTIFICATES,
  EXTERNAL_ACCESS_ANALYZER,
};

/** Judges an account by all checks. Nothing but the facts goes in. */
export function judgments(facts: AccountFacts): Judgment[] {
  return Object.entries(CHECKS).map(([check, judge]) => ({ check, ...judge(facts) }));
}
