/** Which assertions of a SAML provider sign in to a role, see `RoleTrust.saml`. */
export interface SamlTrustOptions {
  /**
   * Regions whose sign-in endpoints people may use too, so that they can sign in while the global endpoint of the partition is
   * unavailable. The identity provider must know each of them.
   *
   * @default - none
   */
  readonly signInRegions?: string[];

  /**
   * The audiences that assertions must have: sign-in endpoints with `/saml` behind them. Encrypted assertions have one with `/acs/` and an
   * id. Not together with `signInRegions`.
   *
   * @default - the sign-in endpoint of the partition, such as `https://signin.aws.amazon.com/saml`, and those of `signInRegions`
   */
  readonly audiences?: string[];

  /**
   * The values that attributes of the assertion must have, any one of each list, by the name of the condition key without `SAML:`, such as
   * `{ edupersonaffiliation: ['staff'] }`. In a value, `*` stands for any characters.
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
   * Whether the assertion must have the attribute `SourceIdentity`, which stays when the session assumes further roles. The session name
   * (`RoleSessionName`), which AWS requires and CloudTrail shows, does not need it.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}
