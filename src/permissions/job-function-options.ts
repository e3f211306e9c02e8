import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Properties of a job function of your own, see `JobFunction.of`.
 */
export interface JobFunctionOptions {
  /** The name of the job in the singular and without spaces, such as `ReleaseManager`: 1 to 64 letters and digits, a letter first. */
  readonly name: string;

  /**
   * The name of the group that gives the job to IAM users.
   *
   * @default - the name of the job function
   */
  readonly groupName?: string;

  /**
   * Policies that AWS maintains, by name with path, such as `job-function/ViewOnlyAccess`. An ARN or a name without its path is an error;
   * a name that AWS did not have when this library was released is a warning.
   *
   * @default - none
   */
  readonly awsManagedPolicies?: string[];

  /**
   * Customer-managed policies that exist already or are created elsewhere.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * Statements of a customer-managed policy that is created for the job, once for each stack.
   *
   * @default - none
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * Whether the job carries the guardrail, the deny policy that closes privilege-escalation paths.
   *
   * @default true
   */
  readonly guardrail?: boolean;

  /**
   * The maximum length of a session of a role with the job, from 1 to 12 hours.
   *
   * @default Duration.hours(8)
   */
  readonly sessionDuration?: Duration;
}
