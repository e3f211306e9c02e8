import { fail, given, pass, Severity, Verdict } from '../check-result';
import { AccountFacts, Fact } from '../facts';

/** A sentence does not list hundreds of users. */
const NAMES_SHOWN = 5;

/** A question about an account. */
export interface Check {
  /** Stable, for programs: users name checks by it, and what was found before is kept under it. */
  readonly check: string;
  readonly severity: Severity;
  /** Nothing but the facts goes in. */
  readonly judge: (facts: AccountFacts) => Verdict;
}

/** The first names of a list, and how many there are more. */
export function shown(names: string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Fails if there are any offenders, and names them. */
export function unless<T>(fact: Fact<T>, offenders: (value: T) => { name: string }[], seen: string, mend: string): Verdict {
  return given(fact, (value) => {
    const names = offenders(value).map(({ name }) => name);
    return names.length ? fail(`${seen}: ${shown(names)}`, mend) : pass('none');
  });
}
