import { Judge, shown, unless } from './check';
import { fail, given, pass } from '../check-result';

/** The checks of the IAM console about people and groups, and what benchmarks add about policies on users. */
export const INDIVIDUAL_USERS: Judge = ({ users, federation }) => given(users, ({ length }) => length
  ? pass(length > 1 ? `there are ${length} users` : 'there is 1 user')
  : given(federation, (ways) => ways.length
    ? pass(`there are no users, people come through ${shown(ways)}`)
    : fail('there are no users, so that people can only be root')));

/**
 * Passes where a group has a policy and no user depends on policies of its own. A user that has both is a finding of another
 * kind, since taking the own policies away does not lock anybody out.
 */
export const GROUP_PERMISSIONS: Judge = ({ users, groups, federation }) =>
  given(users, (people) => given(groups, (known) => {
    const carrying = known.filter(({ policies }) => policies.length).map(({ name }) => name);
    const apart = people.filter((user) => user.policies.length && !user.groups.some((group) => carrying.includes(group)));
    if (apart.length) return fail(`permissions come from no group for ${shown(apart.map(({ name }) => name))}`, 'USER_POLICIES');
    if (carrying.length) return pass(`groups with policies: ${shown(carrying)}`);
    const none = fail('no group has a policy');
    return people.length ? none : given(federation, (ways) => ways.length
      ? pass(`there are no users to permit anything, people come through ${shown(ways)}`) : none);
  }));

/** CIS AWS Foundations 2.13, Security Hub IAM.2. */
export const USER_POLICIES: Judge = ({ users }) => unless(
  users, (known) => known.filter(({ policies }) => policies.length), 'users carry policies of their own',
);
