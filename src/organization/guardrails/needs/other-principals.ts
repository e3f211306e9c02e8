import { covers, overlaps } from '../../../private/text/glob';
import { Condition } from '../../../proof/policy/statement';

const KEY = 'aws:principalarn';

/**
 * Whether a statement is about other principals than the actor, as far as its conditions on the ARN of the principal say so plainly. Most
 * exceptions do, and then need no proof.
 */
export function isAboutOthers(statement: readonly Condition[], actor: readonly Condition[]): boolean {
  const known = actor.find(({ key, operator, values }) => key === KEY && operator.arn && !operator.negated && values.length === 1)?.values[0];
  if (!known || known.variables.length > 0) return false;
  return statement.filter(({ key, operator, ifExists, quantifier, values }) => (
    key === KEY && operator.arn && !ifExists && quantifier === undefined && values.every(({ text, variables }) => variables.length === 0 && text.split(':').length === 6)
  )).some(({ operator: { negated }, values }) => (
    negated ? values.some(({ text }) => bySegment(text, known.text, covers)) : !values.some(({ text }) => bySegment(text, known.text, overlaps))
  ));
}

/** Wildcards in ARNs of conditions do not cross colons. */
function bySegment(pattern: string, other: string, holds: (one: string, two: string) => boolean): boolean {
  const [left, right] = [pattern.split(':'), other.split(':')];
  return left.length === right.length && left.every((segment, index) => holds(segment, right[index]));
}
