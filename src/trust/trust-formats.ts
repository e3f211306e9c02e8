import { Token } from 'aws-cdk-lib';
import { invalid, InvalidInputError, requireMatch, unsafe } from '../private/errors';
import { ErrorId } from '../private/rules/error-ids';
import { ORGANIZATION_ID, requireOrganizationId } from '../private/text/organization-ids';

/** The entries that are known at synthesis. */
export function literals(list: string[] | undefined): string[] {
  return list === undefined || Token.isUnresolved(list) ? [] : list;
}

/** Refuses an empty list. */
export function requireEntries(property: string, list: unknown[], rule: string, id?: ErrorId): void {
  if (!Token.isUnresolved(list) && list.length === 0) throw new InvalidInputError(property, list, `it is empty. ${rule}`, undefined, id);
}

/** Each account becomes a separate ARN, so that the number of accounts must be known at synthesis. */
export function requireAccountList(property: string, accounts: string[]): void {
  if (Token.isUnresolved(accounts)) throw invalid(property, 'a list token', 'the number of accounts must be known at synthesis. Name them one by one; each may be a token');
  requireEntries(property, accounts, 'Name at least one account');
  requireAccountIds(property, accounts);
}

export function requireAccountIds(property: string, accounts: string[] | undefined): void {
  for (const account of literals(accounts)) requireMatch(property, account, /^\d{12}$/, 'an account ID has 12 digits');
}

export function requireOrganization(property: string, organizationId: unknown): void {
  if (typeof organizationId !== 'string') {
    throw unsafe('trust-foreign-account', property, organizationId, 'a trust in other accounts needs the ID of their organization, such as o-a1b2c3d4e5. For accounts '
      + 'outside the organization, use RoleTrust.thirdParty');
  }
  requireOrganizationId(property, organizationId);
}

export function requireOrganizationPath(property: string, path: string, organizationId: string): void {
  requireMatch(property, path, new RegExp(`^${ORGANIZATION_ID}/r-[a-z0-9]{4,32}/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/)*\\*?$`),
    'a path is organization, root and organizational units, each followed by a slash, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*');
  if (Token.isUnresolved(path) || Token.isUnresolved(organizationId)) return;
  if (!path.startsWith(`${organizationId}/`)) {
    throw unsafe('trust-never-holds', property, path, `it is in another organization than ${organizationId}, so that the `
    + 'two can never hold together');
  }
}

export function requireSourceArn(property: string, arn: string): void {
  requireMatch(property, arn, /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*-]*:(\d{12}|\*|):.+$/,
    'it must be the ARN of a resource: arn, partition, service, region, account and name, separated by colons');
}
