/** The matters that an account can name a contact for. */
export type ContactType = 'BILLING' | 'OPERATIONS' | 'SECURITY';

/**
 * The settings that an account has exactly one of. A name is also the physical id of the custom resource and the last part of the name of
 * the ownership record, and so never changes.
 */
export type SettingName =
  | 'account-alias'
  | 'password-policy'
  | 's3-public-access-block'
  | 'ebs-default-encryption'
  | 'instance-metadata-defaults'
  | 'image-public-access-block'
  | `alternate-contact-${Lowercase<ContactType>}`;

/** The type of the custom resource of a setting: `Custom::AccountAlias` for `account-alias`. */
export function settingType(setting: string): string {
  return `Custom::${setting.replace(/(^|-)./g, (start) => start.slice(-1).toUpperCase())}`;
}

/** What a custom resource of a setting does if the account already has another value. */
export type OnExistingName = 'OVERWRITE' | 'ADOPT' | 'FAIL';

/** The properties of custom resources, by setting: what the drift guard restores. */
export type WantedSettings = { readonly [name in SettingName]?: Record<string, unknown> };

/** The properties that the custom resource of a setting has besides those of its fields. */
export interface SettingProperties {
  readonly Setting: SettingName;
  readonly OnExisting: OnExistingName;
}
