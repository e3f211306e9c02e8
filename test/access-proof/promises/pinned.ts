import { AccessCondition } from '../../../src';

const OPERATORS: Record<string, string> = { 'aws:MultiFactorAuthAge': 'NumericEquals', 'aws:SourceIp': 'IpAddress' };

/** Conditions that a request meets if a key has exactly this value, by the operator with which the trust policy compares the key. */
export function exactly(key: string, value: string | string[], trust: any): AccessCondition[] {
  const values = [value].flat();
  if (Array.isArray(value) || isMultivalued(key, trust)) {
    return [AccessCondition.of('ForAllValues:StringEquals', key, ...values), AccessCondition.of('Null', key, 'false')];
  }
  return [AccessCondition.of(OPERATORS[key] ?? 'StringEquals', key, ...values)];
}

/** Whether a trust policy compares a key as one that has several values. */
export function isMultivalued(key: string, trust: any): boolean {
  return trust.Statement.some(({ Condition = {} }: any) => Object.entries<any>(Condition).some(([operator, keys]) => (
    /^For(Any|All)Values?:/.test(operator) && Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase())
  )));
}
