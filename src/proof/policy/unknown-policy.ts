import { readOperator } from './operator';
import { Condition, Statement, UNKNOWN } from './statement';
import { Pattern } from '../text/pattern';

const EVERYTHING = { patterns: [new Pattern('*', false)], negated: false };

/** A policy of which nothing is known: it may allow or deny any request. */
export function unknownPolicy(name: string, why: string): Statement[] {
  return [true, false].map((allows): Statement => {
    const text = `whether the policy ${name} ${allows ? 'allows' : 'denies'} the request, which is not known since ${why}`;
    const condition: Condition = { ...readOperator('StringLike')!, text, key: `${UNKNOWN}${name} ${allows}`, values: [] };
    return { label: name, text, allows, actions: EVERYTHING, resources: EVERYTHING, conditions: [condition] };
  });
}
