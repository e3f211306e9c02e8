/** Something that is known of an account, or the IAM action that would tell and was refused. */
export type Fact<T> = { readonly value: T } | { readonly refused: string };

/** The root user, as the account summary tells. */
export interface RootFacts {
  readonly accessKeys: number;
  readonly mfa: boolean;
  /** Undefined where the summary does not say. */
  readonly password: boolean | undefined;
  readonly signingCertificates: number;
}

export interface UserFacts {
  readonly name: string;
  readonly groups: string[];
  /** The policies on the user itself, attached and inline. */
  readonly policies: string[];
}

export interface GroupFacts {
  readonly name: string;
  /** The policies of the group, attached and inline. */
  readonly policies: string[];
}

export interface PasswordPolicyFacts {
  readonly minimumLength: number;
}

/** All that the checks of an account know of it. Whoever gathers the facts has not judged them yet. */
export interface AccountFacts {
  readonly root: Fact<RootFacts>;
  readonly users: Fact<UserFacts[]>;
  readonly groups: Fact<GroupFacts[]>;
  /** Names of SAML providers and of the roles that Identity Center made: the ways in for people who are no IAM users. */
  readonly federation: Fact<string[]>;
  /** Null where the account has none of its own and IAM's default applies. */
  readonly passwordPolicy: Fact<PasswordPolicyFacts | null>;
}
