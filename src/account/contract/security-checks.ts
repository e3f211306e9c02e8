/** The checks of the security status. Users name them and results are remembered by them, and so they never change. */
export type SecurityCheckName =
  | 'ROOT_ACCESS_KEYS'
  | 'ROOT_MFA'
  | 'INDIVIDUAL_USERS'
  | 'GROUP_PERMISSIONS'
  | 'PASSWORD_POLICY'
  | 'ROOT_SIGNING_CERTIFICATES'
  | 'USER_MFA'
  | 'USER_POLICIES'
  | 'UNUSED_ACCESS_KEYS'
  | 'SUPPORT_ROLE'
  | 'FULL_ADMINISTRATION'
  | 'CLOUDSHELL_FULL_ACCESS'
  | 'EXPIRED_CERTIFICATES'
  | 'EXTERNAL_ACCESS_ANALYZER';

/** The checks of every enabled region of an account, which only the command makes. */
export type RegionalCheckName =
  | 'EBS_DEFAULT_ENCRYPTION'
  | 'INSTANCE_METADATA_DEFAULTS'
  | 'IMAGE_PUBLIC_ACCESS_BLOCK'
  | 'SNAPSHOT_PUBLIC_ACCESS_BLOCK'
  | 'DOCUMENT_PUBLIC_SHARING_BLOCK'
  | 'ANALYZER_IN_EVERY_REGION';

/** The checks that the command makes. */
export type AccountCheckName = SecurityCheckName | RegionalCheckName;

/** The type of the custom resource of the security status. */
export const SECURITY_STATUS_TYPE = 'Custom::SecurityStatus';

/** What a deployment does about a check that fails. */
export type OnFindingName = 'FAIL' | 'WARN' | 'IGNORE';

/** What to do about a failed check, by its name; `*` stands for all other checks. */
export type OnFindingSettings = { readonly [check in SecurityCheckName]?: OnFindingName } & { readonly '*': OnFindingName };

/** What to do if this check fails. */
export function onFindingOf(settings: OnFindingSettings, check: SecurityCheckName): OnFindingName {
  return settings[check] ?? settings['*'];
}
