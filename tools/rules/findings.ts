import { Rule } from './rule';
import { Rule as Finding } from '../../src/access-checks/finding';

/** The findings of `AccessChecks`. */
export const FINDING_RULES: Record<Finding, Rule> = {
  Administrator: {
    what: 'An identity of the app may do everything, and nothing prevents it from changing its own policies.',
    why: 'A leaked session of it is a leaked account.',
    fix: 'Allow what the job needs, or set a permissions boundary such as a `WorkloadBoundary`.',
    acknowledge: 'If the identity is meant to be an administrator, such as the role of a deployment pipeline.',
  },
  NewAccess: {
    what: 'An identity has access that it does not have in the reference, such as the `cdk.out` of the main branch.',
    why: 'A change of permissions should be seen by the reviewer of the change.',
    fix: 'Review the access, and remove what is not intended.',
    acknowledge: 'If the access is intended. The finding disappears when the reference has the change.',
  },
  PassableWideRole: {
    what: 'A role has wide permissions and no boundary, and another identity may pass it to a service.',
    why: 'The other identity acts through the role.',
    fix: 'Set a permissions boundary, or limit `iam:PassRole` to other roles.',
    acknowledge: 'If the other identity is trusted with the permissions of the role.',
  },
  PrivilegeEscalation: {
    what: 'The permissions of an identity contain a known privilege-escalation path. The detail names its actions.',
    why: 'The identity can get permissions that no policy gives it.',
    fix: 'Remove one action of the path, or narrow its resources or conditions.',
    acknowledge: 'If the identity may have the permissions that it can reach.',
  },
  ReachesAdministrator: {
    what: 'An identity can assume or pass a role that is an administrator, or may become one.',
    why: 'Its own permissions do not say what it can do.',
    fix: 'Narrow the trust policy of the role, or the resources of `sts:AssumeRole` and `iam:PassRole`.',
    acknowledge: 'If the identity is meant to act as an administrator, such as by a role with MFA.',
  },
  Unknown: {
    what: 'A policy has a part that the checks cannot decide, such as an operator that they do not know. The detail names the part.',
    why: 'The checks do not say that the identity is safe.',
    fix: 'Rewrite the part, or give what is not known by `managedPolicies` or by the environment of the stack.',
    acknowledge: 'After a review of the part.',
  },
  UnsafeTrust: {
    what: 'The trust policy of a role admits more principals than one of its kind should, by the rules of `RoleTrust`.',
    why: 'A principal outside of the account or of the repository may assume the role.',
    fix: 'Use the method of `RoleTrust` that the finding names, as `assumedBy`.',
    acknowledge: 'If all principals that the trust policy admits are meant.',
  },
};
