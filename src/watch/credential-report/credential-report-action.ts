/** What becomes of a credential that nobody has used for too long. */
export enum CredentialReportAction {
  /** It is in the log and in a mail, nothing else. */
  REPORT = 'REPORT',
  /**
   * After a warning, an access key is made inactive, which can be undone, and a console password is removed, which takes a new one to
   * undo. Users, keys and policies stay. The first run after it is switched on, or after a threshold has changed, only warns.
   */
  DEACTIVATE = 'DEACTIVATE',
}
