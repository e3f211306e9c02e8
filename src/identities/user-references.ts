import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { additionsOfUsers, groupsOfPolicies, policiesOfUsers } from './attachments';
import { MfaEnforcement } from './mfa-enforcement';
import { referencesOf } from '../private/text/references';
import { Tree } from '../private/tree';
import { violation } from '../private/written-properties';

/** The quota of groups for a user, which cannot be raised. Source: IAM User Guide, "IAM and AWS STS quotas". */
const GROUP_QUOTA = 10;

/** The users whose own resource carries managed or inline policies. */
export function usersWithPolicies(tree: Tree): Set<IConstruct> {
  return new Set(tree.resources<iam.CfnUser>('AWS::IAM::User').filter((user) => {
    const held = (list: unknown) => list !== undefined && Stack.of(user).resolve(list)?.length > 0;
    return held(user.managedPolicyArns) || held(user.policies);
  }));
}

/** Errors for policies that are attached to a user from the policy's side, which does not call the user. */
export function policyErrors(user: iam.User, tree: Tree, rule: string): string[] {
  const resource = resourceOf(user);
  const own = tree.derived(usersWithPolicies).has(resource) ? [violation(user, 'policies', user.node.path, rule, 'policy-on-user')] : [];
  return [...own, ...tree.derived(policiesOfUsers).to(resource, resource.userName)
    .map((policy) => violation(user, 'users', policy.node.path, `${rule} ${user.node.path}`, 'policy-on-user'))];
}

/** Errors for MFA enforcement that reaches a user without a call to the user or the group. */
export function mfaErrors(user: iam.User, memberships: Iterable<iam.IGroup>, tree: Tree, rule: string): string[] {
  const resource = resourceOf(user);
  const groups = new Set<IConstruct | string>([...memberships].map((group) => group.node.defaultChild ?? group.groupName));
  for (const addition of tree.derived(additionsOfUsers).to(resource, resource.userName)) {
    const { resources, names } = referencesOf(addition, (addition as iam.CfnUserToGroupAddition).groupName);
    [...resources, ...names].forEach((group) => groups.add(group));
  }
  return [...tree.derived(groupsUnderMfa)].filter(([group]) => groups.has(group))
    .map(([, enforcement]) => violation(user, 'groups', enforcement.node.path, rule, 'mfa-enforcement-on-program'));
}

/** The groups that carry MFA enforcement, by their resource or their name. */
function groupsUnderMfa(tree: Tree): Map<IConstruct | string, IConstruct> {
  const found = new Map<IConstruct | string, IConstruct>();
  for (const policy of tree.resources<iam.CfnManagedPolicy>('AWS::IAM::ManagedPolicy')) {
    const enforcement = policy.node.scope;
    if (!(enforcement instanceof MfaEnforcement)) continue;
    const { resources, names } = referencesOf(policy, policy.groups);
    for (const group of [...resources, ...names, ...tree.derived(groupsOfPolicies).to(policy, undefined)]) found.set(group, enforcement);
  }
  return found;
}

/** Refuses more groups than the IAM quota allows for a user. Otherwise the deployment would partially fail. */
export function groupQuotaErrors(user: iam.User, groups: number): string[] {
  return groups <= GROUP_QUOTA ? [] : [violation(user, 'groups', `${groups} groups`, `IAM allows a user ${GROUP_QUOTA}. Remove some, or merge `
    + 'groups')];
}

function resourceOf(user: iam.User): iam.CfnUser {
  return user.node.defaultChild as iam.CfnUser;
}
