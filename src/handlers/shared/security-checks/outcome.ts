import { Fact } from './facts';
import type { SecurityCheckName } from '../../../account/contract/security-checks';

export type CheckStatus = 'PASS' | 'FAIL' | 'UNKNOWN';

/** What a check found. */
export interface Outcome {
  readonly status: CheckStatus;
  /** What was found, as a sentence without a full stop. */
  readonly seen: string;
  /** Of a failed check: the other check whose remediation applies. */
  readonly see?: SecurityCheckName;
  /** Of an unknown one: the IAM action, if it was denied. */
  readonly denied?: string;
}

/** The outcome of one check, before severity and remediation are added. */
export interface CheckOutcome extends Outcome { readonly check: SecurityCheckName }

export function pass(seen: string): Outcome {
  return { status: 'PASS', seen };
}

export function fail(seen: string, see?: SecurityCheckName): Outcome {
  return { status: 'FAIL', seen, see };
}

/** Evaluates a fact. One that is not known gives no answer about the account. */
export function given<T>(fact: Fact<T>, evaluate: (value: T) => Outcome): Outcome {
  if ('value' in fact) return evaluate(fact.value);
  return { status: 'UNKNOWN', seen: fact.unknown, denied: fact.denied };
}
