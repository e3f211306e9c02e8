import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunction } from '../permissions/job-function';

/**
 * What the roles of this library have in common. Tags come from `Tags.of(role)`.
 */
export interface BaselineRoleProps {
  /**
   * Job functions whose policies the role carries.
   *
   * @default - none
   */
  readonly jobFunctions?: JobFunction[];

  /**
   * Managed policies that the role carries, besides those of its job functions; 10 in all unless AWS has raised the quota.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * The permissions boundary: what sessions may do at most, whatever is granted to the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * How long a session lasts at most, from 1 to 12 hours; IAM knows no shorter maximum, and whoever assumes the role may ask for
   * 15 minutes or more. A role that assumes this one never gets more than an hour.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the role.
   *
   * @default - named by CloudFormation, unless the construct says otherwise
   */
  readonly roleName?: string;

  /**
   * The IAM path of the role. A change replaces the role.
   *
   * @default '/account-baseline/', unless the construct says otherwise
   */
  readonly path?: string;

  /**
   * What the role is for, up to 1,000 characters. It can be changed at any time.
   *
   * @default - none
   */
  readonly description?: string;
}
