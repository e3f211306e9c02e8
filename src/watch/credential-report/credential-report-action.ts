/** The action on a credential that is unused for too long. */
export enum CredentialReportAction {
  /** Reports the credential in the log and in an email, and changes nothing. */
  REPORT = 'REPORT',
  /**
   * After a warning, deactivates an access key, which can be undone, or removes a console password, which must then be set again. Users,
   * keys and policies remain. The first run after this action is enabled, or after a threshold changes, only warns.
   */
  DEACTIVATE = 'DEACTIVATE',
}
