import { IIdentityCenterGroup } from './identity-center-group';

/** A group of IAM Identity Center, and the accounts in which it has a permission set. */
export interface PermissionSetAssignmentOptions {
  /** The group: an `IdentityCenterGroup`, or one that an identity provider synchronizes, by `IdentityCenterGroup.fromGroupId`. */
  readonly group: IIdentityCenterGroup;

  /**
   * The ids of the accounts. Identity Center assigns to accounts and not to organizational units, so that accounts that join a unit later
   * must be added here.
   *
   * @default - every account of the roll-out, whose targets then are `RollOutTarget.accounts()`
   */
  readonly accountIds?: string[];
}
