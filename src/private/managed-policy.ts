import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Leaves the description out, which `iam.ManagedPolicy` otherwise sets to nothing: a description can never be changed without
 * replacing the policy, so that it had better not be there.
 */
export function omitDescription(policy: iam.ManagedPolicy): void {
  const resource = policy.node.defaultChild as iam.CfnManagedPolicy | undefined;
  // There is none where the app makes no roles and policies itself (`iam.Role.customizeRoles`).
  if (resource) resource.description = undefined;
}
