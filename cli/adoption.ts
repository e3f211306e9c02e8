import { shown } from '../src/handlers/shared/security-checks/checks/check';
import { AccountFacts, Fact, UserFacts } from '../src/handlers/shared/security-checks/facts';

/** The resources of the account that the baseline would replace, and those that the checks use. */
export interface AdoptionFacts {
  readonly account: AccountFacts;
  /** Null if the account has none. */
  readonly alias: Fact<string | null>;
}

/** A task or a decision before the baseline is deployed into an account that is in use. */
export interface AdoptionStep {
  /** A user, or a setting of the account. */
  readonly subject: string;
  readonly seen: string;
  readonly advice: string;
}

/** The quota of managed policies of a group without a quota increase. Source: IAM User Guide, "IAM and AWS STS quotas". */
const POLICY_QUOTA = 10;

/** The group of the baseline that has the permissions of an AWS-managed policy. */
const GROUPS: Record<string, string> = {
  AdministratorAccess: 'Administrators',
  PowerUserAccess: 'PowerUsers',
  SecurityAudit: 'SecurityAuditors',
  ReadOnlyAccess: 'ViewOnlyUsers',
  ViewOnlyAccess: 'ViewOnlyUsers',
  Billing: 'Billing',
  AWSBillingReadOnlyAccess: 'Billing',
  AWSSupportAccess: 'Support',
  SupportUser: 'Support',
  SystemAdministrator: 'SystemAdministrators',
  NetworkAdministrator: 'NetworkAdministrators',
  DatabaseAdministrator: 'DatabaseAdministrators',
  DataScientist: 'DataScientists',
};

/** The changes to make, in order. The facts are the only input; an unknown fact is a step, too. */
export function adoptionSteps({ account, alias }: AdoptionFacts): AdoptionStep[] {
  const { identities, credentials, passwordPolicy } = account;
  const steps: AdoptionStep[] = [];
  const given = <T>(subject: string, fact: Fact<T>, evaluate: (value: T) => void) => {
    if ('value' in fact) evaluate(fact.value);
    else steps.push({ subject, seen: `is unknown: ${fact.unknown}`, advice: fact.denied ? `Run the command again with credentials that may call ${fact.denied}` : 'Run the command again later' });
  };
  given('users', credentials, (known) => {
    for (const { name } of known.filter(({ password, mfa }) => password && !mfa)) {
      steps.push({ subject: `user ${name}`, seen: 'has a password and no MFA', advice: 'Let the user assign an MFA device before joining a group that enforces MFA' });
    }
  });
  given('users', identities, ({ users, groups }) => {
    for (const user of users.filter(({ policies }) => policies.length)) steps.push(policiesOf(user));
    for (const user of users) {
      const all = new Set([...user.policies, ...groups.filter(({ name }) => user.groups.includes(name)).flatMap(({ policies }) => policies)]);
      if (all.size <= POLICY_QUOTA) continue;
      steps.push({
        subject: `user ${user.name}`,
        seen: `has ${all.size} policies, its own and those of its groups`,
        advice: `A group has up to ${POLICY_QUOTA}: describe by job functions what the user does, and drop the rest`,
      });
    }
  });
  given('account alias', alias, (known) => {
    if (known === null) return;
    steps.push({
      subject: 'account alias',
      seen: `is ${known}`,
      advice: `Set accountAlias: '${known}', or leave it out; another alias replaces this one, and the sign-in URL changes`,
    });
  });
  given('password policy', passwordPolicy, (known) => {
    if (known === null) return;
    steps.push({
      subject: 'password policy',
      seen: `exists, with at least ${known.minimumLength} characters`,
      advice: 'The baseline replaces it and stores the former values; OnExisting.ADOPT keeps it until you change the PasswordPolicy construct',
    });
  });
  return unique(steps);
}

function policiesOf({ name, policies }: UserFacts): AdoptionStep {
  const short = policies.map((policy) => policy.split('/').pop()!);
  const fitting = new Set(short.map((policy, index) => policies[index].includes(':iam::aws:') ? GROUPS[policy] : undefined));
  const groups = [...fitting].filter((group): group is string => group !== undefined);
  const steps = [
    ...groups.length ? [`add the user to ${groups.map((group) => `the group ${group}`).join(' and ')}`] : [],
    ...fitting.has(undefined) ? [`create a job function (JobFunction.of) for ${groups.length ? 'the rest' : 'what the user does'}`] : [],
    'then detach the policies',
  ].join(', ');
  return { subject: `user ${name}`, seen: `has ${shown(short)}`, advice: steps[0].toUpperCase() + steps.slice(1) };
}

/** Several facts may be unknown for one reason. */
function unique(steps: AdoptionStep[]): AdoptionStep[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
