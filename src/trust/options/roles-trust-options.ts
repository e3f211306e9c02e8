import { SiblingAccountsOptions } from './sibling-accounts-options';

/** Roles whose sessions may assume a role, see `RoleTrust.roles`. */
export interface RolesTrustOptions {
  /**
   * The accounts of the roles, if they are not roles of the role's own account.
   *
   * @default - the account of the role
   */
  readonly siblings?: SiblingAccountsOptions;

  /**
   * The roles that may assume the role: ARNs, or `role/` with path and name, which stands for that role in each of the accounts. They
   * need not exist yet; `*` stands for any characters. Users of IAM Identity Center are `role/aws-reserved/sso.amazonaws.com/*`.
   *
   * @default - every role whose own policies allow it
   */
  readonly roles?: string[];

  /**
   * Whether the sessions may pass session tags (`sts:TagSession`).
   *
   * @default false
   */
  readonly sessionTags?: boolean;

  /**
   * Whether the sessions may set a source identity (`sts:SetSourceIdentity`), which persists when the session assumes further roles.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}
