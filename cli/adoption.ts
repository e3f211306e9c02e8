import { shown } from '../src/handlers/shared/security-checks/checks/check';
import { AccountFacts, Fact, UserFacts } from '../src/handlers/shared/security-checks/facts';

/** What an account has that the baseline would meet, beside what the checks ask for. */
export interface AdoptionFacts {
  readonly account: AccountFacts;
  /** Null where the account has none. */
  readonly alias: Fact<string | null>;
}

/** Something to do, or to decide, before the baseline is deployed into an account that is in use. */
export interface AdoptionStep {
  /** What it is about: a user, or a setting of the account. */
  readonly subject: string;
  readonly seen: string;
  readonly advice: string;
}

/** "IAM and AWS STS quotas", IAM User Guide: managed policies that a group carries before a quota increase. */
const POLICY_QUOTA = 10;

/** The group of the baseline that gives what an AWS-managed policy gives. */
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

/** What to change, and in which order. Nothing but the facts goes in; what was refused is a step, too. */
export function adoptionSteps({ account, alias }: AdoptionFacts): AdoptionStep[] {
  const { users, groups, credentials, passwordPolicy } = account;
  const steps: AdoptionStep[] = [];
  const look = <T>(subject: string, fact: Fact<T>, tell: (value: T) => void) => {
    if ('value' in fact) tell(fact.value);
    else steps.push({ subject, seen: `${fact.refused} was refused`, advice: `Ask again with credentials that may call ${fact.refused}` });
  };
  look('users', credentials, (known) => {
    for (const { name } of known.filter(({ password, mfa }) => password && !mfa)) {
      steps.push({ subject: `user ${name}`, seen: 'has a password and no MFA', advice: 'Let the user assign an MFA device before joining a group that enforces MFA' });
    }
  });
  look('users', users, (known) => {
    for (const user of known.filter(({ policies }) => policies.length)) steps.push(policiesOf(user));
  });
  look('groups', groups, (known) => look('users', users, (people) => {
    for (const user of people) {
      const all = new Set([...user.policies, ...known.filter(({ name }) => user.groups.includes(name)).flatMap(({ policies }) => policies)]);
      if (all.size <= POLICY_QUOTA) continue;
      steps.push({
        subject: `user ${user.name}`,
        seen: `has ${all.size} policies, its own and those of its groups`,
        advice: `A group carries ${POLICY_QUOTA}: say by job functions what the user does, and drop the rest`,
      });
    }
  }));
  look('account alias', alias, (known) => {
    if (known === null) return;
    steps.push({
      subject: 'account alias',
      seen: `is ${known}`,
      advice: `Ask for accountAlias: '${known}', or for none; another one replaces it, and the sign-in address changes`,
    });
  });
  look('password policy', passwordPolicy, (known) => {
    if (known === null) return;
    steps.push({
      subject: 'password policy',
      seen: `there is one, of at least ${known.minimumLength} characters`,
      advice: 'The baseline replaces and remembers it; OnExisting.ADOPT keeps it until you change the PasswordPolicy construct',
    });
  });
  return unique(steps);
}

function policiesOf({ name, policies }: UserFacts): AdoptionStep {
  const short = policies.map((policy) => policy.split('/').pop()!);
  const fitting = new Set(short.map((policy, index) => policies[index].includes(':iam::aws:') ? GROUPS[policy] : undefined));
  const groups = [...fitting].filter((group): group is string => group !== undefined);
  const rest = fitting.has(undefined) ? 'a job function of your own (JobFunction.of) for the rest' : undefined;
  return {
    subject: `user ${name}`,
    seen: `carries ${shown(short)}`,
    advice: `Put the user into ${[...groups.map((group) => `the group ${group}`), ...rest ? [rest] : []].join(' and ')}, then detach the policies`,
  };
}

/** One refused action may hide several facts. */
function unique(steps: AdoptionStep[]): AdoptionStep[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
