import { Construct } from 'constructs';
import { BaselineRoleProps } from './baseline-role-props';
import { TrustingRole } from './trusting-role';
import { TrustedAccount } from '../trust/trusted-account';

/** Properties of a `CrossAccountRole`. */
export interface CrossAccountRoleProps extends BaselineRoleProps {
  /** Who may assume the role. */
  readonly trusted: TrustedAccount;
}

/**
 * A role that another account assumes: people or roles of a sibling in the own organization, or a third party. It never trusts
 * everybody, and never a third party without an external id.
 *
 * Warnings are an external id that can be guessed, one that another role of the app has for another third party, and sessions
 * longer than the hour that AWS allows a role which assumes another one. Costs nothing.
 *
 * Sources: IAM User Guide, "Cross account resource access in IAM", "The confused deputy problem", "Methods to assume a role".
 *
 * @example
 * new CrossAccountRole(this, 'Auditors', {
 *   trusted: TrustedAccount.people(['111122223333'], { organizationId: 'o-a1b2c3d4e5' }),
 *   jobFunctions: [JobFunction.SECURITY_AUDITOR],
 * });
 * new CrossAccountRole(this, 'Monitoring', {
 *   trusted: TrustedAccount.thirdParty(['444455556666'], { externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' }),
 *   jobFunctions: [JobFunction.VIEW_ONLY],
 * });
 */
export class CrossAccountRole extends TrustingRole {
  /**
   * @throws if the name or path is not one that IAM takes, the sessions may last less than 1 or more than 12 hours, or a principal
   * is of another partition
   */
  constructor(scope: Construct, id: string, props: CrossAccountRoleProps) {
    const { trusted, ...role } = props;
    super(scope, id, { ...role, trust: trusted.trust });
  }
}
