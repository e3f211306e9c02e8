import { Duration } from 'aws-cdk-lib';
import { IRolesAnywhereTrustAnchor } from '../../trust/roles-anywhere-trust-anchor';
import { RolesAnywhereProfile } from '../roles-anywhere/roles-anywhere-profile';

/** What every profile of the AWS CLI has. */
export interface AwsCliProfileOptions {
  /** What one chooses the profile by, `aws --profile NAME`: 1 to 100 letters, digits and characters of `_.@/-`. */
  readonly profileName: string;

  /**
   * How long sessions last, from 15 minutes to what the role allows. Whoever comes from the session of another role gets an hour
   * at most.
   *
   * @default - an hour
   */
  readonly sessionDuration?: Duration;

  /**
   * The region to work in.
   *
   * @default - what the environment says
   */
  readonly region?: string;
}

/** A profile for an IAM user. */
export interface AwsCliUserOptions extends AwsCliProfileOptions {
  /** The name of the user, which the sessions bear. */
  readonly userName: string;

  /**
   * The profile with the access key of the user.
   *
   * @default 'default'
   */
  readonly sourceProfile?: string;

  /**
   * Whether the tool asks for a code of the user's MFA device. Passkeys have no codes: who has one signs in with `aws login` and
   * needs no `mfa_serial`.
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
   * The account of the user, where it is not the one that the stack is deployed to.
   *
   * @default - the account of the stack
   */
  readonly userAccount?: string;
}

/** A profile for a program with a token in a file. */
export interface AwsCliWebIdentityOptions extends AwsCliProfileOptions {
  /** Where the token is, on the machine where the program runs. */
  readonly tokenFile: string;

  /** What the sessions are called: 2 to 64 letters, digits and characters of `_+=,.@-`. */
  readonly sessionName: string;
}

/** A profile for a machine with a certificate. */
export interface AwsCliRolesAnywhereOptions extends AwsCliProfileOptions {
  /** Whose certificate the machine has. */
  readonly trustAnchor: IRolesAnywhereTrustAnchor;

  /** The profile of IAM Roles Anywhere that the role is in. */
  readonly profile: RolesAnywhereProfile;

  /** Where the certificate is, on the machine. */
  readonly certificateFile: string;

  /** Where its private key is, on the machine. */
  readonly privateKeyFile: string;
}
