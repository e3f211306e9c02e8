import { invalid, requireMatch } from '../private/errors';

/** An address in the form that SNS accepts. The confirmation email shows whether it exists. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])$/i;

/** Refuses what is not one email address. */
export function requireEmailAddress(property: string, address: string): void {
  requireMatch(property, address, ADDRESS, 'it must be one email address, such as security@example.com');
}

/** Refuses what is not one email address, and an address that is listed twice. */
export function requireEmailAddresses(addresses: string[]): void {
  const known = new Set<string>();
  for (const address of addresses) {
    requireEmailAddress('emailAddresses', address);
    if (known.has(address.toLowerCase())) throw invalid('emailAddresses', address, 'each address is listed once. Remove one of the two');
    known.add(address.toLowerCase());
  }
}
