/** A group of IAM Identity Center, and the accounts in which it has a permission set. */
export interface PermissionSetAssignmentOptions {
  /** The id of the group in the identity store, such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`. */
  readonly groupId: string;

  /**
   * The ids of the accounts. Identity Center assigns to accounts and not to organizational units, so that accounts that join a unit later
   * must be added here.
   *
   * @default - every account of the roll-out, whose targets then are `RollOutTarget.accounts()`
   */
  readonly accountIds?: string[];
}
