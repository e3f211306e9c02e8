import { Duration, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * The one form in which this library refuses an input: the property, the value that was given and the rule it breaks, so
 * that the reader can mend it without opening our source.
 */
export function invalid(property: string, value: unknown, rule: string): Error {
  return new Error(`${property}: ${describe(value)} is not allowed: ${rule}`);
}

/** Refuses a whole number outside of its range; a token passes, since only the deployment knows its value. */
export function requireWholeNumber(property: string, value: number | undefined, minimum: number, maximum: number): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw invalid(property, value, `it must be a whole number from ${minimum} to ${maximum}`);
  }
}

/** Refuses a duration outside of its range; a token passes, since only the deployment knows its value. */
export function requireDuration(property: string, value: Duration | undefined, minimum: Duration, maximum: Duration): void {
  if (value === undefined || value.isUnresolved()) return;
  if (value.toMilliseconds() < minimum.toMilliseconds() || value.toMilliseconds() > maximum.toMilliseconds()) {
    throw invalid(property, value.toHumanString(), `it must last from ${minimum.toHumanString()} to ${maximum.toHumanString()}`);
  }
}

/**
 * A duration from 1 day on, as whole days, for code that compares it with others or is given it as a number: a token, which only the
 * deployment could tell, is refused.
 */
export function wholeDays(property: string, value: Duration | undefined, longest: number): number | undefined {
  if (value === undefined) return undefined;
  if (value.isUnresolved()) throw invalid(property, value.toString(), 'it must be known at synth');
  requireDuration(property, value, Duration.days(1), Duration.days(longest));
  const days = value.toDays({ integral: false });
  if (!Number.isInteger(days)) throw invalid(property, value.toHumanString(), 'it must be whole days');
  return days;
}

/** Refuses text that does not match; a token passes, since only the deployment knows its value. */
export function requireMatch(property: string, value: string | undefined, pattern: RegExp, rule: string): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!pattern.test(value)) throw invalid(property, value, rule);
}

/** Refuses a second construct of a kind that a stack can hold only once. */
export function requireOnlyOneInStack(scope: IConstruct, isSameKind: (other: IConstruct) => boolean, kind: string, rule: string): void {
  const stack = Stack.of(scope);
  const other = stack.node.findAll().find((candidate) => candidate !== scope && Stack.of(candidate) === stack && isSameKind(candidate));
  if (other) throw new Error(`${scope.node.path}: the stack already has ${kind} at ${other.node.path}: ${rule}`);
}

function describe(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value) ?? String(value);
}
