/**
 * The constructs that answer no control themselves, each with the reason. A new construct either answers a control in `frameworks` or
 * `measures`, or has a line here.
 */
export const NOT_MAPPED: Readonly<Record<string, string>> = {
  AccountAlias: 'a name for the sign-in page',
  AccountHardening: 'composes the settings that are mapped',
  AccountSetting: 'the base class of the settings that are mapped',
  AccountSettingsProvider: 'the function of the settings that are mapped',
  AccountWatch: 'composes the checks and alerts that are mapped',
  AccountWatchStack: 'composes the checks and alerts that are mapped',
  AlertTopic: 'transports the alerts that are mapped',
  CredentialWatch: 'composes the reports that are mapped',
  CredentialWatchStack: 'composes the reports that are mapped',
  SecureAccountBaseline: 'composes the identities, roles and settings that are mapped',
  SecureAccountBaselineStack: 'composes the identities, roles and settings that are mapped',
};

/** The security checks that answer no control themselves, each with the reason. */
export const CHECKS_NOT_MAPPED: Readonly<Record<string, string>> = {
  ROOT_SIGNING_CERTIFICATES: 'no framework names signing certificates of root; the check closes a gap beside root access keys',
};
