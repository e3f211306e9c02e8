import { Duration } from 'aws-cdk-lib';
import { SiblingAccountsOptions } from './sibling-accounts-options';

/** IAM users who may assume a role, see `RoleTrust.people`. */
export interface PeopleTrustOptions {
  /**
   * The accounts of the users, if they are not users of the role's own account.
   *
   * @default - the account of the role
   */
  readonly siblings?: SiblingAccountsOptions;

  /**
   * The users who may assume the role: ARNs, or `user/` with path and name, which stands for that user in each of the accounts. They need
   * not exist yet; `*` stands for any characters. Cannot be combined with `usersPath`.
   *
   * @default - every user under `usersPath`
   */
  readonly users?: string[];

  /**
   * The IAM path of the users who may assume the role. `/` admits every user of the accounts.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * The maximum age of the MFA, from 15 minutes to 36 hours. If it is less than one hour, the console refuses to switch to the role one
   * hour after sign-in.
   *
   * @default Duration.hours(12)
   */
  readonly mfaMaxAge?: Duration;

  /**
   * Whether users must set their user name as the source identity, which persists when the session assumes further roles. The console
   * cannot set a source identity, so that only the AWS CLI and SDKs can assume the role.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}
