import { AccessCondition, AccessQuestion } from '../../../src';
import { RandomRequest } from '../random/policies';

/** What is promised of all requests that a question asks about. */
export interface Promised {
  readonly allows: 'nothing' | 'everything';
  readonly question: AccessQuestion;
}

export const nothing = (question: AccessQuestion): Promised => ({ allows: 'nothing', question });
export const everything = (question: AccessQuestion): Promised => ({ allows: 'everything', question });

/** Requests that a promise is about, of the actions of today. */
export function requestsOf({ question }: Promised, names: string[]): RandomRequest[] {
  const { actions = ['*'], notActions = [], resources = ['*'], notResources = [] } = question;
  const covers = (patterns: string[], name: string) => patterns.some((pattern) => expressionOf(pattern).test(name));
  const asked = names.filter((name) => covers(actions, name) && !covers(notActions, name));
  const some = asked.filter((__, index) => index % Math.ceil(asked.length / 40) === 0);
  const own = (text: string) => text.replace('${aws:username}', 'alice');
  const targets = ['arn:aws:iam::123456789012:user/bob', 'arn:aws:iam::123456789012:role/Admin', 'arn:aws:s3:::data', ...resources.filter((each) => each !== '*')
    .map((each) => own(each).replace('arn:*:', 'arn:aws:').replace('::*:', '::123456789012:').replace(':*:*:', ':eu-west-1:123456789012:').replaceAll('*', 'x'))]
    .filter((target) => covers(resources.map(own), target) && !covers(notResources.map(own), target));
  const context = contextOf(question.when ?? []);
  return some.flatMap((action) => targets.map((resource) => ({ action, resource, context })));
}

const expressions = new Map<string, RegExp>();

/** Made once for a pattern, which is compared with thousands of names. */
function expressionOf(pattern: string): RegExp {
  const escaped = () => pattern.split('*').map((part) => part.replace(/[.+?^$()|[\]{}\\]/g, '\\$&')).join('.*');
  const expression = expressions.get(pattern) ?? new RegExp(`^${escaped()}$`, 'i');
  expressions.set(pattern, expression);
  return expression;
}

/** A context in which some conditions hold. */
function contextOf(conditions: AccessCondition[]): RandomRequest['context'] {
  const context: RandomRequest['context'] = {};
  for (const [operator, keys] of conditions.flatMap((condition) => Object.entries<any>(condition.toConditions()))) {
    for (const [key, values] of Object.entries<any>(keys)) {
      const [written] = [values].flat();
      const value = /Like|^Arn/.test(operator) ? written.replaceAll('*', 'x') : written;
      if (operator === 'Null') Object.assign(context, value === 'false' ? { [key]: context[key] ?? 'alice' } : {});
      else if (operator.startsWith('ForAnyValue:')) context[key] = [value];
      else if (operator === 'NumericLessThan') context[key] = '1';
      else if (operator === 'NumericGreaterThanEquals') context[key] = value;
      else if (!operator.includes('Not')) context[key] = value;
    }
  }
  return context;
}
