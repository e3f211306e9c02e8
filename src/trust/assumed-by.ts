import * as iam from 'aws-cdk-lib/aws-iam';
import { checkAtSynthesis, requirePartitions } from './policy/check-at-synthesis';
import { requireTrustPolicy } from './policy/trust-policy-errors';
import { RoleTrust } from './role-trust';
import { Kind } from '../private/known-keys';

/** A principal. It is recognized by a property, since an app may hold two copies of aws-cdk-lib. */
export const principal: Kind = (value) => typeof (value as Partial<iam.IPrincipal> | null)?.assumeRoleAction === 'string'
  ? undefined : 'it must be a principal. Use a static method of RoleTrust, such as RoleTrust.people()';

/**
 * Checks the principals that a role of this library trusts: at once as far as they are known, and the whole trust policy at synthesis. A
 * principal of aws-cdk-lib is checked by the rules of `RoleTrust`.
 */
export function checkAssumedBy(role: iam.Role, assumedBy: iam.IPrincipal): void {
  const details = assumedBy instanceof RoleTrust ? assumedBy._details : undefined;
  if (details) requirePartitions(role, [details]);
  requireTrustPolicy(role, role.assumeRolePolicy!, 'assumedBy', false);
  // A role whose creation is prevented (`iam.Role.customizeRoles`) has no resource.
  const resource = role.node.defaultChild;
  if (resource instanceof iam.CfnRole) checkAtSynthesis(resource, details);
}

/** Whether the sessions come from another role. AWS limits such sessions to one hour. */
export function isRoleChaining(assumedBy: iam.IPrincipal): boolean {
  return assumedBy instanceof RoleTrust && assumedBy._details.parts.some(({ kind }) => kind === 'roles' || kind === 'thirdParty');
}
