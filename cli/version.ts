/** The build sets them; a checkout has none. */
declare const VERSION: string | undefined;
declare const COMMIT: string | undefined;

/** The version of this command. */
export const version = typeof VERSION === 'string' ? VERSION : 'checkout';

/** The commit that the command was built from, with its time; undefined if it was not built in a clone of the repository. */
export const commit = typeof COMMIT === 'string' ? COMMIT : undefined;
