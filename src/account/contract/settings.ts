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

/** The settings that each region of an account has exactly one of. The last two are only set where an account has several regions. */
export type RegionalSettingName =
  | 'ebs-default-encryption'
  | 'instance-metadata-defaults'
  | 'image-public-access-block'
  | 'snapshot-public-access-block'
  | 'document-public-sharing-block';

/** In place of a list of regions: every region that the account has enabled. */
export const ALL_ENABLED = 'ALL_ENABLED';

/** The type of the custom resource of a setting: `Custom::AccountAlias` for `account-alias`. */
export function settingType(setting: string): string {
  return `Custom::${setting.replace(/(^|-)./g, (start) => start.slice(-1).toUpperCase())}`;
}

/** What a custom resource of a setting does if the account already has another value. */
export type OnExistingName = 'OVERWRITE' | 'ADOPT' | 'FAIL';

/** The properties of custom resources, by setting: what the drift guard restores. */
export type WantedSettings = { readonly [name in SettingName]?: Record<string, unknown> };

/** The properties of the custom resources that set regions, by setting: what the drift guard compares every region with. */
export type WantedInRegions = { readonly [name in RegionalSettingName]?: Record<string, unknown> };

/** The properties that the custom resource of a setting has besides those of its fields. */
export interface SettingProperties {
  readonly Setting: SettingName;
  readonly OnExisting: OnExistingName;
}
