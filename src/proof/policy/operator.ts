/** What an operator compares. */
export type Family = 'text' | 'number' | 'date' | 'address' | 'null';

/** A condition operator of IAM, without its prefix and suffix. */
export interface Operator {
  readonly family: Family;
  /** It holds where its positive counterpart does not, and where the key is absent. */
  readonly negated: boolean;
  /** How texts are compared. */
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
  readonly arn: boolean;
  /** Whether policy variables may stand in the values. */
  readonly variables: boolean;
  /** How numbers and dates are compared: the signs of the difference for which the condition holds. */
  readonly signs: readonly number[];
}

const TEXT: Operator = { family: 'text', negated: false, wildcards: false, ignoreCase: false, arn: false, variables: true, signs: [] };

const SIGNS: Record<string, number[]> = {
  Equals: [0], NotEquals: [0], LessThan: [-1], LessThanEquals: [-1, 0], GreaterThan: [1], GreaterThanEquals: [1, 0],
};

const ordered = (family: 'number' | 'date', prefix: string) => Object.entries(SIGNS).map(([name, signs]): [string, Operator] => (
  [`${prefix}${name}`, { ...TEXT, family, variables: false, negated: name === 'NotEquals', signs }]
));

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS = new Map<string, Operator>(([
  ['StringEquals', TEXT],
  ['StringNotEquals', { ...TEXT, negated: true }],
  ['StringEqualsIgnoreCase', { ...TEXT, ignoreCase: true }],
  ['StringNotEqualsIgnoreCase', { ...TEXT, ignoreCase: true, negated: true }],
  ['StringLike', { ...TEXT, wildcards: true }],
  ['StringNotLike', { ...TEXT, wildcards: true, negated: true }],
  // Both compare patterns, in spite of their names.
  ['ArnEquals', { ...TEXT, wildcards: true, arn: true }],
  ['ArnLike', { ...TEXT, wildcards: true, arn: true }],
  ['ArnNotEquals', { ...TEXT, wildcards: true, arn: true, negated: true }],
  ['ArnNotLike', { ...TEXT, wildcards: true, arn: true, negated: true }],
  ['Bool', { ...TEXT, ignoreCase: true }],
  ['BinaryEquals', { ...TEXT, variables: false }],
  ['IpAddress', { ...TEXT, family: 'address', variables: false }],
  ['NotIpAddress', { ...TEXT, family: 'address', variables: false, negated: true }],
  ['Null', { ...TEXT, family: 'null', variables: false }],
  ...ordered('number', 'Numeric'),
  ...ordered('date', 'Date'),
] satisfies [string, Operator][]).map(([name, operator]) => [name.toLowerCase(), operator]));

export interface ReadOperator {
  readonly operator: Operator;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** Reads an operator as it stands in a policy; nothing if IAM has no such operator. */
export function readOperator(name: string): ReadOperator | undefined {
  const [, prefix, base, suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(name)!;
  const operator = OPERATORS.get(base.toLowerCase());
  if (!operator || (operator.family === 'null' && (suffix || prefix))) return undefined;
  const quantifier = prefix === undefined ? undefined : /all/i.test(prefix) ? 'ForAllValues' : 'ForAnyValue';
  return { operator, quantifier, ifExists: suffix !== undefined };
}
