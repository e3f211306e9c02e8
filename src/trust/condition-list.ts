import { Duration, Token } from 'aws-cdk-lib';
import { TrustCondition } from './trust-part';

/** Collects the conditions of a trust. An undefined value adds no condition. */
export class ConditionList {
  public readonly conditions: TrustCondition[] = [];

  public add(property: string, operator: string, key: string, value: any): this {
    if (value !== undefined) this.conditions.push({ property, operator, key, value: Array.isArray(value) ? conditionValue(value) : value });
    return this;
  }

  /** Text with a wildcard and a list token need the operator for patterns. */
  public addText(property: string, key: string, values: string[] | undefined, qualifier: string = ''): this {
    if (values === undefined) return this;
    const isPattern = Token.isUnresolved(values) || values.some((value) => /[*?]/.test(value));
    return this.add(property, `${qualifier}String${isPattern ? 'Like' : 'Equals'}`, key, values);
  }
}

/** The values of a condition as a policy holds them: a single value without a list, and a list token unchanged. */
export function conditionValue(values: string[]): any {
  if (Token.isUnresolved(values)) return Token.asAny(values);
  return values.length === 1 ? values[0] : values;
}

/** A policy holds text, so that a token becomes text too. */
export function secondsOf(duration: Duration): string {
  const seconds = duration.toSeconds();
  return Token.isUnresolved(seconds) ? Token.asString(seconds) : `${seconds}`;
}
