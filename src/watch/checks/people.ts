import { Check, shown, unless } from './check';
import { fail, given, pass, Verdict } from '../check-result';
import { AccountFacts } from '../facts';

const INTO_A_GROUP = 'Put the user into a group that has the permissions, then detach the policies from the user';

/** The checks of the IAM console about people and groups, and what benchmarks add about policies on users. */
export const INDIVIDUAL_USERS: Check = { check: 'INDIVIDUAL_USERS', severity: 'MEDIUM', judge: individualUsers };

export const GROUP_PERMISSIONS: Check = {
  check: 'GROUP_PERMISSIONS', severity: 'MEDIUM', judge: groupPermissions,
};

/** CIS AWS Foundations 2.13, Security Hub IAM.2. */
export const USER_POLICIES: Check = {
  check: 'USER_POLICIES',
  severity: 'LOW',
  judge: ({ users }) => unless(users, (known) => known.filter(({ policies }) => policies.length), 'users carry policies of their own', INTO_A_GROUP),
};

function individualUsers({ users, federation }: AccountFacts): Verdict {
  return given(users, ({ length }) => length
    ? pass(length > 1 ? `there are ${length} users` : 'there is 1 user')
    : given(federation, (ways) => ways.length
      ? pass(`there are no users, people come through ${shown(ways)}`)
      : fail('there are no users, so that people can only be root', 'Make a user for each person, or let people in through Identity Center')));
}

/**
 * Passes where a group has a policy and no user depends on policies of its own. A user that has both is a finding of another
 * kind, since taking the own policies away does not lock anybody out.
 */
function groupPermissions({ users, groups, federation }: AccountFacts): Verdict {
  return given(users, (people) => given(groups, (known) => {
    const carrying = known.filter(({ policies }) => policies.length).map(({ name }) => name);
    const apart = people.filter((user) => user.policies.length && !user.groups.some((group) => carrying.includes(group)));
    if (apart.length) return fail(`permissions come from no group for ${shown(apart.map(({ name }) => name))}`, INTO_A_GROUP);
    if (carrying.length) return pass(`groups with policies: ${shown(carrying)}`);
    const none = fail('no group has a policy', 'Make groups for the jobs that people do, give them policies and put the users into them');
    return people.length ? none : given(federation, (ways) => ways.length
      ? pass(`there are no users to permit anything, people come through ${shown(ways)}`) : none);
  }));
}
