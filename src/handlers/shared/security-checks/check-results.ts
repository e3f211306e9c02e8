import { Check } from './checks/check';
import { EXPIRED_CERTIFICATES, PASSWORD_POLICY, UNUSED_ACCESS_KEYS, USER_MFA } from './checks/credentials';
import { FULL_ADMINISTRATION } from './checks/full-administration';
import { GROUP_PERMISSIONS, INDIVIDUAL_USERS, USER_POLICIES } from './checks/people';
import { CLOUDSHELL_FULL_ACCESS, EXTERNAL_ACCESS_ANALYZER, SUPPORT_ROLE } from './checks/policies';
import { ROOT_ACCESS_KEYS, ROOT_MFA, ROOT_SIGNING_CERTIFICATES } from './checks/root';
import { AccountFacts } from './facts';
import { CheckOutcome } from './outcome';
import type { SecurityCheckName } from '../../../account/contract/security-checks';

/** The five checks of the security status in the IAM console, in its order, and those that benchmarks add. */
const CHECKS: Record<SecurityCheckName, Check> = {
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

/** Evaluates every check. The facts are its only input. */
export function checkResults(facts: AccountFacts): CheckOutcome[] {
  return Object.entries(CHECKS).map(([check, evaluate]) => ({ check: check as SecurityCheckName, ...evaluate(facts) }));
}
