import { Token } from 'aws-cdk-lib';
import { actionsCoveredBy } from './action-table';
import { UNKNOWN } from './statements';
import { nearest } from '../../private/text/nearest';

/** The actions and patterns that cover no action of AWS: a typo, or newer than the table. Each with the action that may be meant. */
export function unknownActions(actions: string[]): string[] {
  const literal = actions.filter((action) => !Token.isUnresolved(action) && !action.includes(UNKNOWN));
  return literal.filter((action) => actionsCoveredBy(action).length === 0).map((action) => {
    const meant = /[*?]/.test(action) ? undefined : nearest(action, actionsCoveredBy(`${action.split(':')[0]}:*`).map(({ name }) => name), 0.2);
    return meant ? `${action} (do you mean ${meant}?)` : action;
  });
}
