import { Token } from 'aws-cdk-lib';

/** The values of a condition as a policy has them: one as such, and a list that only the deployment knows as what it then is. */
export function conditionValue(values: string[]): any {
  if (Token.isUnresolved(values)) return Token.asAny(values);
  return values.length === 1 ? values[0] : values;
}
