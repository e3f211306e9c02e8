import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PrincipalKind } from './principal-kind';

/** Who is trusted, and under which conditions. */
export interface RoleTrustProps {
  /** What kind of principal is trusted. */
  readonly kind: PrincipalKind;

  /**
   * The accounts of the principals, 12 digits each. For persons, roles and third parties only; third parties must have it.
   *
   * @default - the account of the role
   */
  readonly accounts?: string[];

  /**
   * Who is trusted, where it is no account: the service or the provider, without conditions of its own. For services, SAML, OIDC
   * and IAM Roles Anywhere only.
   *
   * @default - none; the service `rolesanywhere.amazonaws.com` for IAM Roles Anywhere
   */
  readonly principal?: iam.IPrincipal;

  /**
   * The users or roles that may come, as ARNs or as what follows the account in them, such as `role/deploy`, which is then meant in
   * each of the accounts. They need not exist yet; `*` stands for any characters.
   *
   * @default - persons: the users under `usersPath`; roles: every role of the accounts; third parties: whatever the accounts allow
   */
  readonly onlyPrincipals?: string[];

  /**
   * The path of the IAM users that may come; `/` admits every user of the accounts. For persons only, ignored with `onlyPrincipals`.
   *
   * @default '/account-baseline/'
   */
  readonly usersPath?: string;

  /**
   * How long ago a person may have shown MFA, from 15 minutes to 36 hours. Under an hour it refuses somebody who switches role in
   * the console an hour after the sign-in. For persons only.
   *
   * @default Duration.hours(12) for persons
   */
  readonly mfaMaxAge?: Duration;

  /**
   * The id of the organization that the principals must be in, such as `o-a1b2c3d4e5`. For persons, roles and third parties only.
   *
   * @default - any, or none
   */
  readonly organizationId?: string;

  /**
   * The organizational units that the accounts of the principals must be in, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. Without
   * the `*` only the accounts directly in the unit.
   *
   * @default - any
   */
  readonly organizationPaths?: string[];

  /**
   * What a third party must send along, so that another customer of it cannot make it act on this account: 2 to 1,224 letters,
   * digits and characters of `_+=,.@:/-`. The third party makes it up, one for each of its customers. It is no secret.
   *
   * @default - none; third parties must have it
   */
  readonly externalId?: string;

  /**
   * The accounts whose resources a service may act for.
   *
   * @default - any
   */
  readonly sourceAccounts?: string[];

  /**
   * The resources that a service may act for, as ARNs in which `*` stands for any characters.
   *
   * @default - any
   */
  readonly sourceArns?: string[];

  /**
   * Whether whoever comes may pass session tags (`sts:TagSession`).
   *
   * @default - only IAM Roles Anywhere, which always does
   */
  readonly sessionTags?: boolean;

  /**
   * Whether whoever comes may set a source identity (`sts:SetSourceIdentity`), which stays when the session assumes further roles.
   * A person then must set it, to the own user name, which the console cannot do.
   *
   * @default - only IAM Roles Anywhere, which always does
   */
  readonly sourceIdentity?: boolean;

  /**
   * Further conditions, by operator and key.
   *
   * @default - none
   */
  readonly conditions?: { [operator: string]: any };
}
