/**
 * What kind of principal a role trusts. It decides which conditions can hold at all: only a person has MFA, only a service call has
 * a source.
 *
 * Source: IAM User Guide, "AWS global condition context keys", "IAM and AWS STS condition context keys".
 */
export enum PrincipalKind {
  /** IAM users, of this account or of a sibling. Always with MFA. */
  PERSON = 'PERSON',

  /** Roles, of this account or of a sibling: machines, and people who come through federation. Their sessions carry no MFA. */
  ROLE = 'ROLE',

  /** The account of another company. Always with an external id. */
  THIRD_PARTY = 'THIRD_PARTY',

  /** An AWS service. */
  SERVICE = 'SERVICE',

  /** A SAML provider. Always with an audience. */
  SAML = 'SAML',

  /** An OIDC provider. Always with an audience. */
  OIDC = 'OIDC',

  /** Machines outside of AWS with a certificate, through IAM Roles Anywhere. Always with a trust anchor. */
  ROLES_ANYWHERE = 'ROLES_ANYWHERE',
}
