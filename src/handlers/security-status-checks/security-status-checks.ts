import { withAdvice } from './check-advice';
import { CheckResult } from './check-result';
import { AccountFacts } from './facts';
import { judgments } from './judgments';

/** Judges an account by all checks, and says how bad each failure is and how to mend it. */
export function securityStatus(facts: AccountFacts): CheckResult[] {
  return judgments(facts).map(withAdvice);
}
