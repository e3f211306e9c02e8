import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { JobFunction } from '../permissions/job-function';
import { requireDuration } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { administratorTrustPrincipal } from '../trust/administrator-trust';

/**
 * A role for a job function.
 */
export interface JobFunctionRoleProps {
  /** What whoever assumes the role may do. */
  readonly jobFunction: JobFunction;

  /**
   * Who may assume it, such as a SAML or OIDC provider or another account.
   *
   * @default - IAM users of this account under `usersPath` whose MFA is not older than `mfaMaxAge`, in a session that bears their
   * user name
   */
  readonly assumedBy?: iam.IPrincipal;

  /**
   * The path of the IAM users that may assume it. Ignored with `assumedBy`.
   *
   * @default /account-baseline/
   */
  readonly usersPath?: string;

  /**
   * How long ago the person may have shown MFA, from 15 minutes to 36 hours. Under an hour it refuses somebody who switches role in
   * the console an hour after the sign-in. Ignored with `assumedBy`.
   *
   * @default Duration.hours(12)
   */
  readonly mfaMaxAge?: Duration;

  /**
   * The name of the role, 1 to 64 letters, digits and characters of `_+=,.@-`. People type it when they switch role.
   *
   * @default - the name of the job function
   */
  readonly roleName?: string;

  /**
   * The IAM path of the role.
   *
   * @default /account-baseline/
   */
  readonly path?: string;

  /**
   * How long a session lasts at most, from 1 to 12 hours.
   *
   * @default - as the job function says
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The permissions boundary of the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * Gives a job function to whoever assumes a role: by default to people of this account, with MFA, in a session that bears their
 * user name, so that CloudTrail says who it was. Their users live under one path, since a trust in the account as such would
 * admit anybody whose own policies allow `sts:AssumeRole`.
 *
 * In the console a person chooses "Switch role" and types the account and `account-baseline/` with the role's name; on the command
 * line a profile has `role_arn`, `mfa_serial` and `role_session_name` (the user name).
 *
 * Do not delete the stack of the Administrator role from a session of that role: CloudFormation would delete the role before the
 * rest and stop half-way. Sign in as a user with the rights to do so, or use CloudShell as root.
 *
 * Costs nothing. Sources: IAM User Guide, "Secure API access with MFA", "IAM and AWS STS condition context keys".
 *
 * @example
 * new JobFunctionRole(this, 'Auditor', {
 *   jobFunction: JobFunction.SECURITY_AUDITOR,
 *   assumedBy: new iam.PrincipalWithConditions(new iam.AccountPrincipal('111122223333'), {
 *     Bool: { 'aws:MultiFactorAuthPresent': 'true' },
 *   }),
 * });
 */
export class JobFunctionRole extends iam.Role {
  /** What whoever assumes the role may do. */
  public readonly jobFunction: JobFunction;

  /**
   * @throws if the name or path is not one that IAM takes, or a duration is out of its range
   */
  constructor(scope: Construct, id: string, props: JobFunctionRoleProps) {
    const path = props.path ?? BASELINE_PATH;
    const mfaMaxAge = props.mfaMaxAge ?? Duration.hours(12);
    const maxSessionDuration = props.maxSessionDuration ?? props.jobFunction.sessionDuration;
    requireIamName('roleName', props.roleName, 64);
    requireIamPath('path', path);
    requireIamPath('usersPath', props.usersPath);
    requireDuration('mfaMaxAge', mfaMaxAge, Duration.minutes(15), Duration.hours(36));
    requireDuration('maxSessionDuration', maxSessionDuration, Duration.hours(1), Duration.hours(12));
    super(scope, id, {
      roleName: props.roleName ?? props.jobFunction.name,
      path,
      maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
      assumedBy: props.assumedBy ?? administratorTrustPrincipal({ usersPath: props.usersPath ?? BASELINE_PATH, mfaMaxAge }),
    });
    this.jobFunction = props.jobFunction;
    for (const policy of props.jobFunction.bind(this)) this.addManagedPolicy(policy);
  }
}
