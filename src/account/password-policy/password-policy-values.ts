import { Duration } from 'aws-cdk-lib';
import type { PasswordPolicyProps } from './password-policy-props';
import { PasswordPolicyValues, SHORTFALLS } from './password-policy-shortfalls';
import { PasswordPolicyStandard } from './password-policy-standard';
import { REQUIRED, STANDARDS } from './password-policy-standards';
import { invalid, requireWholeNumber, unsafe } from '../../private/errors';
import { PASSWORD_POLICY } from '../contract/fields';

/** The values that the properties and their standard come to, once nothing about them is wrong. */
export function valuesOf(props: PasswordPolicyProps): PasswordPolicyValues {
  const name = props.standard ?? PasswordPolicyStandard.BASELINE;
  const standard = STANDARDS[name];
  requireWholeNumber('minimumLength', props.minimumLength, ...PASSWORD_POLICY.MinimumPasswordLength);
  requireWholeNumber('reusePrevention', props.reusePrevention, ...PASSWORD_POLICY.PasswordReusePrevention);
  if (props.preventReuse === false && props.reusePrevention !== undefined) {
    throw invalid('reusePrevention', props.reusePrevention, 'preventReuse is false, so that former passwords are accepted. Remove one of the two');
  }
  const maxAge = maxAgeOf(props, standard);
  if (props.hardExpiry && !maxAge) throw invalid('hardExpiry', true, 'passwords do not expire. Set maxAge, or remove it');
  const values = {
    minimumLength: props.minimumLength ?? standard.minimumLength,
    requireLowercase: props.requireLowercase ?? standard.requireLowercase,
    requireUppercase: props.requireUppercase ?? standard.requireUppercase,
    requireNumbers: props.requireNumbers ?? standard.requireNumbers,
    requireSymbols: props.requireSymbols ?? standard.requireSymbols,
    allowUsersToChangePassword: props.allowUsersToChangePassword ?? standard.allowUsersToChangePassword,
    maxAge,
    reusePrevention: props.preventReuse === false ? undefined : props.reusePrevention ?? standard.reusePrevention,
    hardExpiry: props.hardExpiry ?? standard.hardExpiry,
  };
  requireStandardMet(props, name, standard, values);
  return values;
}

function maxAgeOf({ maxAge, rotation }: PasswordPolicyProps, standard: PasswordPolicyValues): Duration | undefined {
  if (maxAge && !maxAge.isUnresolved()) {
    const [shortest, longest] = PASSWORD_POLICY.MaxPasswordAge;
    const days = maxAge.toMilliseconds() / Duration.days(1).toMilliseconds();
    if (!Number.isInteger(days) || days < shortest || days > longest) {
      throw invalid('maxAge', maxAge, `it must be ${shortest} to ${longest} whole days. For passwords that do not expire set rotation to false`);
    }
  }
  if (rotation === false) {
    if (maxAge) throw invalid('maxAge', maxAge, 'rotation is false, so that passwords do not expire. Remove one of the two');
    return undefined;
  }
  const age = maxAge ?? standard.maxAge;
  if (rotation && !age) throw invalid('rotation', true, 'the standard has no rotation. Set maxAge');
  return age;
}

/** A policy that is weaker than its standard must say so. */
function requireStandardMet(
  props: PasswordPolicyProps, name: PasswordPolicyStandard, standard: PasswordPolicyValues, values: PasswordPolicyValues,
): void {
  const { acknowledgeBelowStandard } = props;
  if (acknowledgeBelowStandard?.trim() === '') {
    throw invalid('acknowledgeBelowStandard', acknowledgeBelowStandard, 'it must say why a weaker policy is acceptable');
  }
  const property = REQUIRED[name].find((required) => SHORTFALLS[required](values, standard) !== undefined);
  if (property && acknowledgeBelowStandard === undefined) {
    throw unsafe('password-policy-below-standard', property, props[property],
      `the standard ${name} requires ${SHORTFALLS[property](values, standard)}. Change it, choose another standard, or say why in acknowledgeBelowStandard`);
  }
  if (!property && acknowledgeBelowStandard !== undefined) {
    throw invalid('acknowledgeBelowStandard', acknowledgeBelowStandard, `the policy meets the standard ${name}. Remove it`);
  }
}
