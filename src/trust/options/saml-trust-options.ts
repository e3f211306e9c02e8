/** Assertions of a SAML provider that may sign in to a role, see `RoleTrust.saml`. */
export interface SamlTrustOptions {
  /**
   * Regions whose sign-in endpoints users may use too, so that they can sign in while the global endpoint of the partition is
   * unavailable. Each endpoint must be registered at the identity provider.
   *
   * @default - none
   */
  readonly signInRegions?: string[];

  /**
   * The audiences of the assertions: sign-in endpoints followed by `/saml`. Encrypted assertions have an endpoint followed by `/acs/` and
   * an ID. Cannot be combined with `signInRegions`.
   *
   * @default - the sign-in endpoint of the partition, such as `https://signin.aws.amazon.com/saml`, and those of `signInRegions`
   */
  readonly audiences?: string[];

  /**
   * The required attributes of the assertion, by the name of the condition key without `SAML:`, such as `{ edupersonaffiliation:
   * ['staff'] }`. Each attribute must have one of its values, in which `*` stands for any characters.
   *
   * @default - none: every user to whom the provider gives the role may sign in to it
   */
  readonly attributes?: { [key: string]: string[] };

  /**
   * Whether the provider may pass session tags (`sts:TagSession`). An assertion with session tags cannot sign in to a role without it.
   *
   * @default false
   */
  readonly sessionTags?: boolean;

  /**
   * Whether the assertion must have the attribute `SourceIdentity`, which persists when the session assumes further roles. AWS requires
   * the session name (`RoleSessionName`) in any case and shows it in CloudTrail.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}
