import type { ContactDetails } from './contact-details';
import { ALTERNATE_CONTACT } from './contract/fields';
import { requireMatch } from '../private/errors';

/**
 * Refuses what AWS would refuse.
 *
 * @param owner the property with the details, which the error names before the field; none if the fields are given by themselves
 */
export function requireContact(details: ContactDetails, owner?: string): void {
  const named = (field: keyof ContactDetails) => owner === undefined ? field : `${owner}.${field}`;
  requireMatch(named('name'), details.name, ALTERNATE_CONTACT.Name, 'a name has 1 to 64 characters');
  requireMatch(named('title'), details.title, ALTERNATE_CONTACT.Title, 'a title has 1 to 50 characters');
  requireMatch(named('emailAddress'), details.emailAddress, ALTERNATE_CONTACT.EmailAddress,
    'it must be an address of up to 254 characters, with letters, digits and _+=.#|!&- before the @');
  requireMatch(named('phoneNumber'), details.phoneNumber, ALTERNATE_CONTACT.PhoneNumber, 'a telephone number has 1 to 25 digits, spaces and characters of ()+-');
}
