import { Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting } from '../account-setting';
import { ACCOUNT_SETTING_KEYS } from '../account-setting-keys';
import { PasswordPolicyProps } from './password-policy-props';
import { IPasswordPolicy, PasswordPolicyAttributes } from './password-policy-reference';
import { PasswordPolicyStandard } from './password-policy-standard';
import { valuesOf } from './password-policy-values';
import { inConstruct, requireWholeNumber } from '../../private/errors';
import { duration, flag, KnownKeys, number, oneOf, requireKnownKeys, text } from '../../private/known-keys';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../../private/only-one';
import { FieldProperties, PASSWORD_POLICY } from '../contract/fields';
import { SettingName } from '../contract/settings';

const KEYS: KnownKeys<PasswordPolicyProps> = {
  ...ACCOUNT_SETTING_KEYS,
  standard: oneOf(PasswordPolicyStandard),
  minimumLength: number,
  requireLowercase: flag,
  requireUppercase: flag,
  requireNumbers: flag,
  requireSymbols: flag,
  allowUsersToChangePassword: flag,
  maxAge: duration,
  rotation: flag,
  reusePrevention: number,
  preventReuse: flag,
  hardExpiry: flag,
  acknowledgeBelowStandard: text,
};

/**
 * The password policy of the account for its IAM users. An account has one. It does not apply to the root user, nor to existing
 * passwords until they are changed or expire.
 *
 * Without properties: 14 characters, all four character types, password history of 24, expire after 90 days, changed by the users
 * themselves. It costs nothing.
 *
 * Sources: IAM User Guide, "Set an account password policy for IAM users"; CIS AWS Foundations Benchmark 7.0.0, 2.8 and 2.9;
 * Security Hub IAM.7, IAM.10 to IAM.17; PCI DSS 4.0.1, 8.3.6 to 8.3.9; NIST SP 800-63B-4, 3.1.1.2.
 *
 * @example
 * new PasswordPolicy(this, 'PasswordPolicy', { standard: PasswordPolicyStandard.CIS, minimumLength: 16 });
 */
export class PasswordPolicy extends AccountSetting implements IPasswordPolicy {
  /**
   * References the password policy that another stack manages.
   *
   * @throws if `minimumLength` is not a whole number from 6 to 128
   */
  public static fromPasswordPolicyAttributes(scope: Construct, id: string, attributes: PasswordPolicyAttributes): IPasswordPolicy {
    inConstruct(scope, id, () => requireWholeNumber('minimumLength', attributes.minimumLength, ...PASSWORD_POLICY.MinimumPasswordLength));
    class Import extends Resource implements IPasswordPolicy {
      public readonly minimumLength = attributes.minimumLength;
    }
    return new Import(scope, id);
  }

  public readonly minimumLength: number;

  /**
   * @throws if a value is out of the range that IAM takes; if two values contradict each other; if the policy is weaker than its
   * standard and `acknowledgeBelowStandard` is not given; if the stack, or another stack for the same account, has a policy already
   */
  constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    const values = inConstruct(scope, id, () => {
      requireKnownKeys(props, KEYS);
      return valuesOf(props);
    });
    super(scope, id, props, {
      setting: 'password-policy' satisfies SettingName,
      properties: {
        MinimumPasswordLength: values.minimumLength,
        RequireLowercaseCharacters: values.requireLowercase,
        RequireUppercaseCharacters: values.requireUppercase,
        RequireNumbers: values.requireNumbers,
        RequireSymbols: values.requireSymbols,
        AllowUsersToChangePassword: values.allowUsersToChangePassword,
        MaxPasswordAge: values.maxAge?.toDays(),
        PasswordReusePrevention: values.reusePrevention,
        HardExpiry: values.hardExpiry || undefined,
      } satisfies FieldProperties<typeof PASSWORD_POLICY>,
    });
    requireOnlyOneInStack(this, 'a password policy');
    requireOnlyOneInAccount(this, 'a password policy');
    this.minimumLength = values.minimumLength;
  }
}
