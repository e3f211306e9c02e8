import { Duration } from 'aws-cdk-lib';
import { BaselineRoleProps } from './baseline-role-props';
import { RoleTrust } from '../trust/role-trust';

/** A role that people of this account assume, unless it is given another trust. */
export interface PeopleRoleProps extends BaselineRoleProps {
  /**
   * Whom the role trusts.
   *
   * @default - IAM users of this account under `usersPath` whose MFA is not older than `mfaMaxAge`, in a session that bears their
   * user name
   */
  readonly trust?: RoleTrust;

  /**
   * The path of the IAM users that may assume the role. Ignored with `trust`.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * How long ago the person may have shown MFA, from 15 minutes to 36 hours. Under an hour it refuses somebody who switches role in
   * the console an hour after the sign-in. Ignored with `trust`.
   *
   * @default Duration.hours(12)
   */
  readonly mfaMaxAge?: Duration;
}
