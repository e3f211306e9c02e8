import { BreakGlassRoleProps } from '../roles/break-glass-role';
import { PeopleRoleProps } from '../roles/people-role-props';

/**
 * Roles that people assume, in addition to the administrator role. Members of the Administrators group may assume the support role
 * and the security audit role.
 */
export interface BaselineRolesOptions {
  /**
   * The role for AWS Support cases, which benchmarks require.
   *
   * @default - users of the baseline assume it with MFA
   */
  readonly support?: PeopleRoleProps;

  /**
   * A role that reads the security settings of the account.
   *
   * @default - none
   */
  readonly securityAudit?: PeopleRoleProps;

  /**
   * A role for emergency (break-glass) access.
   *
   * @default - none
   */
  readonly breakGlass?: BreakGlassRoleProps;
}
