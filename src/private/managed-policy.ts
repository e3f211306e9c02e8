import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Leaves the description out, which `iam.ManagedPolicy` otherwise sets to nothing: a description can never be changed without
 * replacing the policy, so that it had better not be there.
 */
export function omitDescription(policy: iam.ManagedPolicy): void {
  (policy.node.defaultChild as iam.CfnManagedPolicy).description = undefined;
}
