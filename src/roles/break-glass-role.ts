import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaselineRole } from './baseline-role';
import { requireOwnTrust } from './own-trust';
import { JobFunction } from '../permissions/job-function';
import { iamArn } from '../private/arn';
import { inConstruct, invalid, requireDuration } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, duration, iamManagedPolicy, KnownKeys, listOf, mandatory, text } from '../private/known-keys';
import { RoleTrust } from '../trust/role-trust';

const KEYS: KnownKeys<BreakGlassRoleProps> = {
  userNames: mandatory(listOf(text)), usersPath: text, mfaMaxAge: duration, roleName: text, path: text, permissionsBoundary: iamManagedPolicy,
};

/** Properties of a `BreakGlassRole`. */
export interface BreakGlassRoleProps {
  /**
   * The names of the IAM users who may assume the role, at least one. They need not exist yet. Two users are recommended, since one could
   * lose the MFA device.
   */
  readonly userNames: string[];

  /**
   * The IAM path of the users, exactly as it is set on them.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * The maximum age of the MFA, from 15 minutes to 1 hour.
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
   * The permissions boundary of the role. It limits what the role can repair in an emergency.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * A role for emergency (break-glass) access, when the directory or Identity Center is unavailable or a change has locked everyone out.
 *
 * The role allows everything, for one hour, which is the shortest maximum session duration that IAM supports. Only the named IAM users
 * may assume it, with MFA of the last hour, in a session whose name equals the user name. The users need no group, only `sts:AssumeRole`
 * on the role.
 *
 * `docs/break-glass.md` describes how to store the users' credentials, how to use the role and what to do afterwards. Free of charge.
 *
 * Sources: AWS Well-Architected Framework, SEC03-BP03 "Establish emergency access process"; IAM User Guide, "Secure API access with MFA".
 *
 * @example
 * new BreakGlassRole(this, 'BreakGlass', { userNames: ['break-glass-1', 'break-glass-2'] });
 */
export class BreakGlassRole extends BaselineRole {
  /** @throws if no user is named or one is named twice, if a name or path is malformed, or if the age of the MFA is out of range */
  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    inConstruct(scope, id, () => requireOwnTrust(props, 'BreakGlassRole', '`userNames`'));
    checkProps(scope, id, props, KEYS);
    super(scope, id, {
      roleName: props.roleName ?? 'BreakGlass',
      path: props.path,
      permissionsBoundary: props.permissionsBoundary,
      assumedBy: inConstruct(scope, id, () => RoleTrust.people(namedPeople(props))),
      maxSessionDuration: Duration.hours(1),
      jobFunctions: [JobFunction.ADMINISTRATOR],
    });
  }
}

function namedPeople(props: BreakGlassRoleProps) {
  const { userNames, usersPath = BASELINE_PATH, mfaMaxAge = Duration.hours(1) } = props;
  if (Token.isUnresolved(userNames)) {
    throw invalid('userNames', 'a list token', 'the number of names must be known at synthesis. Name them one '
    + 'by one; each may be a token');
  }
  if (userNames.length === 0) throw invalid('userNames', userNames, 'name at least one user, preferably two');
  userNames.forEach((name) => requireIamName('userNames', name, 64));
  // IAM compares names without case.
  const twice = userNames.find((name, index) => userNames.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index);
  if (twice !== undefined) {
    throw invalid('userNames', twice, 'the user is named twice. Name two users, so that one lost device does not lock '
    + 'out both');
  }
  requireIamPath('usersPath', usersPath);
  requireDuration('mfaMaxAge', mfaMaxAge, Duration.minutes(15), Duration.hours(1));
  // If the path is a token, the trust cannot distinguish a name under it from an ARN.
  const users = userNames.map((name) => Token.isUnresolved(usersPath) ? iamArn(`user${usersPath}${name}`) : `user${usersPath}${name}`);
  return { users, mfaMaxAge };
}
