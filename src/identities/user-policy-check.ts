import { IConstruct } from 'constructs';
import { policiesWithUsers } from './attachments';
import { usersWithPolicies } from './user-references';
import { addTreeValidation, stageOf, Tree } from '../private/tree';
import { warn } from '../private/warnings';

/** The apps and stages that are checked. */
const CHECKED = new WeakSet<IConstruct>();

/**
 * Warns about policies on IAM users, anywhere in the app or stage of a construct, once, however often it is called. Policies on users
 * outside the baseline work and remain; benchmarks report them (CIS AWS Foundations 2.13, Security Hub IAM.2). On users of the baseline
 * they are errors as well, see `BaselineUser` and `ProgramUser`.
 *
 * It is no aspect: aws-cdk-lib takes the whole tree through each aspect, which for thousands of users takes longer than the check.
 *
 * Acknowledge the warning with the ID `cdk-secure-account-baseline:policyOnUser`.
 */
export function checkPoliciesOfUsers(scope: IConstruct): void {
  const whole = stageOf(scope);
  if (CHECKED.has(whole)) return;
  CHECKED.add(whole);
  addTreeValidation(whole, warnOfPolicies);
}

function warnOfPolicies(tree: Tree): string[] {
  for (const [policy, { names, resources }] of tree.derived(policiesWithUsers)) {
    warnOn(policy, [...names, ...resources.map((user) => user.node.path)]);
  }
  for (const user of tree.derived(usersWithPolicies)) warnOn(user, [user.node.path]);
  return [];
}

function warnOn(carrier: IConstruct, users: string[]): void {
  if (users.length === 0) return;
  warn(carrier, 'policyOnUser', `A policy is attached to IAM users (${users.join(', ')}): attach it to one of their groups`);
}
