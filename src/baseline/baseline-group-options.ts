import * as iam from 'aws-cdk-lib/aws-iam';
import { IJobFunctionGroup, JobFunctionAccess } from '../identities/job-function-group';
import { JobFunctionGroupRoleOptions } from '../identities/job-function-group-role-options';
import { JobFunction } from '../permissions/job-function';

/**
 * A group of the baseline.
 */
export interface BaselineGroupOptions {
  /** The job function of the members. A baseline has one group for each. */
  readonly jobFunction: JobFunction;

  /**
   * The name of the group: 1 to 128 letters, digits and characters of `_+=,.@-`. Choose one if the account already has a group of the
   * default name. A change replaces the group.
   *
   * @default - the group name of the job function, such as `Administrators`
   */
  readonly groupName?: string;

  /**
   * Whether the members carry the permissions at all times or assume a role that does, with MFA.
   *
   * @default JobFunctionAccess.ASSUME_ROLE for administrators and with `role` or `roleOptions`, otherwise JobFunctionAccess.DIRECT
   */
  readonly access?: JobFunctionAccess;

  /**
   * A group of the same job function, created or imported with `JobFunctionGroup`, instead of a new one. The other properties describe
   * a new group and cannot be combined with it.
   *
   * @default - the baseline creates the group
   */
  readonly existing?: IJobFunctionGroup;

  /**
   * A role of your own that members assume. It cannot be combined with `roleOptions`.
   *
   * @default - the group creates the role
   */
  readonly role?: iam.IRole;

  /**
   * The name, the users and the sessions of the role that the group creates for its members to assume.
   *
   * @default - a role with the name of the job function, for users under `/account-baseline/`
   */
  readonly roleOptions?: JobFunctionGroupRoleOptions;
}
