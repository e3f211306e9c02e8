/** Other accounts of the same organization. */
export interface SiblingAccountsOptions {
  /** The ids of the accounts, 12 digits each. */
  readonly accounts: string[];

  /** The id of the organization that the principals must be in, such as `o-a1b2c3d4e5`. An account that leaves it loses access. */
  readonly organizationId: string;

  /**
   * The organizational units that the accounts must be in, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. Without the `*`, only the
   * accounts directly in the unit.
   *
   * @default - any unit
   */
  readonly organizationPaths?: string[];
}
