import { invalid } from '../../private/errors';

/** Whether a part of a policy is written as an object. */
export function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One text or several, as every element and every condition of a policy may be written. */
export function textsOf(property: string, value: unknown): string[] {
  const values = [value].flat();
  for (const each of values) {
    if (!['string', 'boolean', 'number'].includes(typeof each)) throw invalid(property, each, 'it must be text or a list of texts');
  }
  return values.map(String);
}
