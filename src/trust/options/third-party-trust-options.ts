/** Another company that may assume a role, see `RoleTrust.thirdParty`. */
export interface ThirdPartyTrustOptions {
  /** The IDs of the third party's accounts, 12 digits each. */
  readonly accounts: string[];

  /**
   * The external ID that the third party sends, so that another of its customers cannot make it act on this account. It has 2 to 1,224
   * letters, digits and characters of `_+=,.@:/-`. The third party generates one for each customer. It is not a secret.
   */
  readonly externalId: string;

  /**
   * The roles or users of the third party that may assume the role: ARNs, or `role/` or `user/` with path and name. They need not exist
   * yet; `*` stands for any characters.
   *
   * @default - every principal that the third party's own policies allow
   */
  readonly principals?: string[];

  /**
   * Whether the third party may pass session tags (`sts:TagSession`).
   *
   * @default false
   */
  readonly sessionTags?: boolean;
}
