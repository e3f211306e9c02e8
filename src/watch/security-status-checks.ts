import { CheckResult, fail, given, pass, Verdict } from './check-result';
import { AccountFacts, GroupFacts, RootFacts, UserFacts } from './facts';

/** IAM asks for 8 characters where an account has no policy of its own. */
const DEFAULT_PASSWORD_LENGTH = 8;

/** A sentence does not list hundreds of users. */
const NAMES_SHOWN = 5;

interface Check {
  readonly check: string;
  readonly title: string;
  readonly judge: (facts: AccountFacts) => Verdict;
}

/** The five checks that the IAM console shows as its security status, in the console's order. */
const CHECKS: Check[] = [
  { check: 'ROOT_ACCESS_KEYS', title: 'Root access keys deleted', judge: ({ root }) => given(root, rootAccessKeys) },
  { check: 'ROOT_MFA', title: 'MFA on root', judge: ({ root }) => given(root, rootMfa) },
  { check: 'INDIVIDUAL_USERS', title: 'Individual users', judge: individualUsers },
  { check: 'GROUP_PERMISSIONS', title: 'Groups carry the permissions', judge: groupPermissions },
  { check: 'PASSWORD_POLICY', title: 'Password policy', judge: passwordPolicy },
];

/** Judges an account by the five checks. Nothing but the facts goes in. */
export function securityStatus(facts: AccountFacts): CheckResult[] {
  return CHECKS.map(({ check, title, judge }) => ({ check, title, ...judge(facts) }));
}

function rootAccessKeys(root: RootFacts): Verdict {
  if (root.accessKeys === 0) return pass('root has no access key');
  return fail('root has an access key', 'Sign in as root, open /iam/home#/security_credentials in the console and delete every access key');
}

function rootMfa(root: RootFacts): Verdict {
  if (root.mfa) return pass('root has MFA');
  // Only an organisation that manages the root credentials of its members can take the password away, and then nobody signs in.
  if (root.password === false && root.accessKeys === 0 && root.signingCertificates === 0) {
    return pass('root has no credentials: its organisation manages them');
  }
  return fail('root has no MFA', 'Sign in as root, open /iam/home#/security_credentials in the console and assign an MFA device');
}

function individualUsers({ users, federation }: AccountFacts): Verdict {
  return given(users, (known) => {
    if (known.length > 0) return pass(known.length === 1 ? 'there is 1 user' : `there are ${known.length} users`);
    return given(federation, (ways) => ways.length > 0
      ? pass(`there are no users, people come through ${shown(ways)}`)
      : fail('there are no users, so that people can only be root', 'Make a user for each person, or let people in through Identity Center'));
  });
}

/**
 * Passes where a group has a policy and no user depends on policies of its own. A user that has both is a finding of another
 * kind, since taking the own policies away does not lock anybody out.
 */
function groupPermissions({ users, groups, federation }: AccountFacts): Verdict {
  return given(users, (knownUsers) => given(groups, (knownGroups) => {
    const carrying = knownGroups.filter((group) => group.policies.length > 0);
    const apart = knownUsers.filter((user) => user.policies.length > 0 && !isInOneOf(user, carrying)).map((user) => user.name);
    if (apart.length > 0) {
      return fail(`permissions come from no group for ${shown(apart)}`, 'Put the user into a group that has the permissions, then detach the policies from the user');
    }
    if (carrying.length > 0) return pass(`groups with policies: ${shown(carrying.map((group) => group.name))}`);
    if (knownUsers.length > 0) return noCarryingGroup();
    return given(federation, (ways) => ways.length > 0 ? pass(`there are no users to permit anything, people come through ${shown(ways)}`) : noCarryingGroup());
  }));
}

function passwordPolicy({ passwordPolicy: fact }: AccountFacts): Verdict {
  const mend = 'Set a password policy: Account settings in the IAM console, or the PasswordPolicy construct';
  return given(fact, (policy) => {
    if (!policy) return fail('the account has no password policy of its own', mend);
    if (policy.minimumLength < DEFAULT_PASSWORD_LENGTH) {
      return fail(`the password policy admits ${policy.minimumLength} characters, without one it would be ${DEFAULT_PASSWORD_LENGTH}`, mend);
    }
    return pass(`passwords have at least ${policy.minimumLength} characters`);
  });
}

function noCarryingGroup(): Verdict {
  return fail('no group has a policy', 'Make groups for the jobs that people do, give them policies and put the users into them');
}

function isInOneOf(user: UserFacts, groups: GroupFacts[]): boolean {
  return groups.some((group) => user.groups.includes(group.name));
}

function shown(names: string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
