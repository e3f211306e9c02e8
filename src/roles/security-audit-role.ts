import { Construct } from 'constructs';
import { PeopleRoleProps } from './people-role-props';
import { peopleTrust } from './people-trust';
import { TrustingRole } from './trusting-role';
import { JobFunction } from '../permissions/job-function';

/**
 * The role to review the security of an account with: it reads the configuration of every service (`SecurityAudit`), not the data,
 * and changes nothing. It is the job function of security auditors with its guardrail; further `jobFunctions` add to it. By default
 * people of this account assume it, with MFA; give it the trust of an auditing account of the organization as in the example.
 *
 * Costs nothing. Source: IAM User Guide, "AWS managed policies for job functions".
 *
 * @example
 * new SecurityAuditRole(this, 'Audit', {
 *   trust: TrustedAccount.people(['111122223333'], { organizationId: 'o-a1b2c3d4e5' }).trust,
 * });
 */
export class SecurityAuditRole extends TrustingRole {
  /**
   * @throws if the name or path is not one that IAM takes, or a duration is out of its range
   */
  constructor(scope: Construct, id: string, props: PeopleRoleProps = {}) {
    const { usersPath: _path, mfaMaxAge: _age, ...role } = props;
    super(scope, id, {
      ...role,
      roleName: props.roleName ?? 'SecurityAudit',
      trust: peopleTrust(props),
      jobFunctions: [JobFunction.SECURITY_AUDITOR, ...(props.jobFunctions ?? []).filter((job) => job !== JobFunction.SECURITY_AUDITOR)],
    });
  }
}
