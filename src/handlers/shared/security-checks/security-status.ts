import { checkResults } from './check-results';
import { AccountFacts } from './facts';
import { CheckResult, withRemediation } from './remediation';

/** Evaluates every check, and adds severity and remediation. */
export function securityStatus(facts: AccountFacts): CheckResult[] {
  return checkResults(facts).map(withRemediation);
}
