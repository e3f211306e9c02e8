import { AccountFacts, Fact } from '../facts';
import { fail, given, Outcome, pass } from '../outcome';

/** A sentence does not list hundreds of users. */
const NAMES_SHOWN = 5;

/** Answers a question about an account. The facts are its only input. */
export type Check = (facts: AccountFacts) => Outcome;

/** The first names of a list, and how many more there are. */
export function shown(names: string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Fails if there are offenders, and names them. */
export function unless<T>(fact: Fact<T>, offenders: (value: T) => { name: string }[], seen: string): Outcome {
  return given(fact, (value) => {
    const names = offenders(value).map(({ name }) => name);
    return names.length ? fail(`${seen}: ${shown(names)}`) : pass('none');
  });
}
