/** Other accounts of the same organization. */
export interface SiblingAccountsOptions {
  /** The IDs of the accounts, 12 digits each. */
  readonly accounts: string[];

  /**
   * The ID of the organization that the principals must belong to, such as `o-a1b2c3d4e5`. An account that leaves the organization loses
   * access.
   */
  readonly organizationId: string;

  /**
   * The organizational units that the accounts must belong to, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. Without the `*`, only
   * accounts directly in the unit match.
   *
   * @default - any unit
   */
  readonly organizationPaths?: string[];
}
