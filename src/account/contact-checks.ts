import type { ContactDetailsOptions } from './contact-details';
import { ALTERNATE_CONTACT } from './contract/fields';
import { requireMatch } from '../private/errors';
import { KnownKeys, mandatory, text } from '../private/known-keys';

export const CONTACT_KEYS: KnownKeys<ContactDetailsOptions> = {
  name: mandatory(text), title: mandatory(text), emailAddress: mandatory(text), phoneNumber: mandatory(text),
};

/**
 * Refuses what AWS would refuse.
 */
export function requireContact(details: ContactDetailsOptions): void {
  requireMatch('name', details.name, ALTERNATE_CONTACT.Name, 'a name has 1 to 64 characters');
  requireMatch('title', details.title, ALTERNATE_CONTACT.Title, 'a title has 1 to 50 characters');
  requireMatch('emailAddress', details.emailAddress, ALTERNATE_CONTACT.EmailAddress,
    'it must be an address of up to 254 characters, with letters, digits and _+=.#|!&- before the @');
  requireMatch('phoneNumber', details.phoneNumber, ALTERNATE_CONTACT.PhoneNumber, 'a telephone number has 1 to 25 digits, spaces and characters of ()+-');
}
