import { Duration } from 'aws-cdk-lib';
import { PrincipalKind } from './principal-kind';
import { RoleTrust } from './role-trust';

/** What accounts of the own organization have in common. */
export interface SiblingAccountOptions {
  /** The id of the organization that the principals must be in, such as `o-a1b2c3d4e5`. An account that leaves it loses access. */
  readonly organizationId: string;

  /**
   * The organizational units that the accounts must be in, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. Without the `*` only the
   * accounts directly in the unit.
   *
   * @default - any
   */
  readonly organizationPaths?: string[];

  /**
   * Whether a session may have a source identity, which stays when it assumes further roles. People then must set it, to their user
   * name, which the console cannot do.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}

/** IAM users of sibling accounts, see `TrustedAccount.people`. */
export interface SiblingPeopleOptions extends SiblingAccountOptions {
  /**
   * The path of the users; `/` admits every user of the accounts with MFA. Ignored with `users`.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * The users that may come, as ARNs or as `user/` with path and name. They need not exist yet.
   *
   * @default - all under `usersPath`
   */
  readonly users?: string[];

  /**
   * How long ago a person may have shown MFA, from 15 minutes to 36 hours. Under an hour it refuses somebody who switches role in
   * the console an hour after the sign-in.
   *
   * @default Duration.hours(12)
   */
  readonly mfaMaxAge?: Duration;
}

/** Roles of sibling accounts, see `TrustedAccount.roles`. */
export interface SiblingRolesOptions extends SiblingAccountOptions {
  /**
   * The roles that may come, as ARNs or as `role/` with path and name. They need not exist yet. People of Identity Center come as
   * `role/aws-reserved/sso.amazonaws.com/*`.
   *
   * @default - every role whose own policies allow it
   */
  readonly roles?: string[];

  /**
   * Whether they may pass session tags.
   *
   * @default false
   */
  readonly sessionTags?: boolean;
}

/** The account of another company, see `TrustedAccount.thirdParty`. */
export interface ThirdPartyOptions {
  /**
   * What the third party must send along, so that another customer of it cannot make it act on this account: 2 to 1,224 letters,
   * digits and characters of `_+=,.@:/-`. The third party makes it up, one for each of its customers. It is no secret.
   */
  readonly externalId: string;

  /**
   * The roles or users of the third party that may come, as ARNs or as `role/` with path and name. They need not exist yet.
   *
   * @default - whomever the third party lets
   */
  readonly principals?: string[];

  /**
   * Whether the third party may pass session tags.
   *
   * @default false
   */
  readonly sessionTags?: boolean;
}

/**
 * Another account that a `CrossAccountRole` trusts: people or roles of a sibling account in the own organization, or a third party.
 *
 * Principals are named by their ARN in a condition (`aws:PrincipalArn`) with their account as principal, since a role that names
 * another role as principal cannot be made before that one is, and stops trusting it when it is made anew.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "Access to AWS accounts owned by third parties".
 */
export class TrustedAccount {
  /**
   * IAM users of sibling accounts, with MFA, in sessions that bear their user names.
   *
   * @param accounts the accounts, 12 digits each
   * @param options the organization, and who of the accounts
   * @throws if an id, ARN or duration is malformed, or a user is in none of the accounts
   */
  public static people(accounts: string[], options: SiblingPeopleOptions): TrustedAccount {
    const { users, ...rest } = options;
    return new TrustedAccount(new RoleTrust({ kind: PrincipalKind.PERSON, accounts, onlyPrincipals: users, ...rest }));
  }

  /**
   * Roles of sibling accounts: machines, and people who come through federation. An IAM user is none, whatever its policies allow.
   *
   * @param accounts the accounts, 12 digits each
   * @param options the organization, and which roles of the accounts
   * @throws if an id or ARN is malformed, or a role is in none of the accounts
   */
  public static roles(accounts: string[], options: SiblingRolesOptions): TrustedAccount {
    const { roles, ...rest } = options;
    return new TrustedAccount(new RoleTrust({ kind: PrincipalKind.ROLE, accounts, onlyPrincipals: roles, ...rest }));
  }

  /**
   * Another company, with an external id.
   *
   * @param accounts its accounts, 12 digits each
   * @param options the external id, and who of the accounts
   * @throws if an id or ARN is malformed, or a principal is in none of the accounts
   */
  public static thirdParty(accounts: string[], options: ThirdPartyOptions): TrustedAccount {
    const { principals, ...rest } = options;
    return new TrustedAccount(new RoleTrust({ kind: PrincipalKind.THIRD_PARTY, accounts, onlyPrincipals: principals, ...rest }));
  }

  private constructor(
    /** What the trust policy says of it. */
    public readonly trust: RoleTrust,
  ) {}
}
