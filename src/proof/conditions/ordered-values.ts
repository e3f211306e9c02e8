import { addressRange, addressText, VERSIONS } from '../policy/address';
import { Family } from '../policy/operator';
import { dateOf, numberOf } from '../policy/read-conditions';
import { Condition } from '../policy/statement';

/** Values between and at the limits that conditions name: the conditions tell no others apart. */
export function orderedValues(family: Family, conditions: Condition[]): string[] {
  const limits = conditions.flatMap(({ values }) => values.map(({ text }) => text));
  if (family === 'address') return addresses(limits);
  if (family === 'date') return between(limits.map(dateOf)).map((time) => new Date(time).toISOString());
  return between(limits.map(numberOf)).map(String);
}

function between(limits: number[]): number[] {
  const sorted = [...new Set(limits)].sort((one, other) => one - other);
  return [sorted[0] - 1, ...sorted.flatMap((limit, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return [limit, limit + 1];
    const middle = Math.floor((limit + next) / 2);
    return [limit, middle > limit ? middle : (limit + next) / 2];
  })];
}

/** An address inside of a block and outside of the blocks in it is its first one, or follows the last one of a block in it. */
function addresses(limits: string[]): string[] {
  const blocks = limits.map((limit) => addressRange(limit)!);
  const candidates = [...VERSIONS.flatMap(({ first }) => [first]), ...blocks.flatMap(({ first, last }) => [first, last + 1n])]
    .filter((address) => address <= VERSIONS[1].last);
  const found = new Map<string, bigint>();
  for (const address of candidates) {
    const key = [address >= VERSIONS[1].first, ...blocks.map(({ first, last }) => first <= address && address <= last)].join();
    if (!found.has(key)) found.set(key, address);
  }
  return [...found.values()].map(addressText);
}
