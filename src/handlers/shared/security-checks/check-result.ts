import { Fact } from './facts';

export type CheckStatus = 'PASS' | 'FAIL' | 'CANNOT_TELL';

/** How bad it is if the check fails, in the words of Security Hub, the worst first. */
export type Severity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';

/** What a check found, for people and for programs. */
export interface CheckResult {
  /** Stable, for programs. */
  readonly check: string;
  readonly severity: Severity;
  readonly status: CheckStatus;
  /** What was seen, as a sentence without a full stop. */
  readonly seen: string;
  /** What to do about it, and where; undefined where there is nothing to do. */
  readonly mend?: string;
}

export interface Verdict {
  readonly status: CheckStatus;
  readonly seen: string;
  /** What the advice is about, unless it is the check itself: the other check that asks for the same, or the action that was refused. */
  readonly about?: string;
}

/** What a check found, before severity and advice are added. */
export interface Judgment extends Verdict { readonly check: string }

export function pass(seen: string): Verdict {
  return { status: 'PASS', seen };
}

export function fail(seen: string, about?: string): Verdict {
  return { status: 'FAIL', seen, about };
}

/** Judges a fact; one that was refused says nothing about the account, only about who asks. */
export function given<T>(fact: Fact<T>, judge: (value: T) => Verdict): Verdict {
  if ('value' in fact) return judge(fact.value);
  return { status: 'CANNOT_TELL', seen: `${fact.refused} was refused`, about: fact.refused };
}
