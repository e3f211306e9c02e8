import { settingType } from './settings';

/** The kinds of settings of an organization. Each value is on or off. */
export type OrganizationSettingKind =
  | 'organization-trusted-access'
  | 'organization-root-feature'
  | 'organization-policy-type'
  | 'organization-delegated-administrator';

/**
 * The name of a setting of an organization: its kind and what it is about, such as `organization-policy-type/TAG_POLICY`. It is also the
 * physical id of the custom resource and the last part of the name of the ownership record, and so never changes.
 */
export type OrganizationSettingName = `${OrganizationSettingKind}/${string}`;

/** What the parts of a name after its kind match. Only the deployment knows those that are tokens. */
export const ORGANIZATION_SETTING_PARTS: Readonly<Record<OrganizationSettingKind, readonly RegExp[]>> = {
  'organization-trusted-access': [/^[a-z\d][a-z\d.-]*\.amazonaws\.com(\.cn)?$/],
  'organization-root-feature': [/^Root(CredentialsManagement|Sessions)$/],
  'organization-policy-type': [/^[A-Z][A-Z\d_]+$/],
  'organization-delegated-administrator': [/^[a-z\d][a-z\d.-]*\.amazonaws\.com(\.cn)?$/, /^\d{12}$/],
};

/** The service whose trusted access central root access needs. */
export const IAM_SERVICE = 'iam.amazonaws.com';

/** The type of the custom resource of a setting: `Custom::OrganizationPolicyType` for `organization-policy-type/TAG_POLICY`. */
export function organizationSettingType(setting: string): string {
  return settingType(setting.split('/')[0]);
}
