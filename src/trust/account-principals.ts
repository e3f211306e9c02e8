import { Aws, Fn, Token } from 'aws-cdk-lib';
import { SiblingAccountsOptions } from './options/sibling-accounts-options';
import { literals, requireAccountList, requireEntries, requireOrganization, requireOrganizationPath } from './trust-formats';
import { iamArn } from '../private/arn';
import { invalid, unsafe } from '../private/errors';
import { KnownKeys, listOf, mandatory, requireKnownKeys, text } from '../private/known-keys';
import { inProperty } from '../private/written-properties';

const SIBLING_KEYS: KnownKeys<SiblingAccountsOptions> = {
  accounts: mandatory(listOf(text)), organizationId: mandatory(text), organizationPaths: listOf(text),
};

const NAMED = /^(user|role)\/[\x21-\x39\x3b-\x7e]+$/;
const IAM_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):((user|role)\/[\x21-\x39\x3b-\x7e]+)$/;

/** The accounts of the siblings, or the account of the role if there are none. */
export function siblingAccounts(siblings: SiblingAccountsOptions | undefined): string[] {
  if (siblings === undefined) return [Aws.ACCOUNT_ID];
  const { accounts, organizationId, organizationPaths } = siblings;
  requireOrganization('siblings.organizationId', organizationId);
  inProperty('siblings', () => requireKnownKeys(siblings, SIBLING_KEYS));
  requireAccountList('siblings.accounts', accounts);
  for (const path of literals(organizationPaths)) requireOrganizationPath('siblings.organizationPaths', path, organizationId);
  return accounts;
}

/**
 * Each account as a whole as the principal. A role that is named as a principal must exist, and IAM stores its ID, which changes when the
 * role is created again.
 */
export function wholeAccounts(accounts: string[]): { AWS: string[] } {
  return { AWS: accounts.map((account) => accountArn(account, 'root')) };
}

/**
 * The ARNs of users or roles for a comparison with `aws:PrincipalArn`. A name without an account stands for that name in each of the
 * accounts.
 */
export function principalArns(property: string, named: string[], accounts: string[], types: string[]): string[] {
  requireEntries(property, named, 'Name at least one, or remove the property');
  if (Token.isUnresolved(named)) return named;
  for (const principal of named) requirePrincipal(property, principal, accounts, types);
  return named.flatMap((principal) => NAMED.test(principal) ? inEach(accounts, principal) : [principal]);
}

export function inEach(accounts: string[], resource: string): string[] {
  return accounts.map((account) => accountArn(account, resource));
}

/** Refuses principals of another type or of an account that is not trusted, since they could never assume the role. */
function requirePrincipal(property: string, principal: string, accounts: string[], types: string[]): void {
  if (Token.isUnresolved(principal)) return;
  const [, account, name] = IAM_ARN.exec(principal) ?? [];
  const type = (name ?? NAMED.exec(principal)?.[0])?.split('/')[0];
  if (!type) {
    throw invalid(property, principal, `it must be the ARN of an IAM ${types.join(' or ')}, not of a session or a whole account, or the part `
      + `of the ARN after the account, such as ${types[0]}/deploy`);
  }
  if (!types.includes(type)) {
    throw unsafe('trust-never-holds', property, principal, type === 'user' ? 'it is a user. Use RoleTrust.people' : 'the session of a role carries no MFA. Use RoleTrust.roles');
  }
  // An unknown account of the stack may be any of them.
  if (account && !accounts.some((trusted) => Token.isUnresolved(trusted) || trusted === account)) {
    throw unsafe('trust-never-holds', property, principal, `its account is not one of ${accounts.join(', ')}, so that it could never assume the role`);
  }
}

/** The ARN of an IAM resource of any account of the partition. */
function accountArn(account: string, resource: string): string {
  // `Fn.sub` cannot hold a token.
  if (Token.isUnresolved(resource)) return `${accountArn(account, '')}${resource}`;
  if (account === Aws.ACCOUNT_ID) return iamArn(resource);
  if (Token.isUnresolved(account)) return `${Fn.sub('arn:${AWS::Partition}:iam::')}${account}:${resource}`;
  return Fn.sub(`arn:\${AWS::Partition}:iam::${account}:${resource}`);
}
