import { Duration } from 'aws-cdk-lib';
import { PasswordPolicyStandard } from './password-policy-standard';
import { AccountSettingProps } from '../account-setting';

/** Properties of a `PasswordPolicy`. */
export interface PasswordPolicyProps extends AccountSettingProps {
  /**
   * The standard that every value below defaults to.
   *
   * @default PasswordPolicyStandard.BASELINE
   */
  readonly standard?: PasswordPolicyStandard;

  /**
   * The least number of characters: 6 to 128.
   *
   * @default - by the standard: 14; PCI DSS 12, NIST 15
   */
  readonly minimumLength?: number;

  /**
   * Whether a password needs a lowercase letter.
   *
   * @default - true, but with NIST false
   */
  readonly requireLowercase?: boolean;

  /**
   * Whether a password needs an uppercase letter.
   *
   * @default - true, but with PCI DSS and NIST false
   */
  readonly requireUppercase?: boolean;

  /**
   * Whether a password needs a digit.
   *
   * @default - true, but with NIST false
   */
  readonly requireNumbers?: boolean;

  /**
   * Whether a password needs a symbol.
   *
   * @default - true, but with PCI DSS and NIST false
   */
  readonly requireSymbols?: boolean;

  /**
   * Whether users may change their own password.
   *
   * @default true
   */
  readonly allowUsersToChangePassword?: boolean;

  /**
   * The age at which a password must be changed: 1 to 1,095 whole days.
   *
   * @default - by the standard: 90 days; CIS and NIST none
   */
  readonly maxAge?: Duration;

  /**
   * Whether passwords must be changed at an age at all. False turns off the rotation of the standard.
   *
   * @default - true where there is a `maxAge` or the standard has one
   */
  readonly rotation?: boolean;

  /**
   * How many former passwords a user may not use again: 1 to 24.
   *
   * @default - by the standard: 24; PCI DSS 4
   */
  readonly reusePrevention?: number;

  /**
   * Whether former passwords are refused at all. False turns off what the standard asks for.
   *
   * @default true
   */
  readonly preventReuse?: boolean;

  /**
   * Whether a user whose password has expired cannot sign in any more until an administrator resets it, rather than being asked for a
   * new one. It locks people out, the last administrator included: prefer to leave it off. It needs a `maxAge`.
   *
   * @default false
   */
  readonly hardExpiry?: boolean;

  /**
   * Why the policy may be weaker than its standard, for a reviewer. Only for a policy that is.
   *
   * @default - a weaker policy is refused
   */
  readonly acknowledgeBelowStandard?: string;
}
