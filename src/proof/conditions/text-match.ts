import { Operator } from '../policy/operator';
import { Bound, Colons, Pattern, ValueOf } from '../text/pattern';
import { Recognizer } from '../text/recognizer';

/** Whether a text matches a pattern. */
export enum TextMatch {
  NO = 'no',
  YES = 'yes',
  /** It depends on the value of a variable, or on what IAM does not document. */
  OPEN = 'open',
}

/** The texts that match a pattern at least, and at most. They are the same but for variables of any value and incomplete ARNs. */
export interface Recognizers {
  readonly lower: Recognizer;
  readonly upper: Recognizer;
}

/** Recognizers are made once for a pattern, since many values are compared with it. */
const known = new WeakMap<Pattern, Map<string, Recognizers>>();

export function recognizersOf(pattern: Pattern, operator: Operator, valueOf: ValueOf): Recognizers {
  const values = pattern.variables.map((variable) => valueOf(variable));
  const key = JSON.stringify([values, operator.wildcards, operator.ignoreCase, operator.arn]);
  const ofPattern = known.get(pattern) ?? new Map<string, Recognizers>();
  known.set(pattern, ofPattern);
  if (!ofPattern.has(key)) ofPattern.set(key, make(pattern, operator, valueOf, values.includes('any')));
  return ofPattern.get(key)!;
}

function make(pattern: Pattern, { wildcards, ignoreCase, arn }: Operator, valueOf: ValueOf, isOpen: boolean): Recognizers {
  const isShort = arn && pattern.text.split(':').length < 6;
  const recognizer = (bound: Bound, colons: Colons) => new Recognizer(pattern.steps(valueOf, bound, { colons, wildcards, ignoreCase }));
  const lower = recognizer(Bound.LOWER, arn ? Colons.RESOURCE_PART : Colons.ANY);
  return { lower, upper: isOpen || isShort ? recognizer(Bound.UPPER, isShort || !arn ? Colons.ANY : Colons.RESOURCE_PART) : lower };
}

export function matchOf(pattern: Pattern, operator: Operator, value: string, valueOf: ValueOf): TextMatch {
  const { lower, upper } = recognizersOf(pattern, operator, valueOf);
  if (lower.matches(value)) return TextMatch.YES;
  return upper !== lower && upper.matches(value) ? TextMatch.OPEN : TextMatch.NO;
}
