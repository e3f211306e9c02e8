import * as iam from 'aws-cdk-lib/aws-iam';

/** A managed policy that requires MFA from the users of a group. */
export interface IMfaEnforcement extends iam.IManagedPolicy {
  /** Whether requests without MFA are denied. False in roll-out mode, which only grants self-service. */
  readonly enforced: boolean;

  /**
   * Allows users to change their password before they have MFA. Otherwise a user who must change the password at the first sign-in is
   * locked out. Repeated calls have no effect.
   *
   * @throws if the enforcement is imported and does not allow it
   */
  allowFirstPasswordChange(): void;

  /** Requires MFA from the users of a group, which may be an existing one. */
  attachToGroup(group: iam.IGroupRef): void;
}

/**
 * MFA enforcement that another stack created, see `MfaEnforcement.fromMfaEnforcementAttributes`.
 */
export interface MfaEnforcementAttributes {
  /** The ARN of the managed policy. */
  readonly managedPolicyArn: string;

  /**
   * Whether the policy denies requests without MFA. False if it was created with `MfaEnforcementMode.ROLL_OUT`.
   *
   * @default true
   */
  readonly enforced?: boolean;

  /**
   * Whether the policy lets users change their own password without MFA. A user with an initial password needs it.
   *
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean;
}
