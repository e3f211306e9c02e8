import * as fc from 'fast-check';
import { breaches } from './invariants';
import { isWritten, outcomeOf } from './outcome';

/** The same objects in each run. `RANDOM_SEED=7 npx jest test/random` tries others; a failure prints the seed to repeat it with. */
const SEED = Number(process.env.RANDOM_SEED ?? 20261128);

/**
 * Tries random properties: each is refused with an error that names one of them, or makes a template in which the invariants hold.
 *
 * @param more further invariants, of the template and the properties
 * @returns how many were refused and how many accepted
 */
export function check(
  type: Parameters<typeof outcomeOf>[0], properties: fc.Arbitrary<Record<string, unknown>>, numRuns: number,
  more: (template: any, written: any) => string[] = () => [],
): { refused: number; accepted: number } {
  const count = { refused: 0, accepted: 0 };
  fc.assert(fc.property(properties, (written) => {
    const outcome = outcomeOf(type, written);
    if ('refused' in outcome) {
      count.refused += 1;
      const unclear = outcome.refused.filter(({ property }) => !isWritten(written, property));
      if (unclear.length > 0) throw new Error(`names no property that was written: ${unclear.map(({ message }) => message).join('\n')}`);
    } else {
      count.accepted += 1;
      const found = [...breaches(outcome.template), ...more(outcome.template, written)];
      if (found.length > 0) throw new Error(found.join('\n'));
    }
  }), { seed: SEED, numRuns });
  return count;
}
