/**
 * The URL of an AWS sign-in endpoint followed by `/saml`, or by `/acs/` and an ID for encrypted assertions: `signin`, with a region or
 * any region in front, in every partition.
 */
export const SIGN_IN_ENDPOINT = /^https:\/\/([a-z0-9-]+\.|\*\.)?signin\.[a-z0-9-]+(\.[a-z0-9-]+)+\/saml(\/acs\/\w+)?$/;
