import type { OrganizationSettingName } from './organization-settings';
import type { RegionalSettingName, SettingName } from './settings';

/** The SSM parameters below this path are ownership records. */
export const OWNERSHIP_RECORDS = '/account-baseline/settings/';

/** The SSM parameter that remembers who set a setting, and what was there before. */
export function ownershipRecord(setting: SettingName | RegionalSettingName | OrganizationSettingName): string {
  return OWNERSHIP_RECORDS + setting;
}

/** The SSM parameters below this path are the ownership records of users of Identity Center. */
export const USER_RECORDS = `${OWNERSHIP_RECORDS}identity-center-user/`;

/** The SSM parameter that remembers which user a custom resource of a stack has made. The id of a stack ends with a UUID. */
export function userRecord(stackId: string, logicalId: string): string {
  return `${USER_RECORDS}${stackId.split('/')[2]}/${logicalId}`;
}

/** The SSM parameter that holds what the last security status found. */
export const SECURITY_STATUS_PARAMETER = '/account-baseline/watch/security-status';

/** The SSM parameter that holds when the credential report announced its findings. */
export const CREDENTIAL_REPORT_PARAMETER = '/account-baseline/watch/credential-report';
