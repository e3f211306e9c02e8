import { IResource } from 'aws-cdk-lib';

/** The password policy of an account. */
export interface IPasswordPolicy extends IResource {
  /** The minimum number of characters of a password. A generated initial password must be at least this long. */
  readonly minimumLength: number;
}

/**
 * The password policy of an account that another stack manages, see `PasswordPolicy.fromPasswordPolicyAttributes`.
 */
export interface PasswordPolicyAttributes {
  /** The minimum number of characters of a password: 6 to 128. */
  readonly minimumLength: number;
}
