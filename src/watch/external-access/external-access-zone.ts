/** The zone of trust of an external access analyzer. */
export enum ExternalAccessZone {
  /** All principals outside of the account are external. */
  ACCOUNT = 'ACCOUNT',
  /**
   * All principals outside of the organization are external. Only the management account and the delegated administrator of IAM Access
   * Analyzer can have such an analyzer.
   */
  ORGANIZATION = 'ORGANIZATION',
}
