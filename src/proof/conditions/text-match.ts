import { Operator } from '../policy/operator';
import { Bound, Colons, Pattern, ValueOf } from '../text/pattern';
import { Recognizer, recognizerOf } from '../text/recognizer';

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

export function recognizersOf(pattern: Pattern, { wildcards, ignoreCase, arn }: Operator, valueOf: ValueOf): Recognizers {
  const isOpen = pattern.variables.some((variable) => valueOf(variable) === 'any');
  const isShort = arn && pattern.text.split(':').length < 6;
  const recognizer = (bound: Bound, colons: Colons) => recognizerOf(pattern, valueOf, bound, { colons, wildcards, ignoreCase });
  const lower = recognizer(Bound.LOWER, arn ? Colons.RESOURCE_PART : Colons.ANY);
  return { lower, upper: isOpen || isShort ? recognizer(Bound.UPPER, isShort || !arn ? Colons.ANY : Colons.RESOURCE_PART) : lower };
}

export function matchOf(pattern: Pattern, operator: Operator, value: string, valueOf: ValueOf): TextMatch {
  const { lower, upper } = recognizersOf(pattern, operator, valueOf);
  if (lower.matches(value)) return TextMatch.YES;
  return upper !== lower && upper.matches(value) ? TextMatch.OPEN : TextMatch.NO;
}
