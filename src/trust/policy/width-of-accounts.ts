import { Demands } from './demands';
import { ReadPrincipal } from './read-principal';
import { invalid, unsafe } from '../../private/errors';
import { PrincipalKind } from '../principal-kind';

/** The kind of a principal of an account. Undefined if it is not known. */
export function kindOfAccount(principal: ReadPrincipal, demands: Demands): PrincipalKind | undefined {
  const { resource, isOwn } = principal;
  if (isOwn === false && demands.externalId) return 'thirdParty';
  if (resource === 'user') return 'people';
  if (resource === 'role') return 'roles';
  if (resource === 'account' && demands.mfa) return 'people';
  return resource === 'account' && demands.rolesOnly ? 'roles' : undefined;
}

/** Refuses principals of accounts that admit too many identities, or that IAM does not accept. */
export function requireNarrowAccount(property: string, principal: ReadPrincipal, kind: PrincipalKind | undefined, demands: Demands): void {
  const { text, resource, isOwn } = principal;
  if (text === '*') {
    throw unsafe('trust-any-account', property, text, 'it admits every identity in every account. Use RoleTrust.people, RoleTrust.roles or '
    + 'RoleTrust.thirdParty, which name the accounts');
  }
  if (/[*?]/.test(text)) {
    throw unsafe('trust-wildcard-principal', property, text, 'IAM accepts no wildcards in a principal. Use the options of RoleTrust.people or '
    + 'RoleTrust.roles, which do');
  }
  if (!/^(arn:|\d{12}$|A[A-Z0-9]{15,}$)|\$\{/.test(text)) {
    throw invalid(property, text, 'it is neither the ARN of an IAM user or role nor an '
    + 'account. Use RoleTrust.people or RoleTrust.roles');
  }
  if (isOwn === false && !demands.organization && !demands.externalId) {
    throw unsafe('trust-foreign-account', property, text, 'a principal of another account needs the ID of the organization, or an external ID. Use RoleTrust.people or '
      + 'RoleTrust.roles with `siblings` for an account of the organization, RoleTrust.thirdParty for another company. For the account of '
      + 'the stack, leave the account out');
  }
  if (kind === 'people' && !demands.mfa) throw unsafe('trust-without-mfa', property, text, 'the user could assume the role without MFA. Use RoleTrust.people, which requires MFA');
  if (kind === undefined && resource === 'account') {
    throw unsafe('trust-whole-account', property, text, 'it admits every user and role of the account whose own policies allow it, without MFA. Use RoleTrust.people for IAM users, RoleTrust.roles for roles');
  }
}
