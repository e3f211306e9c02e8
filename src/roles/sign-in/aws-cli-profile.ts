import { Aws, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsCliProfileOptions, AwsCliRolesAnywhereOptions, AwsCliUserOptions, AwsCliWebIdentityOptions } from './aws-cli-profile-options';
import { requireMatch } from '../../private/errors';
import { requireIamName } from '../../private/iam-names';
import { requireSessionLength } from '../session-length';

/**
 * A profile for `~/.aws/config` that the AWS CLI, the SDKs and most tools read. With it, the tool itself retrieves temporary credentials
 * of a role.
 *
 * The profile contains no secret. Free of charge.
 *
 * Sources: AWS SDKs and Tools Reference Guide, "Assume role credential provider", "Process credential provider"; IAM Roles Anywhere User
 * Guide, "Get temporary security credentials from IAM Roles Anywhere".
 *
 * @example
 * declare const role: iam.Role;
 * const profile = AwsCliProfile.forUser(role, { profileName: 'audit', userName: 'alice' });
 * new CfnOutput(this, 'AliceAudit', { value: profile.text });
 */
export class AwsCliProfile {
  /**
   * The profile of an IAM user, with the access key and the MFA device of the user.
   *
   * @throws if a name is malformed, or if the session would be longer than the role allows
   */
  public static forUser(role: iam.IRole, options: AwsCliUserOptions): AwsCliProfile {
    requireProfile('sourceProfile', options.sourceProfile);
    requireIamName('userName', options.userName, 64);
    requireIamName('mfaDevice', options.mfaDevice, 226);
    requireMatch('userAccount', options.userAccount, /^\d{12}$/, 'an account ID has 12 digits');
    const serial = Fn.sub('arn:${AWS::Partition}:iam::${Account}:mfa/${Device}', {
      Account: options.userAccount ?? Aws.ACCOUNT_ID,
      Device: options.mfaDevice ?? options.userName,
    });
    return new AwsCliProfile(role, options, {
      role_arn: role.roleArn,
      source_profile: options.sourceProfile ?? 'default',
      ...options.mfa === false ? {} : { mfa_serial: serial },
      role_session_name: options.userName,
    });
  }

  /**
   * The profile of a program, such as a pod, with a token of an OpenID Connect provider in a file.
   *
   * @throws if a name is malformed, or if the session would be longer than the role allows
   */
  public static forWebIdentity(role: iam.IRole, options: AwsCliWebIdentityOptions): AwsCliProfile {
    requireIamName('sessionName', options.sessionName, 64);
    requireText('tokenFile', options.tokenFile);
    return new AwsCliProfile(role, options, {
      role_arn: role.roleArn,
      web_identity_token_file: options.tokenFile,
      role_session_name: options.sessionName,
    });
  }

  /**
   * The profile of a machine outside AWS with a certificate. The machine needs AWS's `aws_signing_helper`.
   *
   * @throws if a name is malformed, or if the session would be longer than the role allows
   */
  public static forRolesAnywhere(role: iam.IRole, options: AwsCliRolesAnywhereOptions): AwsCliProfile {
    requireText('certificateFile', options.certificateFile);
    requireText('privateKeyFile', options.privateKeyFile);
    const { duration_seconds: duration } = durationOf(role, options);
    const process = Fn.sub([
      'aws_signing_helper credential-process --certificate "${Certificate}" --private-key "${Key}"',
      '--trust-anchor-arn ${TrustAnchor} --profile-arn ${Profile} --role-arn ${Role}',
      ...duration === undefined ? [] : ['--session-duration ${Duration}'],
    ].join(' '), {
      Certificate: options.certificateFile,
      Key: options.privateKeyFile,
      TrustAnchor: options.trustAnchor.trustAnchorArn,
      Profile: options.profile.profileArn,
      Role: role.roleArn,
      ...duration === undefined ? {} : { Duration: duration },
    });
    return new AwsCliProfile(role, { profileName: options.profileName, region: options.region }, { credential_process: process });
  }

  /** The text of the profile, including its heading and a trailing line break. */
  public readonly text: string;

  private constructor(role: iam.IRole, options: AwsCliProfileOptions, settings: Record<string, string>) {
    requireProfile('profileName', options.profileName);
    requireMatch('region', options.region, /^[a-z]{2,4}(-[a-z]+)+-\d$/, 'it must be the name of a region, such as eu-west-1');
    const lines = Object.entries({ ...settings, ...durationOf(role, options), ...options.region === undefined ? {} : { region: options.region } });
    const heading = options.profileName === 'default' ? '[default]' : '[profile ${Name}]';
    const variables = Object.fromEntries(lines.map(([key, value]) => [key.replace(/_/g, ''), value]));
    this.text = Fn.sub([heading, ...lines.map(([key]) => `${key} = \${${key.replace(/_/g, '')}}`), ''].join('\n'), {
      ...options.profileName === 'default' ? {} : { Name: options.profileName }, ...variables,
    });
  }
}

function durationOf(role: iam.IRole, options: AwsCliProfileOptions): Record<string, string> {
  const { sessionDuration } = options;
  if (sessionDuration === undefined) return {};
  requireSessionLength('sessionDuration', sessionDuration, role);
  return { duration_seconds: Token.asString(sessionDuration.toSeconds()) };
}

/** A line break would start another setting, and a space in a name would split it. */
function requireProfile(property: string, name: string | undefined): void {
  requireMatch(property, name, /^[\w.@/-]{1,100}$/, 'the name of a profile has 1 to 100 letters, digits and characters of _.@/-');
}

function requireText(property: string, text: string): void {
  requireMatch(property, text, /^[^\x00-\x1f"$`]{1,1000}$/, 'it must be the path of a file, without line breaks, quotes, $ and `');
}
