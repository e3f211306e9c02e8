/** Something that is known of an account, or the action that would tell and was refused. */
export type Fact<T> = { readonly value: T } | { readonly refused: string };

/** The root user, as the account summary tells. */
export interface RootFacts {
  readonly accessKeys: number;
  readonly mfa: boolean;
  /** Undefined where the summary does not say. */
  readonly password: boolean | undefined;
  readonly signingCertificates: number;
}

/** A role, or what users and groups have in common with one. */
export interface IdentityFacts {
  readonly name: string;
  /** The policies on the identity itself: the ARNs of attached ones, the names of inline ones. */
  readonly policies: string[];
}

export interface UserFacts extends IdentityFacts {
  readonly groups: string[];
}

export interface PasswordPolicyFacts {
  readonly minimumLength: number;
}

/** What the credential report says of a user; it may be four hours old. */
export interface CredentialFacts {
  /** The user. */
  readonly name: string;
  /** Whether the user has a password for the console. */
  readonly password: boolean;
  readonly mfa: boolean;
  /** When the active access keys that were never used were made, in milliseconds since the epoch. */
  readonly unusedKeys: number[];
}

/** A customer-managed policy that a user, a group or a role carries. */
export interface PolicyFacts {
  readonly name: string;
  /** The document of the default version. */
  readonly document: { readonly Statement: unknown };
}

export interface CertificateFacts {
  readonly name: string;
  /** In milliseconds since the epoch. */
  readonly expires: number;
}

/** All that the checks of an account know of it. Whoever gathers the facts has not judged them yet. */
export interface AccountFacts {
  /** When they were gathered, in milliseconds since the epoch. */
  readonly at: number;
  readonly root: Fact<RootFacts>;
  readonly users: Fact<UserFacts[]>;
  readonly groups: Fact<IdentityFacts[]>;
  readonly roles: Fact<IdentityFacts[]>;
  /** Names of SAML providers and of the roles that Identity Center made: the ways in for people who are no IAM users. */
  readonly federation: Fact<string[]>;
  /** Null where the account has none of its own and IAM's default applies. */
  readonly passwordPolicy: Fact<PasswordPolicyFacts | null>;
  readonly credentials: Fact<CredentialFacts[]>;
  readonly customerPolicies: Fact<PolicyFacts[]>;
  readonly serverCertificates: Fact<CertificateFacts[]>;
  /** Names of the active external access analyzers of the region. */
  readonly analyzers: Fact<string[]>;
}
