/**
 * The address of a sign-in endpoint of AWS with `/saml` behind it, or with `/acs/` and an id for encrypted assertions: `signin`, with a region
 * or any region in front, in every partition.
 */
export const SIGN_IN_ENDPOINT = /^https:\/\/([a-z0-9-]+\.|\*\.)?signin\.[a-z0-9-]+(\.[a-z0-9-]+)+\/saml(\/acs\/\w+)?$/;
