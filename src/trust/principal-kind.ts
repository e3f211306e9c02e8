/**
 * The kinds of principals, each named after the static method of `RoleTrust` that makes it. The kind determines which conditions can
 * hold: only a person has MFA, only a service has a source.
 */
export type PrincipalKind = 'people' | 'roles' | 'thirdParty' | 'service' | 'saml' | 'oidc' | 'rolesAnywhere';

/** The sender of a request, as errors and warnings name it. */
export const SENDER: Record<PrincipalKind, string> = {
  people: 'an IAM user',
  roles: 'a role',
  thirdParty: 'a third party',
  service: 'an AWS service',
  saml: 'a user of a SAML provider',
  oidc: 'a user of an OIDC provider',
  rolesAnywhere: 'IAM Roles Anywhere',
};
