import { addressRange } from './address';
import { readOperator } from './operator';
import { Condition } from './statement';
import { isObject, textsOf } from './written';
import { invalid } from '../../private/errors';
import { Pattern } from '../text/pattern';

/**
 * The conditions of a statement. An empty block has none, and so always holds; an empty list of values never holds.
 *
 * @throws InvalidInputError if IAM has no such operator, or if a value has not the type of the operator
 */
export function readConditions(at: string, block: any, variables: boolean): Condition[] {
  if (!isObject(block)) throw invalid(`${at}, Condition`, block, 'it must be an object of operators');
  return Object.entries<any>(block).flatMap(([name, keys]) => {
    const read = readOperator(name);
    if (!read) throw invalid(`${at}, Condition`, name, 'IAM has no such condition operator. Use one such as StringEquals, ArnLike, Bool or ForAnyValue:StringLike');
    if (!isObject(keys)) throw invalid(`${at}, Condition, ${name}`, keys, 'it must be an object of condition keys');
    return Object.entries<any>(keys).map(([key, value]): Condition => {
      const property = `${at}, Condition, ${name}, ${key}`;
      const values = textsOf(property, value);
      for (const each of values) requireType(property, each, read.operator.family);
      return {
        ...read,
        text: `${name} ${key} ${JSON.stringify(values)}`,
        key: key.toLowerCase(),
        values: values.map((each) => new Pattern(each, variables && read.operator.variables)),
      };
    });
  });
}

function requireType(property: string, value: string, family: string): void {
  if (family === 'number' && !Number.isFinite(numberOf(value))) throw invalid(property, value, 'it must be a number');
  if (family === 'date' && Number.isNaN(dateOf(value))) throw invalid(property, value, 'it must be a date of ISO 8601 or in seconds since 1970');
  if (family === 'address' && !addressRange(value)) throw invalid(property, value, 'it must be an IP address or a CIDR block');
  if (family === 'null' && !/^(true|false)$/i.test(value)) throw invalid(property, value, 'it must be true (the key is absent) or false');
}

/** A number of a policy or a request; NaN if it is none. */
export function numberOf(value: string): number {
  return value.trim() === '' ? NaN : Number(value);
}

/** A date of a policy or a request in milliseconds; NaN if it is none. */
export function dateOf(value: string): number {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  return /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? Date.parse(value) : NaN;
}
