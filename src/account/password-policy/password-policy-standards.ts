import { Duration } from 'aws-cdk-lib';
import { PasswordPolicyValues, Requirement, SHORTFALLS } from './password-policy-shortfalls';
import { PasswordPolicyStandard } from './password-policy-standard';

const ALL_TYPES = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true };
const COMMON = { allowUsersToChangePassword: true, reusePrevention: 24, hardExpiry: false };

/** The values of each standard. */
export const STANDARDS: Record<PasswordPolicyStandard, PasswordPolicyValues> = {
  BASELINE: { ...COMMON, ...ALL_TYPES, minimumLength: 14, maxAge: Duration.days(90) },
  CIS: { ...COMMON, ...ALL_TYPES, minimumLength: 14 },
  PCI_DSS_4: {
    ...COMMON, ...ALL_TYPES, requireUppercase: false, requireSymbols: false, minimumLength: 12, maxAge: Duration.days(90), reusePrevention: 4,
  },
  NIST_800_63B: {
    ...COMMON, requireLowercase: false, requireUppercase: false, requireNumbers: false, requireSymbols: false, minimumLength: 15,
  },
};

/** By which values a policy falls below each standard. Some standards leave open what their values here also ask for. */
export const REQUIRED: Record<PasswordPolicyStandard, Requirement[]> = {
  BASELINE: ['minimumLength', 'requireLowercase', 'requireUppercase', 'requireNumbers', 'requireSymbols', 'rotation', 'maxAge', 'preventReuse', 'reusePrevention'],
  CIS: ['minimumLength', 'preventReuse', 'reusePrevention'],
  PCI_DSS_4: ['minimumLength', 'requireLowercase', 'requireNumbers', 'rotation', 'maxAge', 'preventReuse', 'reusePrevention'],
  NIST_800_63B: ['minimumLength'],
};

/**
 * What an existing policy lacks of a standard, each as the end of a sentence about what the standard requires.
 *
 * @param maxAgeInDays undefined if passwords do not expire
 */
export function shortfallsOf(standard: PasswordPolicyStandard, values: Omit<PasswordPolicyValues, 'maxAge'>, maxAgeInDays?: number): string[] {
  const policy = { ...values, maxAge: maxAgeInDays === undefined ? undefined : Duration.days(maxAgeInDays) };
  return REQUIRED[standard].flatMap((requirement) => SHORTFALLS[requirement](policy, STANDARDS[standard]) ?? []);
}
