import { matchOf, TextMatch } from './text-match';
import { addressRange } from '../policy/address';
import { dateOf, numberOf } from '../policy/read-conditions';
import { Condition, UNKNOWN } from '../policy/statement';
import { ValueOf } from '../text/pattern';

/** What is not decided by the values at hand: it holds if any of these facts holds, or, negated, if none does. */
export interface Undecided {
  readonly anyOf: readonly string[];
  readonly negated: boolean;
}

export type Truth = boolean | Undecided;

/** The value of a context key: absent, one text, several, or any value of a key whose values cannot be told apart. */
export type KeyValue = undefined | string | readonly string[] | typeof ANY_VALUE;

/** Any value of a key whose conditions the proof cannot tell apart. */
export const ANY_VALUE = Symbol('any value');

export function negate(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : { ...truth, negated: !truth.negated };
}

/** Whether a condition holds for a value of its key. Source: IAM User Guide, "Condition operators" and "Multivalued context keys". */
export function truthOf(condition: Condition, value: KeyValue, valueOf: ValueOf): Truth {
  if (condition.operator.family === 'null') return condition.values.some(({ text }) => (text.toLowerCase() === 'true') === (value === undefined));
  const wholly: Undecided = { anyOf: [condition.text], negated: false };
  if (condition.key.startsWith(UNKNOWN)) return wholly;
  if (value === undefined) return ofAbsent(condition);
  if (value === ANY_VALUE) return wholly;
  if (typeof value === 'string') return ofOne(condition, value, valueOf);
  const each = value.map((one) => ofOne(condition, one, valueOf));
  if (condition.quantifier === undefined) return each.length === 1 ? each[0] : wholly;
  const decisive = condition.quantifier === 'ForAnyValue';
  if (each.includes(decisive)) return decisive;
  return each.every((truth) => truth === !decisive) ? !decisive : wholly;
}

function ofAbsent({ ifExists, quantifier, operator }: Condition): boolean {
  return ifExists || (quantifier === undefined ? operator.negated : quantifier === 'ForAllValues');
}

function ofOne(condition: Condition, value: string, valueOf: ValueOf): Truth {
  const positive = ofAnyPattern(condition, value, valueOf);
  return condition.operator.negated ? negate(positive) : positive;
}

function ofAnyPattern({ operator, values, key }: Condition, value: string, valueOf: ValueOf): Truth {
  if (operator.family !== 'text') return values.some(({ text }) => holdsOrdered(operator.family, operator.signs, value, text));
  const matches = values.map((pattern) => ({ pattern, match: matchOf(pattern, operator, value, valueOf) }));
  if (matches.some(({ match }) => match === TextMatch.YES)) return true;
  const open = matches.filter(({ match }) => match === TextMatch.OPEN);
  const flags = [operator.wildcards && 'like', operator.ignoreCase && 'ignoring case', operator.arn && 'as ARN'].filter(Boolean).join(' ');
  return open.length === 0 ? false : { anyOf: open.map(({ pattern }) => `${key} ${flags} ${pattern.id}`), negated: false };
}

function holdsOrdered(family: string, signs: readonly number[], value: string, text: string): boolean {
  if (family === 'address') {
    const [address, block] = [addressRange(value), addressRange(text)!];
    return address !== undefined && block.first <= address.first && address.last <= block.last;
  }
  const read = family === 'date' ? dateOf : numberOf;
  return signs.includes(Math.sign(read(value) - read(text)));
}
