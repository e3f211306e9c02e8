import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TrustingRole } from './trusting-role';
import { JobFunction } from '../permissions/job-function';
import { iamArn } from '../private/arn';
import { invalid, requireDuration } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { PrincipalKind } from '../trust/principal-kind';
import { RoleTrust } from '../trust/role-trust';

/** Properties of a `BreakGlassRole`. */
export interface BreakGlassRoleProps {
  /**
   * The names of the IAM users who may break the glass, at least one. They need not exist yet. Two are better: the device of one
   * may be lost.
   */
  readonly userNames: string[];

  /**
   * The IAM path of the users. It must be theirs exactly.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * How long ago the user may have shown MFA, from 15 minutes to 1 hour.
   *
   * @default Duration.hours(1)
   */
  readonly mfaMaxAge?: Duration;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the role.
   *
   * @default 'BreakGlass'
   */
  readonly roleName?: string;

  /**
   * The IAM path of the role. A change replaces the role.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;

  /**
   * The permissions boundary of the role. It limits what can be mended in an emergency.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * The role for the day on which every other way in is shut: the directory or Identity Center is down, or somebody has locked
 * everybody out. It may do everything, for one hour, which is the shortest maximum that IAM knows. Only named IAM users may assume
 * it, with MFA of the last hour, in a session that bears their user name. The users need no group, only `sts:AssumeRole` on the role.
 *
 * `docs/break-glass.md` says how to keep the users' credentials, how to use the role and what to do afterwards. Costs nothing.
 *
 * Sources: AWS Well-Architected Framework, SEC03-BP03 "Establish emergency access process"; IAM User Guide, "Secure API access with MFA".
 *
 * @example
 * new BreakGlassRole(this, 'BreakGlass', { userNames: ['break-glass-1', 'break-glass-2'] });
 */
export class BreakGlassRole extends TrustingRole {
  /**
   * @throws if no user is named, a name or path is not one that IAM takes, or MFA may be older than an hour or must be younger than
   * 15 minutes
   */
  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    const usersPath = props.usersPath ?? BASELINE_PATH;
    const mfaMaxAge = props.mfaMaxAge ?? Duration.hours(1);
    if (props.userNames.length === 0) throw invalid('userNames', [], 'name at least one user, better two');
    if (Token.isUnresolved(props.userNames)) throw invalid('userNames', 'a list token', 'give the names one by one; each may be a token');
    props.userNames.forEach((name) => requireIamName('userNames', name, 64));
    requireIamPath('usersPath', usersPath);
    requireDuration('mfaMaxAge', mfaMaxAge, Duration.minutes(15), Duration.hours(1));
    super(scope, id, {
      roleName: props.roleName ?? 'BreakGlass',
      path: props.path,
      permissionsBoundary: props.permissionsBoundary,
      trust: new RoleTrust({
        kind: PrincipalKind.PERSON,
        // Where the path is known only later, the trust could not tell a name under it from an ARN.
        onlyPrincipals: props.userNames.map((name) => Token.isUnresolved(usersPath) ? iamArn(`user${usersPath}${name}`) : `user${usersPath}${name}`),
        mfaMaxAge,
      }),
      maxSessionDuration: Duration.hours(1),
      jobFunctions: [JobFunction.ADMINISTRATOR],
    });
  }
}
