import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting, AccountSettingProps } from './account-setting';
import { PasswordPolicyStandard } from './password-policy-standard';
import { invalid, requireOnlyOneInStack, requireWholeNumber } from '../private/errors';

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
   * Whether a password needs a lower-case letter.
   *
   * @default - true, but with NIST false
   */
  readonly requireLowercase?: boolean;

  /**
   * Whether a password needs an upper-case letter.
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
}

/** A complete policy. */
interface Values {
  readonly minimumLength: number;
  readonly classes: string;
  readonly maxAge?: Duration;
  readonly reusePrevention: number;
}

const STANDARDS: Record<PasswordPolicyStandard, Values> = {
  BASELINE: { minimumLength: 14, classes: 'aA1!', maxAge: Duration.days(90), reusePrevention: 24 },
  CIS: { minimumLength: 14, classes: 'aA1!', reusePrevention: 24 },
  PCI_DSS_4: { minimumLength: 12, classes: 'a1', maxAge: Duration.days(90), reusePrevention: 4 },
  NIST_800_63B: { minimumLength: 15, classes: '', reusePrevention: 24 },
};

/**
 * The rules for the passwords of the account's IAM users. An account has one password policy; the root user's password is not under
 * it, and neither are passwords that exist already, until they are changed or reach their age.
 *
 * Without properties: 14 characters, all four classes, 24 passwords remembered, to be changed every 90 days, by the users
 * themselves. It costs nothing.
 *
 * Sources: IAM User Guide, "Set an account password policy for IAM users"; CIS AWS Foundations Benchmark 7.0.0, 2.8 and 2.9;
 * Security Hub IAM.7, IAM.10 to IAM.17; PCI DSS 4.0.1, 8.3.6 to 8.3.9; NIST SP 800-63B-4, 3.1.1.2.
 *
 * @example
 * new PasswordPolicy(this, 'PasswordPolicy', { standard: PasswordPolicyStandard.CIS, minimumLength: 16 });
 */
export class PasswordPolicy extends AccountSetting {
  /** Throws where a value is out of the range that IAM takes, where two contradict each other, and where the stack has a policy already. */
  constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    super(scope, id, props, {
      setting: 'password-policy',
      resourceType: 'Custom::AccountPasswordPolicy',
      actions: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy', 'iam:DeleteAccountPasswordPolicy'],
      properties: propertiesOf(props),
    });
    requireOnlyOneInStack(this, (other) => other instanceof PasswordPolicy, 'a password policy', 'an account has only one');
  }
}

function propertiesOf(props: PasswordPolicyProps): { [name: string]: any } {
  const standard = STANDARDS[props.standard ?? PasswordPolicyStandard.BASELINE];
  const has = (character: string, own?: boolean) => own ?? standard.classes.includes(character);
  requireWholeNumber('minimumLength', props.minimumLength, 6, 128);
  requireWholeNumber('reusePrevention', props.reusePrevention, 1, 24);
  if (props.preventReuse === false && props.reusePrevention !== undefined) {
    throw invalid('reusePrevention', props.reusePrevention, 'with preventReuse false no former password is refused');
  }
  const maxAge = maxAgeOf(props, standard);
  if (props.hardExpiry && !maxAge) throw invalid('hardExpiry', true, 'it needs passwords to expire: give a maxAge');
  return {
    MinimumPasswordLength: props.minimumLength ?? standard.minimumLength,
    RequireLowercaseCharacters: has('a', props.requireLowercase),
    RequireUppercaseCharacters: has('A', props.requireUppercase),
    RequireNumbers: has('1', props.requireNumbers),
    RequireSymbols: has('!', props.requireSymbols),
    AllowUsersToChangePassword: props.allowUsersToChangePassword ?? true,
    MaxPasswordAge: maxAge?.toDays(),
    PasswordReusePrevention: props.preventReuse === false ? undefined : props.reusePrevention ?? standard.reusePrevention,
    HardExpiry: props.hardExpiry || undefined,
  };
}

function maxAgeOf({ maxAge, rotation }: PasswordPolicyProps, standard: Values): Duration | undefined {
  const rule = 'it must be 1 to 1095 whole days; for no rotation say rotation: false';
  if (maxAge && !maxAge.isUnresolved()) {
    const days = maxAge.toMilliseconds() / Duration.days(1).toMilliseconds();
    if (!Number.isInteger(days) || days < 1 || days > 1095) throw invalid('maxAge', maxAge.toHumanString(), rule);
  }
  if (rotation === false) {
    if (maxAge) throw invalid('maxAge', maxAge.toString(), 'with rotation false no password expires');
    return undefined;
  }
  const age = maxAge ?? standard.maxAge;
  if (rotation && !age) throw invalid('rotation', true, 'the standard has no rotation: give a maxAge');
  return age;
}
