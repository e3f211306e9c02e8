import { AdoptionFacts } from './adoption';
import { IdentityFacts, PolicyFacts, UserFacts } from '../src/handlers/shared/security-checks/facts';

/**
 * The adoption of the baseline in an account that is in use: an app that changes nothing that exists, and the steps that move people into
 * it.
 */
export interface AdoptionRoad {
  /** TypeScript for the app: the baseline under names that the account does not have yet. */
  readonly code: string;
  readonly steps: RoadStep[];
}

export interface RoadStep {
  readonly what: string;
  /** For the AWS CLI, with the credentials of an administrator. */
  readonly commands: string[];
}

/** The job functions of the baseline: their group, and the AWS-managed policies whose permissions they give. */
const JOB_FUNCTIONS: [name: string, group: string, policies: string[]][] = [
  ['ADMINISTRATOR', 'Administrators', ['AdministratorAccess']],
  ['POWER_USER', 'PowerUsers', ['PowerUserAccess']],
  ['SECURITY_AUDITOR', 'SecurityAuditors', ['SecurityAudit']],
  ['BILLING', 'Billing', ['job-function/Billing', 'AWSBillingReadOnlyAccess']],
  ['VIEW_ONLY', 'ViewOnlyUsers', ['job-function/ViewOnlyAccess', 'ReadOnlyAccess']],
  ['SUPPORT', 'Support', ['AWSSupportAccess', 'job-function/SupportUser']],
  ['SYSTEM_ADMINISTRATOR', 'SystemAdministrators', ['job-function/SystemAdministrator']],
  ['NETWORK_ADMINISTRATOR', 'NetworkAdministrators', ['job-function/NetworkAdministrator']],
  ['DATABASE_ADMINISTRATOR', 'DatabaseAdministrators', ['job-function/DatabaseAdministrator']],
  ['DATA_SCIENTIST', 'DataScientists', ['job-function/DataScientist']],
];
/** The minimum length of the password policy of the baseline; a longer one of the account stays. */
const DEFAULT_LENGTH = 14;

/** The groups that every baseline has. */
const ALWAYS = ['ADMINISTRATOR', 'POWER_USER', 'SECURITY_AUDITOR', 'BILLING'];

/**
 * The adoption of an account. Undefined if identities or credentials are unknown or there are no users. `cdk import` is not an
 * alternative: it imports a group only together with the policies that the group refers to, and those do not exist yet.
 */
export function adoptionRoad({ account: { identities, credentials, passwordPolicy }, alias }: AdoptionFacts): AdoptionRoad | undefined {
  if (!('value' in identities) || !('value' in credentials) || identities.value.users.length === 0) return undefined;
  const { users, groups, roles, ownPolicies } = identities.value;
  const passwords = new Map(credentials.value.map((each) => [each.name, each]));
  const people = users.filter(({ name }) => passwords.get(name)?.password);
  const withoutMfa = people.filter(({ name }) => !passwords.get(name)?.mfa).map(({ name }) => name);
  const moves = people.map((user) => moveOf(user, groups, ownPolicies)).filter(({ jobFunctions }) => jobFunctions.length > 0);
  const needed = JOB_FUNCTIONS.filter(([name]) => ALWAYS.includes(name) || moves.some(({ jobFunctions }) => jobFunctions.includes(name)));
  const groupNames = new Map(needed.map(([name, group]) => [name, freeName(group, groups)]));
  const literal = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

  const entry = ([name, group]: typeof needed[number]) => {
    const named = groupNames.get(name) === group ? [] : [`groupName: ${literal(groupNames.get(name)!)}`];
    const roleName = freeName('Administrator', roles);
    const role = [...roleName === 'Administrator' ? [] : [`roleName: ${literal(roleName)}`], 'usersPath: \'/\''].join(', ');
    return `    { ${[`jobFunction: JobFunction.${name}`, ...named, ...name === 'ADMINISTRATOR' ? [`roleOptions: { ${role} }`] : []].join(', ')} },`;
  };
  const support = freeName('Support', roles);
  const length = 'value' in passwordPolicy ? passwordPolicy.value?.minimumLength ?? 0 : 0;
  const code = [
    'new SecureAccountBaselineStack(app, \'account-baseline\', {',
    ...'value' in alias && alias.value !== null ? [`  accountAlias: ${literal(alias.value)},`] : [],
    ...length > DEFAULT_LENGTH ? [`  passwordPolicy: { minimumLength: ${length} },`] : [],
    ...withoutMfa.length > 0 ? ['  mfaEnforcement: { mode: MfaEnforcementMode.ROLL_OUT },'] : [],
    '  groups: [',
    ...needed.map(entry),
    '  ],',
    ...support === 'Support' ? [] : [`  roles: { support: { roleName: ${literal(support)} } },`],
    '});',
  ].join('\n');

  return { code, steps: stepsOf(moves, groupNames, withoutMfa) };
}

