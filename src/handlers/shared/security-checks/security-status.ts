import { checkResults } from './check-results';
import { AccountFacts } from './facts';
import { CheckResult, withRemediation } from './remediation';
import type { SecurityCheckName } from '../../../account/contract/security-checks';

/** Evaluates every check, and adds severity and remediation. */
export function securityStatus(facts: AccountFacts): CheckResult<SecurityCheckName>[] {
  return checkResults(facts).map(withRemediation);
}
