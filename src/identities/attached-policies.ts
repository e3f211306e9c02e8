import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { referencesOf } from '../private/references';

/** "IAM and AWS STS quotas", IAM User Guide: managed policies that a group, a user or a role carries before a quota increase. */
const POLICY_QUOTA = 10;

/**
 * Refuses a group with more managed policies than IAM lets it carry, whichever side they were attached from: the deployment
 * would fail half-way.
 */
export function requirePolicyQuota(group: iam.Group, attached: iam.IManagedPolicy[]): string[] {
  const policies = new Set<unknown>(attached.map((policy) => policy instanceof iam.ManagedPolicy
    ? policy.node.defaultChild
    : JSON.stringify(Stack.of(group).resolve(policy.managedPolicyArn))));
  for (const candidate of group.node.root.node.findAll()) {
    if (!iam.CfnManagedPolicy.isCfnManagedPolicy(candidate)) continue;
    if (referencesOf(candidate, candidate.groups).resources.includes(group.node.defaultChild!)) policies.add(candidate);
  }
  if (policies.size <= POLICY_QUOTA) return [];
  return [`${policies.size} managed policies are attached to the group: IAM lets a group carry ${POLICY_QUOTA}. Merge statements into one policy or split the job function into two groups`];
}
