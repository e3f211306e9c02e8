import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaselineRole } from './baseline-role';
import { JobFunction } from '../permissions/job-function';
import { checkProps, duration, iamManagedPolicy, instanceOf, KnownKeys, mandatory, text } from '../private/known-keys';
import { isRoleChaining, principal } from '../trust/assumed-by';
import { RoleTrust } from '../trust/role-trust';

const KEYS: KnownKeys<JobFunctionRoleProps> = {
  jobFunction: mandatory(instanceOf(JobFunction, 'a JobFunction, such as JobFunction.POWER_USER')),
  assumedBy: principal,
  roleName: text,
  path: text,
  maxSessionDuration: duration,
  permissionsBoundary: iamManagedPolicy,
  description: text,
};

/** Properties of a `JobFunctionRole`. */
export interface JobFunctionRoleProps {
  /** The job function of the users who assume the role. */
  readonly jobFunction: JobFunction;

  /**
   * The principals that may assume the role: a `RoleTrust`, or a principal of aws-cdk-lib that meets the same rules.
   *
   * @default RoleTrust.people(), IAM users of this account under the path of the baseline with MFA of the last 12 hours
   */
  readonly assumedBy?: iam.IPrincipal;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. Users enter it when they switch to the role.
   *
   * @default - the name of the job function
   */
  readonly roleName?: string;

  /**
   * The IAM path of the role.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;

  /**
   * The maximum length of a session, from 1 to 12 hours.
   *
   * @default - the session length of the job function; one hour if sessions of other roles assume the role, since AWS allows no more
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The permissions boundary of the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The purpose of the role, up to 1,000 characters.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * A role that carries the policies of a job function. By default, IAM users of this account assume it with MFA, in sessions whose name
 * equals the user name.
 *
 * In the console, a user chooses "Switch role" and enters the account and `account-baseline/` with the role's name. For the AWS CLI, a
 * profile has `role_arn`, `mfa_serial` and `role_session_name`, see `AwsCliProfile`.
 *
 * Do not delete the stack of the Administrator role from a session of that role: CloudFormation would delete the role before the other
 * resources, and the deletion would fail partially. Sign in as a user with the required permissions, or use CloudShell as root.
 *
 * Free of charge. Sources: IAM User Guide, "Secure API access with MFA", "IAM and AWS STS condition context keys".
 *
 * @example
 * new JobFunctionRole(this, 'Administrator', {
 *   jobFunction: JobFunction.ADMINISTRATOR,
 *   assumedBy: RoleTrust.people({ usersPath: '/people/', mfaMaxAge: Duration.hours(4) }),
 * });
 */
export class JobFunctionRole extends BaselineRole {
  /** The job function of the users who assume the role. */
  public readonly jobFunction: JobFunction;

  /** @throws if the trust admits too many principals or can never hold, or if a name, path or duration is out of range */
  constructor(scope: Construct, id: string, props: JobFunctionRoleProps) {
    checkProps(scope, id, props, KEYS);
    const { jobFunction, assumedBy = RoleTrust.people(), ...role } = props;
    super(scope, id, {
      ...role,
      assumedBy,
      roleName: props.roleName ?? jobFunction.name,
      maxSessionDuration: props.maxSessionDuration ?? (isRoleChaining(assumedBy) ? Duration.hours(1) : jobFunction.sessionDuration),
      jobFunctions: [jobFunction],
    });
    this.jobFunction = jobFunction;
  }
}
