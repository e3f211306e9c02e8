/** What to do about a finding, by the name of the check; `*` is for all the others. */
export interface FindingSettings { readonly [check: string]: string }

/** The environment of the function: the settings, and the name of the function that makes the checks. */
export const ON_FINDING = 'ON_FINDING';
export const CHECKS_FUNCTION = 'CHECKS_FUNCTION';

/** What is to be done if this check finds something: FAIL, WARN or IGNORE. */
export function onFindingOf(settings: FindingSettings, check: string): string {
  return settings[check] ?? settings['*'];
}
