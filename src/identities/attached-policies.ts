import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { policiesOfGroups } from './attachments';
import { Tree } from '../private/tree';
import { violation } from '../private/written-properties';

/**
 * The quota of managed policies for a group, a user or a role without a quota increase. Source: IAM User Guide, "IAM and AWS STS quotas".
 */
const POLICY_QUOTA = 10;

/**
 * Refuses a group with more managed policies than the IAM quota, whichever side they were attached from. Otherwise the deployment would
 * partially fail.
 */
export function requirePolicyQuota(group: iam.Group, tree: Tree, attached: iam.IManagedPolicy[]): string[] {
  const policies = new Set<unknown>(attached.map((policy) => policy instanceof iam.ManagedPolicy
    ? policy.node.defaultChild
    : JSON.stringify(Stack.of(group).resolve(policy.managedPolicyArn))));
  tree.derived(policiesOfGroups).to(group.node.defaultChild as iam.CfnGroup, undefined).forEach((policy) => policies.add(policy));
  if (policies.size <= POLICY_QUOTA) return [];
  return [violation(group, 'managedPolicies', `${policies.size} managed policies`,
    `IAM allows a group ${POLICY_QUOTA}. Merge statements into one policy, or split the job function into two groups`)];
}
