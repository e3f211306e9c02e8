import { join } from 'path';
import { AccountOptions } from '../../proof/engine/account';
import { accountOf, Case, casesIn, outcomeOf, Step } from '../../proof/engine/cases';
import { Decision } from '../../proof/engine/decide';
import { Policy } from '../../proof/engine/policy';

/**
 * A statement that no case needs is either superfluous or unproven. So each is taken away in turn, and then each of its
 * conditions and entries, and at least one case has to notice.
 */
interface Mutation {
  readonly name: string;
  /** The account whose policy it is. */
  readonly options?: AccountOptions;
  /** The actions that the answer can change for, where it is not every one. */
  readonly action?: string;
  /** A mutation that allows more can be noticed only where a denial is expected, and the other way round. */
  readonly notices: Decision;
  readonly policy: string;
  readonly mutate: (statement: any) => any;
  readonly sid: string;
}

const cases = casesIn(join(__dirname, '..', '..', 'proof', 'cases', 'journeys')).map(([, given]) => given);

function policyOf(policyId: string, options?: AccountOptions): Policy {
  const { template } = accountOf({ account: options });
  return template.managedPolicy(template.find('AWS::IAM::ManagedPolicy', policyId));
}

function mutationsOf(policyId: string, options?: AccountOptions): Mutation[] {
  const { name: policy, policy: document } = policyOf(policyId, options);
  return document.Statement.flatMap((statement: any) => {
    const sid = statement.Sid ?? 'only statement';
    const mutation = (name: string, matches: 'more' | 'less', mutate: Mutation['mutate'], action?: string): Mutation => ({
      name: `${policyId}${options ? ` with ${JSON.stringify(options)}` : ''}, ${sid}: ${name}`,
      options,
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

async function isNoticed({ options, notices, policy, sid, mutate, action }: Mutation): Promise<boolean> {
  const change = (policies: Policy[]) => policies.map((held) => held.name !== policy ? held : {
    name: held.name,
    policy: {
      ...held.policy,
      Statement: held.policy.Statement.map((statement: any) => statement.Sid === sid ? mutate(statement) : statement).filter(Boolean),
    },
  }).filter((held) => held.policy.Statement.length > 0);
  const pattern = new RegExp(`^${(action ?? '*').replace(/\*/g, '.*')}$`, 'i');
  for (const { given, step, call } of relevant(policy, options).filter((each) => each.step.expect === notices && pattern.test(each.call))) {
    if (await outcomeOf(given, step, call, change) !== step.expect) return true;
  }
  return false;
}

const carriers = new Map<string, { given: Case; step: Step; call: string }[]>();

/** The steps of those who carry the policy in that account, those that another account or partition is asked for left out. */
function relevant(policy: string, options?: AccountOptions) {
  const key = `${policy} ${JSON.stringify(options)}`;
  if (!carriers.has(key)) {
    const account = accountOf({ account: options });
    carriers.set(key, steps.filter(({ given }) => JSON.stringify(given.account) === JSON.stringify(options) && !given.partition && !given.who.role
      && account.policiesOfPerson(given.who.jobs ?? [], given.who.policies ?? []).some(({ name }) => name === policy)));
  }
  return carriers.get(key)!;
}

const WITHOUT_EFFECT = [
  // AWS allows it whatever policies say; named all the same, for readers and for evaluators that do not know.
  'MfaEnforcement, DenyWithoutMfa: NotAction without sts:GetCallerIdentity',
  // No action of the statement takes a device; it shares its resources with the enrollment, which does.
  'MfaEnforcement with {"mfaEnforcement":{"mode":"ROLL_OUT"}}, SeeOneself: Resource without arn:aws:iam::123456789012:mfa/*',
  // MFA enforcement denies it to users as well. Sessions of roles have the guardrail alone: see guardrail-gaps.test.ts.
  'Guardrail, Protected: Resource without arn:*:signin:*:*:oauth2/*/remote',
];

const mutations = ['MfaEnforcement', 'Guardrail', 'PassWorkloadRoles', 'AdministratorGroupAssumeRole']
  .flatMap((policyId) => mutationsOf(policyId)).filter(({ name }) => !WITHOUT_EFFECT.includes(name));

/** What an option changes about a policy: whole statements that it adds, and entries and conditions of others. */
function mutationsByOption(policyId: string, options: AccountOptions): Mutation[] {
  const usual = new Map<string, any>(policyOf(policyId).policy.Statement.map((statement: any) => [statement.Sid, statement]));
  const unusual = new Map<string, any>(policyOf(policyId, options).policy.Statement.map((statement: any) => [statement.Sid, statement]));
  return mutationsOf(policyId, options).filter(({ sid, name }) => {
    const before = usual.get(sid);
    const entry = /: (\w+) without (.+)$/.exec(name);
    if (!before) return true;
    if (JSON.stringify(before) === JSON.stringify(unusual.get(sid))) return false;
    if (entry) return ![before[entry[1]] ?? []].flat().includes(entry[2]);
    return ['Condition', 'NotResource'].some((element) => JSON.stringify(before[element]) !== JSON.stringify(unusual.get(sid)[element]));
  });
}

const optional = [...new Set(cases.filter(({ account }) => account).map(({ account }) => JSON.stringify(account)))].map((text) => JSON.parse(text))
  .flatMap((options: AccountOptions) => ['MfaEnforcement', 'Guardrail'].flatMap((policyId) => mutationsByOption(policyId, options)))
  .filter(({ name }) => !WITHOUT_EFFECT.includes(name));

test('every statement of the policies is mutated, also those that an option adds', () => {
  const sids = (some: Mutation[]) => [...new Set(some.map(({ sid }) => sid))];
  for (const policyId of ['MfaEnforcement', 'Guardrail']) {
    expect(sids(mutations)).toEqual(expect.arrayContaining(policyOf(policyId).policy.Statement.map(({ Sid }: any) => Sid)));
  }
  expect(sids(optional)).toEqual(expect.arrayContaining(['OwnGitPassword', 'SeeOneself', 'Enrol', 'OwnCredentials', 'DenyWithoutMfa', 'Sessions']));
});

test.each(optional)('$name is noticed', async (mutation) => {
  expect(await isNoticed(mutation)).toBe(true);
});

test.each(mutations)('$name is noticed', async (mutation) => {
  expect(await isNoticed(mutation)).toBe(true);
});
