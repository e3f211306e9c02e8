import { requireMatch } from './errors';

/** Where the identities of the baseline live, so that one ARN pattern protects them all. */
export const BASELINE_PATH = '/account-baseline/';

/** Where the roles live that a power user may pass to the services they are for. */
export const WORKLOAD_PATH = '/workload/';

/** Groups may have names of up to 128 characters, roles, users and so on have limits of their own. */
export function requireIamName(property: string, name: string | undefined, maximumLength: number): void {
  requireMatch(property, name, new RegExp(`^[\\w+=,.@-]{1,${maximumLength}}$`),
    `a name in IAM has 1 to ${maximumLength} letters, digits and characters of _+=,.@-`);
}

/** An IAM path begins and ends with a slash and has up to 512 characters. */
export function requireIamPath(property: string, path: string | undefined): void {
  requireMatch(property, path, /^\/([\x21-\x7e]{1,510}\/)?$/, 'an IAM path begins and ends with / and has 1 to 512 printable characters');
}
