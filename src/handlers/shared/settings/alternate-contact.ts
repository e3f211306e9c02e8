import { form } from './fields';
import { Setting } from './setting';
import { ALTERNATE_CONTACT } from '../../../account/contract/fields';
import type { ContactType } from '../../../account/contract/settings';
import { account } from '../clients/account';
import { Budget, only } from '../retry';

export type Contact = Record<keyof typeof ALTERNATE_CONTACT, string>;

/** The person whom AWS contacts besides the owner of the account, about one kind of matter. */
export function alternateContact(AlternateContactType: ContactType): (budget: Budget) => Setting<Contact> {
  const { canonical, ...base } = form(ALTERNATE_CONTACT);
  return ({ call }) => {
    // One call in the code instead of three: the code is a part of every template.
    const send = (operation: 'Get' | 'Put' | 'Delete', contact?: Contact): Promise<any> =>
      call<any, any>(account(), `account:${operation}AlternateContact`, { AlternateContactType, ...contact }).catch(only('ResourceNotFound'));
    return {
      ...base,
      read: async () => canonical((await send('Get'))?.AlternateContact),
      apply: (contact) => send('Put', contact),
      remove: () => send('Delete'),
    };
  };
}
