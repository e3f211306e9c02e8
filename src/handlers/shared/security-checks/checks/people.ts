import { Check, shown, unless } from './check';
import { AccountFacts } from '../facts';
import { fail, given, Outcome, pass } from '../outcome';

/** The checks of the IAM console about people and groups, and what benchmarks add about policies on users. */
export const INDIVIDUAL_USERS: Check = (facts) => given(facts.identities, ({ users: { length } }) => length
  ? pass(length > 1 ? `there are ${length} users` : 'there is 1 user')
  : withoutUsers(facts, 'there are no users, providers or roles for people'));

/**
 * Passes if a group has a policy and no user depends on policies of its own. A user that has both is a finding of another check: without
 * its own policies that user is not locked out.
 */
export const GROUP_PERMISSIONS: Check = (facts) => given(facts.identities, ({ users, groups }) => {
  const carrying = groups.filter(({ policies }) => policies.length).map(({ name }) => name);
  const apart = users.filter((user) => user.policies.length && !user.groups.some((group) => carrying.includes(group)));
  if (apart.length) return fail(`users have no permissions from a group: ${shown(apart.map(({ name }) => name))}`, 'USER_POLICIES');
  if (carrying.length) return pass(`groups with policies: ${shown(carrying)}`);
  const none = 'no group has a policy';
  return users.length ? fail(none) : withoutUsers(facts, none);
});

/** CIS AWS Foundations 2.13, Security Hub IAM.2. */
export const USER_POLICIES: Check = ({ identities }) => unless(
  identities, ({ users }) => users.filter(({ policies }) => policies.length), 'users have policies of their own',
);

/** Passes if people sign in without being users. One role or provider shows that they do; that there is none takes both listings. */
function withoutUsers({ identities, samlProviders }: AccountFacts, none: string): Outcome {
  const through = (names: string[]) => pass(`there are no users, people sign in through ${shown(names)}`);
  return given(identities, ({ signInRoles }) => signInRoles.length ? through(signInRoles)
    : given(samlProviders, (providers) => providers.length ? through(providers) : fail(none)));
}
