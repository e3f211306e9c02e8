import { SecretValue } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunction } from '../permissions/job-function';

/**
 * A person of the baseline.
 */
export interface BaselineUserOptions {
  /** The name to sign in with: 1 to 64 letters, digits and characters of `_+=,.@-`. */
  readonly userName: string;

  /** The job functions of the person, at least one. Each must have a group in the baseline. */
  readonly jobFunctions: JobFunction[];

  /**
   * The password for the first sign-in, which the person must change there. The template holds a reference to a secret, never the
   * password itself.
   *
   * @default - no console password; an administrator sets one
   */
  readonly initialPassword?: SecretValue;

  /**
   * The permissions boundary of the user.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The IAM path of the user. The administrator role admits users under its `usersPath` only, see `groups`.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;
}
