import { Construct } from 'constructs';
import { BaselineRole } from './baseline-role';
import { PEOPLE_ROLE_KEYS } from './people-role-keys';
import { PeopleRoleProps } from './people-role-props';
import { JobFunction } from '../permissions/job-function';
import { checkProps } from '../private/known-keys';
import { RoleTrust } from '../trust/role-trust';

/**
 * A role for security reviews. It reads the configuration of every service (`SecurityAudit`), reads no data and changes nothing.
 *
 * The role carries the job function of security auditors with its guardrail. Further `jobFunctions` add permissions. By default, IAM
 * users of this account assume it with MFA. For an auditing account of the organization, set `assumedBy` as in the example.
 *
 * Free of charge. Source: IAM User Guide, "AWS managed policies for job functions".
 *
 * @example
 * new SecurityAuditRole(this, 'Audit', {
 *   assumedBy: RoleTrust.people({ siblings: { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' } }),
 * });
 */
export class SecurityAuditRole extends BaselineRole {
  /** @throws if the trust admits too many principals or can never hold, or if a name, path or duration is out of range */
  constructor(scope: Construct, id: string, props: PeopleRoleProps = {}) {
    checkProps(scope, id, props, PEOPLE_ROLE_KEYS);
    super(scope, id, {
      ...props,
      assumedBy: props.assumedBy ?? RoleTrust.people(),
      roleName: props.roleName ?? 'SecurityAudit',
      jobFunctions: [JobFunction.SECURITY_AUDITOR, ...(props.jobFunctions ?? []).filter((job) => job !== JobFunction.SECURITY_AUDITOR)],
    });
  }
}
