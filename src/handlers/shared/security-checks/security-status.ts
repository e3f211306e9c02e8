import { CheckResult } from './check-result';
import { judgments } from './check-results';
import { AccountFacts } from './facts';
import { withAdvice } from './remediation';

/** Judges an account by all checks, and says how bad each failure is and how to mend it. */
export function securityStatus(facts: AccountFacts): CheckResult[] {
  return judgments(facts).map(withAdvice);
}
