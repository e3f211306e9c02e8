import { Duration, Token } from 'aws-cdk-lib';

/** A complete policy. */
export interface PasswordPolicyValues {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly allowUsersToChangePassword: boolean;
  readonly maxAge?: Duration;
  readonly reusePrevention?: number;
  readonly hardExpiry: boolean;
}

/** The properties by which a policy can fall short of a standard. */
export type Requirement = 'minimumLength' | 'requireLowercase' | 'requireUppercase' | 'requireNumbers' | 'requireSymbols'
| 'rotation' | 'maxAge' | 'preventReuse' | 'reusePrevention';

/** What a standard requires, where values fall short of it. What only the deployment knows does not. */
type Shortfall = (values: PasswordPolicyValues, standard: PasswordPolicyValues) => string | undefined;

/** Where a policy falls short of its standard, by the property that the user changes. */
export const SHORTFALLS: Record<Requirement, Shortfall> = {
  minimumLength: (values, standard) => isBelow(values.minimumLength, standard.minimumLength) ? `${standard.minimumLength} characters` : undefined,
  // Where a standard asks for letters of either case, those of the other one do.
  requireLowercase: (values, standard) => values.requireLowercase || (values.requireUppercase && !standard.requireUppercase) ? undefined : 'a letter',
  requireUppercase: ({ requireUppercase }) => requireUppercase ? undefined : 'an uppercase letter',
  requireNumbers: ({ requireNumbers }) => requireNumbers ? undefined : 'a digit',
  requireSymbols: ({ requireSymbols }) => requireSymbols ? undefined : 'a symbol',
  rotation: (values, standard) => standard.maxAge && !values.maxAge ? expiry(standard) : undefined,
  maxAge: (values, standard) => isOlder(values.maxAge, standard.maxAge) ? expiry(standard) : undefined,
  preventReuse: (values, standard) => values.reusePrevention === undefined ? history(standard) : undefined,
  reusePrevention: (values, standard) => isBelow(values.reusePrevention, standard.reusePrevention) ? history(standard) : undefined,
};

function isBelow(value: number | undefined, least: number | undefined): boolean {
  return value !== undefined && least !== undefined && !Token.isUnresolved(value) && value < least;
}

function isOlder(age: Duration | undefined, limit: Duration | undefined): boolean {
  return age !== undefined && limit !== undefined && !age.isUnresolved() && age.toMilliseconds() > limit.toMilliseconds();
}

function expiry({ maxAge }: PasswordPolicyValues): string {
  return `passwords to expire after ${maxAge?.toDays()} days`;
}

function history({ reusePrevention }: PasswordPolicyValues): string {
  return `a password history of ${reusePrevention}`;
}
