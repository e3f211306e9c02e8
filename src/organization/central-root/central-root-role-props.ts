import * as iam from 'aws-cdk-lib/aws-iam';
import { RootTask } from './root-task';
import { PeopleTrustOptions } from '../../trust/options/people-trust-options';

/** Properties of a `CentralRootRole`. */
export interface CentralRootRoleProps {
  /** The tasks that the role may perform, at least one. */
  readonly tasks: RootTask[];

  /**
   * The ids of the member accounts in which it may perform them.
   *
   * @default - every member account of the organization
   */
  readonly accounts?: string[];

  /**
   * The IAM users who may assume the role, and the maximum age of their MFA.
   *
   * @default - users of the role's account under the path of the baseline, with MFA of the last hour
   */
  readonly people?: PeopleTrustOptions;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the role.
   *
   * @default 'CentralRoot'
   */
  readonly roleName?: string;

  /**
   * The IAM path of the role. A change replaces the role.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;

  /**
   * The permissions boundary of the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}
