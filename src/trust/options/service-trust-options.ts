/** Resources for which an AWS service may assume a role, see `RoleTrust.service`. */
export interface ServiceTrustOptions {
  /**
   * The accounts whose resources the service may act for, 12 digits each.
   *
   * @default - the account of the role if the service documents that it sends the account and `sourceArns` do not name accounts;
   * otherwise any account
   */
  readonly sourceAccounts?: string[];

  /**
   * The resources that the service may act for, as ARNs in which `*` stands for any characters.
   *
   * @default - any resource of the accounts
   */
  readonly sourceArns?: string[];

  /**
   * Whether the service may pass session tags (`sts:TagSession`), as EKS Pod Identity does.
   *
   * @default false
   */
  readonly sessionTags?: boolean;
}
