import { trustOfRole } from '../../proof/engine/template';
import { cases, outcomeOf, template, TrustCase } from '../../proof/trusts/role-trusts';

/**
 * A condition that no case needs is either superfluous or unproven. So each statement of each trust is taken away in turn, each of
 * its conditions and each of its actions, and principals are replaced by everybody; at least one case has to notice.
 */
interface Mutation {
  readonly name: string;
  readonly given: TrustCase;
  readonly trust: any;
}

function mutationsOf(given: TrustCase): Mutation[] {
  const trust = trustOfRole(template, given.role);
  return trust.Statement.flatMap((statement: any, index: number): Mutation[] => {
    const actions = [statement.Action].flat();
    const mutation = (name: string, changed: any): Mutation => ({
      name: `${given.role}, ${actions.join('+')}: ${name}`,
      given,
      trust: { ...trust, Statement: trust.Statement.flatMap((other: any, at: number) => at === index ? changed ?? [] : other) },
    });
    return [
      mutation('removed', undefined),
      // Where the ARN of the principal is asked for, its account is said twice, and either would do.
      ...statement.Condition?.ArnLike?.['aws:PrincipalArn'] ? [] : [mutation('for everybody', { ...statement, Principal: '*' })],
      ...actions.length === 1 ? [] : actions.map((action) => mutation(`without ${action}`, { ...statement, Action: actions.filter((other) => other !== action) })),
      ...Object.entries<any>(statement.Condition ?? {}).flatMap(([operator, keys]) => Object.keys(keys).map((key) => (
        mutation(`without ${operator} ${key}`, { ...statement, Condition: withoutKey(statement.Condition, operator, key) })
      ))),
    ];
  });
}

function withoutKey(condition: any, operator: string, key: string): any {
  const { [key]: _dropped, ...keys } = condition[operator];
  return { ...condition, [operator]: keys };
}

test('every role has cases', () => {
  expect(template.idsOf('AWS::IAM::Role').map((id) => template.nameOf(id)).sort()).toEqual(cases.map(([, { role }]) => role).sort());
});

test.each(cases.flatMap(([, given]) => mutationsOf(given)))('$name is noticed', async ({ given, trust }) => {
  const outcomes = await Promise.all(given.steps.map(async (step) => await outcomeOf(given, step, trust) === step.expect));
  expect(outcomes).toContain(false);
});
