/** Options of a `RollOutTarget` of a unit or of the root. */
export interface RollOutUnitOptions {
  /**
   * The ids of accounts to leave out, such as suspended ones.
   *
   * @default - none
   */
  readonly exceptAccounts?: string[];
}
