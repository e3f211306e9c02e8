/** The account that deploys a roll-out. */
export enum RollOutCaller {
  /** The management account of the organization. */
  MANAGEMENT_ACCOUNT = 'SELF',

  /** A member account that the organization has registered as an administrator of StackSets. */
  DELEGATED_ADMINISTRATOR = 'DELEGATED_ADMIN',
}