interface Move {
  readonly user: UserFacts;
  readonly jobFunctions: string[];
  /** The groups that grant nothing beyond the job functions, and perhaps their own MFA enforcement. */
  readonly formerGroups: string[];
  /** ARNs of policies on the user that grant nothing beyond the job functions. */
  readonly formerPolicies: string[];
}

function moveOf(user: UserFacts, groups: IdentityFacts[], ownPolicies: PolicyFacts[]): Move {
  const jobFunctionOf = (policy: string) => {
    const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(policy)?.[1];
    return JOB_FUNCTIONS.find(([, , policies]) => name !== undefined && policies.includes(name))?.[0];
  };
  const requiresMfa = (policy: string) => ownPolicies.some(({ name, document }) => policy.split('/').pop() === name && isMfaEnforcement(document));
  const isReplaced = (policy: string) => jobFunctionOf(policy) !== undefined || requiresMfa(policy);
  const former = groups.filter(({ name, policies }) => user.groups.includes(name) && policies.length > 0 && policies.every(isReplaced));
  const formerPolicies = user.policies.filter((policy) => policy.startsWith('arn:') && isReplaced(policy));
  const jobFunctions = [...former.flatMap(({ policies }) => policies), ...formerPolicies].map(jobFunctionOf);
  const known = jobFunctions.filter((name): name is string => name !== undefined);
  return { user, formerPolicies, formerGroups: former.map(({ name }) => name), jobFunctions: [...new Set(known)] };
}

/** A policy that denies without MFA. */
function isMfaEnforcement({ Statement }: PolicyFacts['document']): boolean {
  const asksForMfa = (condition: unknown) => /aws:MultiFactorAuth(Present|Age)/i.test(JSON.stringify(condition ?? {}));
  return [Statement].flat().some((statement: any) => statement?.Effect === 'Deny' && asksForMfa(statement.Condition));
}

/** IAM does not allow two names that differ only in case. */
function freeName(name: string, taken: IdentityFacts[]): string {
  const isTaken = (candidate: string) => taken.some((other) => other.name.toLowerCase() === candidate.toLowerCase());
  if (!isTaken(name)) return name;
  for (let number = 1; ; number++) {
    const candidate = `Baseline${name}${number > 1 ? number : ''}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** People get the new permissions before they lose the old ones, one kind of step after the other. */
function stepsOf(moves: Move[], groupNames: Map<string, string>, withoutMfa: string[]): RoadStep[] {
  const quoted = (text: string) => /^[\w+=,.@/:-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
  const deploy = ['npx cdk deploy account-baseline'];
  const steps: RoadStep[] = [{
    what: 'Deploy the app. It changes nothing that exists, except for the password policy, whose former values are stored', commands: deploy,
  }];
  if (withoutMfa.length > 0) {
    steps.push({ what: `Have these people assign an MFA device, sign out and sign in again: ${withoutMfa.join(', ')}`, commands: ['secure-account-baseline status --adopt'] });
  }
  if (moves.length === 0) return steps;
  steps.push({
    what: 'Add each person to the groups of the baseline. Each keeps the former permissions',
    commands: moves.flatMap(({ user, jobFunctions }) => (
      jobFunctions.map((name) => `aws iam add-user-to-group --group-name ${quoted(groupNames.get(name)!)} --user-name ${quoted(user.name)}`)
    )),
  });
  if (withoutMfa.length > 0) steps.push({ what: 'Remove `mode` from the app, so that MFA is enforced', commands: deploy });
  steps.push({
    what: 'Have each person sign in with MFA and do their work, an administrator by assuming the new role. Continue for those for whom it '
      + 'works, with yourself last',
    commands: moves.flatMap(({ user, formerGroups, formerPolicies }) => [
      ...formerGroups.map((group) => `aws iam remove-user-from-group --group-name ${quoted(group)} --user-name ${quoted(user.name)}`),
      ...formerPolicies.map((policy) => `aws iam detach-user-policy --policy-arn ${quoted(policy)} --user-name ${quoted(user.name)}`),
    ]),
  });
  steps.push({ what: 'Programs, groups with policies of your own and the former roles remain unchanged. See what remains', commands: ['secure-account-baseline status --adopt'] });
  return steps;
}
