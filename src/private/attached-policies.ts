import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** "IAM and AWS STS quotas", IAM User Guide: managed policies that a group, a user or a role carries before a quota increase. */
const POLICY_QUOTA = 10;

/**
 * Refuses a group with more managed policies than IAM lets it carry, whichever side they were attached from: the deployment
 * would fail half-way.
 */
export function requirePolicyQuota(group: iam.Group, attached: iam.IManagedPolicy[]): string[] {
  const own = new Set(attached.map((policy) => resolved(group, policy.managedPolicyArn)));
  const groupName = resolved(group, group.groupName);
  for (const candidate of group.node.root.node.findAll()) {
    if (!(candidate instanceof iam.CfnManagedPolicy)) continue;
    const groups: unknown[] = Stack.of(candidate).resolve(candidate.groups) ?? [];
    if (groups.some((name) => JSON.stringify(name) === groupName)) own.add(resolved(group, candidate.ref));
  }
  if (own.size <= POLICY_QUOTA) return [];
  return [`${own.size} managed policies are attached to the group: IAM lets a group carry ${POLICY_QUOTA}. Merge statements into one policy or split the job function into two groups`];
}

function resolved(scope: iam.Group, value: string): string {
  return JSON.stringify(Stack.of(scope).resolve(value));
}
