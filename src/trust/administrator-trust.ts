import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { iamArn } from '../private/arn';

export interface AdministratorTrustOptions {
  /** The path of the users who may become administrators. It begins and ends with a slash. */
  readonly usersPath: string;
  /** How long ago the user may have shown MFA. Under an hour, one hour after sign-in the console could not switch roles. */
  readonly mfaMaxAge: Duration;
}

/**
 * The people of this account who may become administrators, as the principal of a role.
 *
 * The account as principal admits whoever's own policies allow `sts:AssumeRole` on the role, so it is narrowed to users of one
 * path. A role's session fails twice: its ARN is no user's, and it carries no MFA. The session must be called as the user is,
 * so that CloudTrail says who it was.
 */
export function administratorTrustPrincipal(options: AdministratorTrustOptions): iam.IPrincipal {
  return new iam.ArnPrincipal(iamArn('root')).withConditions({
    ArnLike: { 'aws:PrincipalArn': iamArn(`user${options.usersPath}*`) },
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': `${options.mfaMaxAge.toSeconds()}` },
    StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
  });
}
