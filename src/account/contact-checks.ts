import type { ContactDetails } from './contact-details';
import { requireMatch } from '../private/errors';

/**
 * Refuses what AWS would refuse.
 *
 * @param owner the property with the details, which the error names before the field; none if the fields are given by themselves
 */
export function requireContact(details: ContactDetails, owner?: string): void {
  const named = (field: keyof ContactDetails) => owner === undefined ? field : `${owner}.${field}`;
  requireMatch(named('name'), details.name, /^.{1,64}$/, 'a name has 1 to 64 characters');
  requireMatch(named('title'), details.title, /^.{1,50}$/, 'a title has 1 to 50 characters');
  requireMatch(named('emailAddress'), details.emailAddress, /^(?=.{1,254}$)[\w+=.#|!&-]+@[\w.-]+\.\w+$/,
    'it must be an address of up to 254 characters, with letters, digits and _+=.#|!&- before the @');
  requireMatch(named('phoneNumber'), details.phoneNumber, /^[\s0-9()+-]{1,25}$/, 'a telephone number has 1 to 25 digits, spaces and characters of ()+-');
}
