import { Duration } from 'aws-cdk-lib';
import { IRolesAnywhereTrustAnchor } from '../../trust/roles-anywhere-trust-anchor';
import { RolesAnywhereProfile } from '../roles-anywhere/roles-anywhere-profile';

/** Options that all profiles of the AWS CLI have in common. */
export interface AwsCliProfileOptions {
  /** The name of the profile, for `aws --profile NAME`: 1 to 100 letters, digits and characters of `_.@/-`. */
  readonly profileName: string;

  /**
   * The length of sessions, from 15 minutes to the maximum of the role. If another role assumes this role, the session lasts one hour at
   * most.
   *
   * @default - one hour
   */
  readonly sessionDuration?: Duration;

  /**
   * The region of the profile.
   *
   * @default - the region of the environment
   */
  readonly region?: string;
}

/** A profile for an IAM user. */
export interface AwsCliUserOptions extends AwsCliProfileOptions {
  /** The user name, which is also the session name. */
  readonly userName: string;

  /**
   * The profile with the access key of the user.
   *
   * @default 'default'
   */
  readonly sourceProfile?: string;

  /**
   * Whether the tool asks for a code of the user's MFA device. Passkeys have no codes: users with a passkey sign in with `aws login` and
   * need no `mfa_serial`.
   *
   * @default true
   */
  readonly mfa?: boolean;

  /**
   * The name of the user's virtual MFA device.
   *
   * @default - the name of the user
   */
  readonly mfaDevice?: string;

  /**
   * The account of the user, if it is not the account of the stack.
   *
   * @default - the account of the stack
   */
  readonly userAccount?: string;
}

/** A profile for a program with a token in a file. */
export interface AwsCliWebIdentityOptions extends AwsCliProfileOptions {
  /** The path of the token on the machine where the program runs. */
  readonly tokenFile: string;

  /** The name of the sessions: 2 to 64 letters, digits and characters of `_+=,.@-`. */
  readonly sessionName: string;
}

/** A profile for a machine with a certificate. */
export interface AwsCliRolesAnywhereOptions extends AwsCliProfileOptions {
  /** The trust anchor of the machine's certificate. */
  readonly trustAnchor: IRolesAnywhereTrustAnchor;

  /** The profile of IAM Roles Anywhere that lists the role. */
  readonly profile: RolesAnywhereProfile;

  /** The path of the certificate on the machine. */
  readonly certificateFile: string;

  /** The path of its private key on the machine. */
  readonly privateKeyFile: string;
}
