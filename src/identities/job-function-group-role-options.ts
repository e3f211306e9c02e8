import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * The role that a `JobFunctionGroup` creates for its members to assume.
 */
export interface JobFunctionGroupRoleOptions {
  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. Users enter it when they switch to the role. A change
   * replaces the role.
   *
   * @default - the name of the job function, such as `Administrator`
   */
  readonly roleName?: string;

  /**
   * The IAM path of the users who may assume the role. Set it to `/` to admit users that existed before the baseline; the role then
   * admits, with MFA, every user of the account whose own policies allow `sts:AssumeRole` on it.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * The maximum age of the MFA sign-in, from 15 minutes to 36 hours. If it is less than one hour, the console refuses to switch to the
   * role one hour after sign-in.
   *
   * @default Duration.hours(12)
   */
  readonly mfaMaxAge?: Duration;

  /**
   * The maximum length of a session, from 1 to 12 hours.
   *
   * @default - the session duration of the job function: 1 hour for administrators
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The permissions boundary of the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}
