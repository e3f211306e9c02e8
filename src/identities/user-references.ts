import { Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { MfaEnforcement } from './mfa-enforcement';
import { invalid } from '../private/errors';
import { References, referencesOf } from '../private/references';

/** "IAM and AWS STS quotas", IAM User Guide: the groups that a user can be in; the quota cannot be raised. */
const GROUP_QUOTA = 10;

/** The users that a policy, whether managed or inline, is attached to from the policy's side; undefined for anything else. */
export function usersOfPolicy(resource: IConstruct): References | undefined {
  if (iam.CfnPolicy.isCfnPolicy(resource) || iam.CfnManagedPolicy.isCfnManagedPolicy(resource)) return referencesOf(resource, resource.users);
  return iam.CfnUserPolicy.isCfnUserPolicy(resource) ? referencesOf(resource, resource.userName) : undefined;
}

/** Whether a user's own resource carries managed or inline policies. */
export function carriesPolicies(user: iam.CfnUser): boolean {
  const { managedPolicyArns, policies } = Stack.of(user).resolve({ managedPolicyArns: user.managedPolicyArns, policies: user.policies }) ?? {};
  return (managedPolicyArns?.length ?? 0) + (policies?.length ?? 0) > 0;
}

/** Errors for what is attached to a user from the policy's side, which does not ask the user. */
export function policyErrors(user: iam.User, rule: string): string[] {
  const errors = carriesPolicies(user.node.defaultChild as iam.CfnUser) ? [invalid('policies', user.node.path, rule).message] : [];
  for (const resource of user.node.root.node.findAll()) {
    const users = usersOfPolicy(resource);
    if (users && includesUser(resource, users, user)) errors.push(invalid('users', resource.node.path, `${rule} ${user.node.path}`).message);
  }
  return errors;
}

/**
 * Whether references include a user, by itself or by its literal name. A name counts only within the same deployment (stage and
 * account), since another account may have a user of that name.
 */
export function includesUser(from: IConstruct, references: References, user: iam.User): boolean {
  return references.resources.includes(user.node.defaultChild!) || references.names.includes(nameOf(user)) && sameDeployment(from, user);
}

/** Errors for MFA enforcement that reaches a user by a way that asks neither the user nor the group. */
export function mfaErrors(user: iam.User, memberships: Iterable<iam.IGroup>, rule: string): string[] {
  const everything = user.node.root.node.findAll();
  const groups = new Set<IConstruct | string>([...memberships].map((group) => group.node.defaultChild ?? group.groupName));
  for (const addition of everything.filter((resource) => iam.CfnUserToGroupAddition.isCfnUserToGroupAddition(resource))) {
    if (!includesUser(addition, referencesOf(addition, addition.users), user)) continue;
    const { resources, names } = referencesOf(addition, addition.groupName);
    [...resources, ...names].forEach((group) => groups.add(group));
  }
  return everything.filter((construct) => construct instanceof MfaEnforcement).filter((enforcement) => {
    const policy = enforcement.node.defaultChild as iam.CfnManagedPolicy;
    const { resources, names } = referencesOf(policy, policy.groups);
    const carriers = everything.filter((resource) => iam.CfnGroup.isCfnGroup(resource))
      .filter((group) => referencesOf(group, group.managedPolicyArns).resources.includes(policy));
    return [...resources, ...names, ...carriers].some((group) => groups.has(group));
  }).map((enforcement) => invalid('groups', enforcement.node.path, rule).message);
}

/** Refuses more groups than IAM lets a user be in: the deployment would fail half-way. */
export function groupQuotaErrors(groups: number): string[] {
  return groups <= GROUP_QUOTA ? [] : [invalid('groups', `${groups} groups`, `IAM lets a user be in ${GROUP_QUOTA}`).message];
}

/** The name that the user was given; a token where CloudFormation makes one. */
function nameOf(user: iam.User): string {
  return (user.node.defaultChild as iam.CfnUser).userName!;
}

function sameDeployment(one: IConstruct, other: IConstruct): boolean {
  return Stage.of(one) === Stage.of(other) && Stack.of(one).account === Stack.of(other).account;
}
