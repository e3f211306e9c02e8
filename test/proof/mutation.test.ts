import { join } from 'path';
import { accountOf, Case, casesIn, outcomeOf, Step } from './harness/cases';
import { Decision } from './harness/decide';
import { Policy } from './harness/template';

/**
 * A statement that no case needs is either superfluous or unproven. So each is taken away in turn, and then each of its
 * conditions and entries, and at least one case has to notice.
 */
interface Mutation {
  readonly name: string;
  /** The actions that the answer can change for, where it is not every one. */
  readonly action?: string;
  /** A mutation that allows more can be noticed only where a denial is expected, and the other way round. */
  readonly notices: Decision;
  readonly policy: string;
  readonly mutate: (statement: any) => any;
  readonly sid: string;
}

const cases = casesIn(join(__dirname, 'cases')).map(([, given]) => given);
const account = accountOf({});

function mutationsOf(policyId: string): Mutation[] {
  const { name: policy, policy: document } = account.template.managedPolicy(account.template.find('AWS::IAM::ManagedPolicy', policyId));
  return document.Statement.flatMap((statement: any) => {
    const sid = statement.Sid ?? 'only statement';
    const mutation = (name: string, matches: 'more' | 'less', mutate: Mutation['mutate'], action?: string): Mutation => ({
      name: `${policyId}, ${sid}: ${name}`,
      notices: (statement.Effect === 'Allow') === (matches === 'less') ? 'Allowed' : 'Denied',
      policy,
      mutate,
      sid: statement.Sid,
      action,
    });
    return [
      mutation('removed', 'less', () => undefined),
      ...Object.entries<any>(statement.Condition ?? {}).flatMap(([operator, keys]) => Object.keys(keys).map((key) => (
        mutation(`without the condition ${operator} ${key}`, 'more', (original) => withoutCondition(original, operator, key))
      ))),
      ...['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((element) => {
        const entries: string[] = [statement[element] ?? []].flat();
        return entries.length < 2 ? [] : entries.map((entry) => (
          mutation(
            `${element} without ${entry}`,
            element.startsWith('Not') ? 'more' : 'less',
            (original) => ({ ...original, [element]: entries.filter((other) => other !== entry) }),
            element.endsWith('Action') ? entry : undefined,
          )
        ));
      }),
    ];
  });
}

function withoutCondition(statement: any, operator: string, key: string): any {
  const { [key]: _dropped, ...keys } = statement.Condition[operator];
  const { [operator]: _replaced, ...operators } = statement.Condition;
  const Condition = Object.keys(keys).length > 0 ? { ...operators, [operator]: keys } : operators;
  const { Condition: _old, ...rest } = statement;
  return Object.keys(Condition).length > 0 ? { ...rest, Condition } : rest;
}

const steps = cases.flatMap((given) => given.steps.flatMap((step) => [step.call].flat().map((call) => ({ given, step, call }))));

async function isNoticed({ notices, policy, sid, mutate, action }: Mutation): Promise<boolean> {
  const change = (policies: Policy[]) => policies.map((held) => held.name !== policy ? held : {
    name: held.name,
    policy: {
      ...held.policy,
      Statement: held.policy.Statement.map((statement: any) => statement.Sid === sid ? mutate(statement) : statement).filter(Boolean),
    },
  }).filter((held) => held.policy.Statement.length > 0);
  const pattern = new RegExp(`^${(action ?? '*').replace(/\*/g, '.*')}$`, 'i');
  for (const { given, step, call } of relevant(policy).filter((each) => each.step.expect === notices && pattern.test(each.call))) {
    if (await outcomeOf(given, step, call, change) !== step.expect) return true;
  }
  return false;
}

const carriers = new Map<string, { given: Case; step: Step; call: string }[]>();

/** The steps of those who carry the policy, those that another account or partition is asked for left out. */
function relevant(policy: string) {
  if (!carriers.has(policy)) {
    carriers.set(policy, steps.filter(({ given }) => !given.account && !given.partition && !given.who.role
      && account.policiesOfPerson(given.who.jobs ?? [], given.who.policies ?? []).some(({ name }) => name === policy)));
  }
  return carriers.get(policy)!;
}

/** AWS allows it whatever policies say; named all the same, for readers and for evaluators that do not know. */
const WITHOUT_EFFECT = ['MfaEnforcement, DenyWithoutMfa: NotAction without sts:GetCallerIdentity'];

const mutations = ['MfaEnforcement', 'Guardrail', 'PassWorkloadRoles', 'AdministratorGroupAssumeRole']
  .flatMap(mutationsOf).filter(({ name }) => !WITHOUT_EFFECT.includes(name));

test.each(mutations)('$name is noticed', async (mutation) => {
  expect(await isNoticed(mutation)).toBe(true);
});
