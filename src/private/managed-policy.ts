import * as iam from 'aws-cdk-lib/aws-iam';
import { unsafe } from './errors';

/**
 * Leaves out the description, which `iam.ManagedPolicy` sets to an empty text. A description can never be changed without replacing the
 * policy.
 */
export function omitDescription(policy: iam.ManagedPolicy): void {
  const resource = policy.node.defaultChild as iam.CfnManagedPolicy | undefined;
  // There is none where the app makes no roles and policies itself (`iam.Role.customizeRoles`).
  if (resource) resource.description = undefined;
}

/** Refuses a policy that an app does not create itself, where a person would carry more permissions without it. */
export function requireCreated(policy: iam.IManagedPolicy): void {
  if (!(policy instanceof iam.ManagedPolicy) || policy.node.defaultChild) return;
  throw unsafe('group-policy-missing', 'scope', policy.node.scope, 'iam.Role.customizeRoles prevents this policy from being created, and groups would be less protected without it. '
    + 'Call it on a scope without groups and MFA enforcement', policy);
}
