/** What is let in besides the organization. */
export interface PerimeterOptions {
  /**
   * Accounts outside of the organization that are trusted, 12 digits each, such as that of a third party.
   *
   * @default - none
   */
  readonly trustedAccounts?: string[];
}
