/** Who counts as an outsider. */
export enum ExternalAccessZone {
  /** Everybody outside of the account. */
  ACCOUNT = 'ACCOUNT',
  /**
   * Everybody outside of the organization. Only the management account and the delegated administrator of IAM Access Analyzer can have
   * such an analyzer.
   */
  ORGANIZATION = 'ORGANIZATION',
}
