import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunction } from '../permissions/job-function';

/** Options that all roles of this library have in common. For tags, use `Tags.of(role)`. */
export interface BaselineRoleOptions {
  /**
   * Job functions whose policies the role carries.
   *
   * @default - none
   */
  readonly jobFunctions?: JobFunction[];

  /**
   * Managed policies that the role carries in addition to those of its job functions, up to 10 in total unless AWS has raised the quota.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * The permissions boundary: the maximum permissions of the role, whatever is granted to it.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The maximum length of a session, from 1 to 12 hours. A session may request 15 minutes or more. If another role assumes this role, the
   * session lasts one hour at most.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the role.
   *
   * @default - a name that CloudFormation generates, unless the construct has another default
   */
  readonly roleName?: string;

  /**
   * The IAM path of the role. A change replaces the role. Power users may pass only roles under `/workload/` to services.
   *
   * @default '/account-baseline/', unless the construct has another default
   */
  readonly path?: string;

  /**
   * The purpose of the role, up to 1,000 characters. It can be changed at any time.
   *
   * @default - none
   */
  readonly description?: string;
}
