/** An account that administers a service for the organization. */
export interface DelegatedAdministratorOptions {
  /** The service, such as `guardduty.amazonaws.com`. */
  readonly servicePrincipal: string;

  /** The id of a member account. The management account cannot be a delegated administrator. */
  readonly accountId: string;
}
