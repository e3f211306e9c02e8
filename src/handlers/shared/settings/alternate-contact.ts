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
  return ({ call }) => ({
    ...base,
    read: async () => canonical((await call(account(), 'account:GetAlternateContact', { AlternateContactType }).catch(only('ResourceNotFound')))?.AlternateContact),
    apply: (contact) => call(account(), 'account:PutAlternateContact', { AlternateContactType, ...contact }),
    remove: () => call(account(), 'account:DeleteAlternateContact', { AlternateContactType }).catch(only('ResourceNotFound')),
  });
}
