/** Why a fact is not known. */
export interface Unknown {
  /** A sentence without a full stop. */
  readonly unknown: string;
  /** The IAM action, if it was denied. */
  readonly denied?: string;
}

/** Something that is known about an account, or why it is not. */
export type Fact<T> = { readonly value: T } | Unknown;

/** The root user, as the account summary describes it. */
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
  /** The policies of the identity itself: the ARNs of attached ones, the names of inline ones. */
  readonly policies: string[];
}

export interface UserFacts extends IdentityFacts {
  readonly groups: string[];
}

export interface PasswordPolicyFacts {
  readonly minimumLength: number;
}

/** What the credential report says about a user; it may be four hours old. */
export interface CredentialFacts {
  /** The user. */
  readonly name: string;
  /** Whether the user has a password for the console. */
  readonly password: boolean;
  readonly mfa: boolean;
  /** When the active access keys that were never used were created, in milliseconds since the epoch. */
  readonly unusedKeys: number[];
}

/** An inline policy, or a customer-managed one that a user, group or role carries. */
export interface PolicyFacts {
  readonly name: string;
  /** The document of the default version. */
  readonly document: { readonly Statement: unknown };
}

/** What one listing says about all identities. */
export interface IdentitiesFacts {
  readonly users: UserFacts[];
  readonly groups: IdentityFacts[];
  readonly roles: IdentityFacts[];
  /** The names of the roles through which people sign in who are not users: those of Identity Center, and those for other accounts. */
  readonly signInRoles: string[];
  readonly ownPolicies: PolicyFacts[];
}

export interface CertificateFacts {
  readonly name: string;
  /** In milliseconds since the epoch. */
  readonly expires: number;
}

/** All that the checks use. The facts themselves do not say what is good or bad. */
export interface AccountFacts {
  /** When they were gathered, in milliseconds since the epoch. */
  readonly at: number;
  readonly root: Fact<RootFacts>;
  readonly identities: Fact<IdentitiesFacts>;
  /** The names of the SAML providers. */
  readonly samlProviders: Fact<string[]>;
  /** Null where the account has no policy, so that IAM's default applies. */
  readonly passwordPolicy: Fact<PasswordPolicyFacts | null>;
  readonly credentials: Fact<CredentialFacts[]>;
  readonly serverCertificates: Fact<CertificateFacts[]>;
  /** Names of the active external access analyzers of the region. */
  readonly analyzers: Fact<string[]>;
}
