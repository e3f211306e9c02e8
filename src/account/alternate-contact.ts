import { Construct } from 'constructs';
import { AccountSetting, AccountSettingProps } from './account-setting';
import { ACCOUNT_SETTING_KEYS } from './account-setting-keys';
import { CONTACT_KEYS, requireContact } from './contact-checks';
import { ContactDetailsOptions } from './contact-details';
import { ALTERNATE_CONTACT, FieldProperties } from './contract/fields';
import { SettingName } from './contract/settings';
import { checkProps, KnownKeys, mandatory, oneOf } from '../private/known-keys';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../private/only-one';

/** The matters for which an account can name a contact. */
export enum AlternateContactType {
  /** Invoices and payments. */
  BILLING = 'BILLING',
  /** Availability, maintenance, limits. */
  OPERATIONS = 'OPERATIONS',
  /** Abuse reports, exposed keys, vulnerabilities. */
  SECURITY = 'SECURITY',
}

/** Properties of an `AlternateContact`. */
export interface AlternateContactProps extends AccountSettingProps, ContactDetailsOptions {
  /** The matter that the contact is for. */
  readonly contactType: AlternateContactType;
}

const KEYS: KnownKeys<AlternateContactProps> = { ...ACCOUNT_SETTING_KEYS, ...CONTACT_KEYS, contactType: mandatory(oneOf(AlternateContactType)) };

/**
 * Whom AWS writes to about one kind of matter, beside the owner of the account. An account has one contact for each kind.
 *
 * It is a setting of the whole account: have it in one stack, in one region. In an organization that manages contacts centrally, leave
 * it to the management account. In AWS GovCloud (US) accounts have no such contacts: set those of the standard account that the
 * account belongs to. It costs nothing.
 *
 * Sources: Account Management Reference Guide, "Update the alternate contacts for your AWS account"; CIS AWS Foundations Benchmark,
 * security contact information; Security Hub Account.1.
 *
 * @example
 * new AlternateContact(this, 'SecurityContact', {
 *   contactType: AlternateContactType.SECURITY,
 *   name: 'Security team',
 *   title: 'Incident response',
 *   emailAddress: 'security@example.com',
 *   phoneNumber: '+49 30 123456',
 * });
 */
export class AlternateContact extends AccountSetting {
  /** @throws if AWS would refuse a field, or the stack has a contact of that type already */
  constructor(scope: Construct, id: string, props: AlternateContactProps) {
    checkProps(scope, id, props, KEYS, () => requireContact(props));
    super(scope, id, props, {
      setting: `alternate-contact-${props.contactType.toLowerCase() as Lowercase<AlternateContactType>}` satisfies SettingName,
      properties: {
        EmailAddress: props.emailAddress, Name: props.name, PhoneNumber: props.phoneNumber, Title: props.title,
      } satisfies FieldProperties<typeof ALTERNATE_CONTACT>,
    });
    requireOnlyOneInStack(this, `a ${props.contactType} contact`);
    requireOnlyOneInAccount(this, `a ${props.contactType} contact`);
  }
}
