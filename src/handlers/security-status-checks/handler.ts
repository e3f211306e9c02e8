import { budget } from '../shared/retry';
import { Judgment } from '../shared/security-checks/check-result';
import { judgments } from '../shared/security-checks/check-results';
import { gatherFacts } from '../shared/security-checks/gather-facts';
import { factServices } from '../shared/security-checks/services';

/** One look at the account. */
export interface Look {
  /** When the facts were gathered, in milliseconds since the epoch. */
  readonly at: number;
  readonly judgments: Judgment[];
}

/** Kept free for the calls that are made when the credential report is there. */
const AFTER_REPORT = 15_000;

const services = factServices({ maxAttempts: 1 });

/** Looks at the account and tells whoever asks. It writes nothing, anywhere. */
export async function look(context: { getRemainingTimeInMillis(): number }): Promise<Look> {
  const { call, end, restoring } = budget(Date.now() + context.getRemainingTimeInMillis());
  // There is nothing to put back.
  restoring();
  const facts = await gatherFacts(call, services, end - AFTER_REPORT);
  return { at: facts.at, judgments: judgments(facts) };
}
