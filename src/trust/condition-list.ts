import { Duration, Token } from 'aws-cdk-lib';
import { TrustCondition } from './trust-part';

/** Collects the conditions of a trust. A value of undefined adds none. */
export class ConditionList {
  public readonly conditions: TrustCondition[] = [];

  public add(property: string, operator: string, key: string, value: any): this {
    if (value !== undefined) this.conditions.push({ property, operator, key, value: Array.isArray(value) ? conditionValue(value) : value });
    return this;
  }

  /** Text with a wildcard, and a list that only the deployment knows, need the operator for patterns. */
  public addText(property: string, key: string, values: string[] | undefined, qualifier: string = ''): this {
    if (values === undefined) return this;
    const isPattern = Token.isUnresolved(values) || values.some((value) => /[*?]/.test(value));
    return this.add(property, `${qualifier}String${isPattern ? 'Like' : 'Equals'}`, key, values);
  }
}

/** The values of a condition as a policy has them: one as such, and a list that only the deployment knows as what it then is. */
export function conditionValue(values: string[]): any {
  if (Token.isUnresolved(values)) return Token.asAny(values);
  return values.length === 1 ? values[0] : values;
}

/** A policy holds text; a number that only the deployment knows becomes text there. */
export function secondsOf(duration: Duration): string {
  const seconds = duration.toSeconds();
  return Token.isUnresolved(seconds) ? Token.asString(seconds) : `${seconds}`;
}
