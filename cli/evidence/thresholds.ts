/** A day in milliseconds. */
export const DAY = 86_400_000;

/** Credentials that were not used for so many days are disabled: CIS AWS Foundations 7.0.0, 2.11. */
export const UNUSED_CREDENTIAL = 45;

/** Access keys are rotated after so many days: CIS AWS Foundations 7.0.0, 2.12. */
export const OLD_KEY = 90;
