import { Fields, form, pick } from './fields';
import { Setting } from './setting';
import { account } from '../clients/account';
import { Budget, only } from '../retry';

export type Contact = Record<'EmailAddress' | 'Name' | 'PhoneNumber' | 'Title', string>;

const FIELDS: Fields = {
  EmailAddress: /^(?=.{1,254}$)[\w+=.#|!&-]+@[\w.-]+\.\w+$/,
  Name: /^.{1,64}$/,
  PhoneNumber: /^[\s0-9()+-]{1,25}$/,
  Title: /^.{1,50}$/,
};

/** Whom AWS writes to, beside the owner of the account, about one kind of matter. */
export function alternateContact(AlternateContactType: 'BILLING' | 'OPERATIONS' | 'SECURITY'): (budget: Budget) => Setting<Contact> {
  return ({ call }) => ({
    ...form(FIELDS),
    async read() {
      const found: any = (await call(account(), 'account:GetAlternateContact', { AlternateContactType }).catch(only('ResourceNotFound')))?.AlternateContact;
      return found && pick(FIELDS, (field) => found[field]);
    },
    apply: (contact) => call(account(), 'account:PutAlternateContact', { AlternateContactType, ...contact }),
    remove: () => call(account(), 'account:DeleteAlternateContact', { AlternateContactType }).catch(only('ResourceNotFound')),
  });
}
