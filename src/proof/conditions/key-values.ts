import { orderedValues } from './ordered-values';
import { recognizersOf } from './text-match';
import { ANY_VALUE, KeyValue, Truth, truthOf } from './truth';
import { Budget } from '../decide/budget';
import { Condition, DEPLOYMENT, PRINCIPAL, UNKNOWN } from '../policy/statement';
import { classesOf } from '../text/classes';
import { ValueOf } from '../text/pattern';

/** A value of a context key that stands for all values that the conditions cannot tell from it. */
export interface RepresentativeValue {
  readonly value: KeyValue;
  /** Whether it stands for itself alone. */
  readonly isOnly: boolean;
}

/** What reads well for keys that stand in most policies. */
const READABLE_OF: Record<string, string[]> = {
  [`${DEPLOYMENT}aws::accountid`]: ['123456789012', '210987654321'],
  [`${DEPLOYMENT}aws::partition`]: ['aws', 'aws-cn'],
  [`${DEPLOYMENT}aws::region`]: ['eu-west-1', 'us-east-1'],
  [PRINCIPAL]: ['AWS:arn:aws:iam::123456789012:user/alice', 'AWS:arn:aws:iam::210987654321:user/mallory', 'Service:lambda.amazonaws.com'],
};

/** Values that read well in an answer, tried before the shortest one. */
const READABLE = ['alice', '123456789012', 'o-a1b2c3d4e5', 'eu-west-1', 'arn:aws:iam::123456789012:user/alice'];

/** More values of one key than any policy needs. */
const MOST_SETS = 512;

/** The values of a key that conditions can tell apart, absent among them. */
export function valuesOfKey(key: string, conditions: Condition[], valueOf: ValueOf, budget: Budget): RepresentativeValue[] {
  if (key.startsWith(UNKNOWN)) return [{ value: ANY_VALUE, isOnly: false }];
  const mayBeAbsent = key !== PRINCIPAL && !key.startsWith(DEPLOYMENT);
  const absent = mayBeAbsent ? [{ value: undefined, isOnly: true }] : [];
  return [...absent, ...presentValues(key, conditions, valueOf, budget)];
}

function presentValues(key: string, conditions: Condition[], valueOf: ValueOf, budget: Budget): RepresentativeValue[] {
  const compared = conditions.filter(({ operator }) => operator.family !== 'null');
  const families = new Set(compared.map(({ operator }) => operator.family));
  // A value is a number, a date, an address or any other text: to which of the others it may be equal, no policy says.
  if (families.size > 1) return [{ value: ANY_VALUE, isOnly: false }];
  const [family] = families;
  const single = family === undefined || family === 'text'
    ? textValues(key, compared, valueOf, budget)
    : orderedValues(family, compared).map((value) => ({ value, isOnly: false }));
  return compared.some(({ quantifier }) => quantifier !== undefined) ? sets(single, conditions, valueOf) : single;
}

function textValues(key: string, conditions: Condition[], valueOf: ValueOf, budget: Budget): RepresentativeValue[] {
  if (conditions.length > 0 && conditions.every(({ text }) => /^(\w+:)?Bool/i.test(text))) {
    return ['true', 'false'].map((value) => ({ value, isOnly: true }));
  }
  const recognizers = [...new Set(conditions.flatMap(({ operator, values }) => values.flatMap((pattern) => {
    const { lower, upper } = recognizersOf(pattern, operator, valueOf);
    return [lower, upper];
  })))];
  const exact = new Set(conditions.flatMap(({ operator, values }) => values.filter((pattern) => (
    pattern.variables.length === 0 && !operator.ignoreCase && !(operator.wildcards && /[*?]/.test(pattern.text))
  )).map(({ text }) => text)));
  return classesOf(recognizers, budget).map(({ text, matches }) => {
    const readable = [...READABLE_OF[key] ?? [], ...READABLE]
      .find((candidate) => recognizers.every((recognizer, index) => recognizer.matches(candidate) === matches[index]));
    const isOnly = exact.has(text);
    return { value: isOnly ? text : readable ?? text, isOnly };
  });
}

/** The sets of values that conditions can tell apart, from those with one value on. The answer for a set follows from those for its values. */
function sets(single: readonly RepresentativeValue[], conditions: Condition[], valueOf: ValueOf): RepresentativeValue[] {
  const truthsOf = (value: readonly string[]) => conditions.map((condition): Truth => truthOf(condition, value, valueOf));
  const found = new Map<string, readonly string[]>();
  const elements = single.map(({ value }) => value as string);
  const waiting: (readonly string[])[] = elements.map((element) => [element]);
  for (let set = waiting.shift(); set; set = waiting.shift()) {
    const key = JSON.stringify([set.length > 1, truthsOf(set)]);
    if (found.has(key)) continue;
    found.set(key, set);
    if (found.size > MOST_SETS) return [{ value: ANY_VALUE, isOnly: false }];
    for (const element of elements) if (!set.includes(element)) waiting.push([...set, element]);
  }
  return [...found.values()].map((value) => ({ value, isOnly: false }));
}
