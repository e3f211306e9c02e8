import { fail, given, pass, Verdict } from '../check-result';
import { AccountFacts, Fact } from '../facts';

/** A sentence does not list hundreds of users. */
const NAMES_SHOWN = 5;

/** Answers a question about an account. Nothing but the facts goes in. */
export type Judge = (facts: AccountFacts) => Verdict;

/** The first names of a list, and how many there are more. */
export function shown(names: string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Fails if there are any offenders, and names them. */
export function unless<T>(fact: Fact<T>, offenders: (value: T) => { name: string }[], seen: string): Verdict {
  return given(fact, (value) => {
    const names = offenders(value).map(({ name }) => name);
    return names.length ? fail(`${seen}: ${shown(names)}`) : pass('none');
  });
}
