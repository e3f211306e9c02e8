import { Duration, Stack, Token } from 'aws-cdk-lib';
import { PrincipalKind } from './principal-kind';
import type { RoleTrustProps } from './role-trust-props';
import { requireOnlyPrincipals, TRUSTED_BY_ACCOUNT } from './trust-principals';
import { invalid, requireDuration, requireMatch } from '../private/errors';
import { requireIamPath } from '../private/iam-names';
import { requireSamePartition } from '../private/stack-partition';

const ORGANIZATION_ID = 'o-[a-z0-9]{10,32}';

/** Refuses what is malformed, and properties of another kind of principal. */
export function requireFormats(props: RoleTrustProps): void {
  const { kind } = props;
  const hasAccounts = TRUSTED_BY_ACCOUNT.includes(kind);
  if (props.accounts && !hasAccounts) throw invalid('accounts', props.accounts, `the principal of ${kind} is no account; give principal`);
  if (props.accounts?.length === 0) throw invalid('accounts', [], 'name at least one');
  if (Token.isUnresolved(props.accounts)) throw invalid('accounts', 'a list token', 'give the accounts one by one; each may be a token');
  if (props.principal && hasAccounts) throw invalid('principal', `${props.principal}`, `${kind} is trusted by its accounts; give accounts`);
  if (!props.principal && [PrincipalKind.SERVICE, PrincipalKind.SAML, PrincipalKind.OIDC].includes(kind)) throw invalid('principal', props.principal, `${kind} must have it`);
  if (props.usersPath !== undefined && kind !== PrincipalKind.PERSON) throw invalid('usersPath', props.usersPath, 'only PrincipalKind.PERSON is an IAM user');
  requireAccounts('accounts', props.accounts);
  requireAccounts('sourceAccounts', props.sourceAccounts);
  requireIamPath('usersPath', props.usersPath);
  requireDuration('mfaMaxAge', props.mfaMaxAge, Duration.minutes(15), Duration.hours(36));
  requireMatch('organizationId', props.organizationId, new RegExp(`^${ORGANIZATION_ID}$`), 'the id of an organization is o- and 10 to 32 small letters and digits');
  for (const path of literals(props.organizationPaths)) requireOrganizationPath(path, props.organizationId);
  requireMatch('externalId', props.externalId, /^[\w+=,.@:/-]{2,1224}$/, 'an external id has 2 to 1,224 letters, digits and characters of _+=,.@:/-');
  requireOnlyPrincipals(kind, props.accounts, literals(props.onlyPrincipals));
  for (const arn of literals(props.sourceArns)) {
    requireMatch('sourceArns', arn, /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*-]*:(\d{12}|\*|):.+$/,
      'it must be the ARN of a resource: arn, partition, service, region, account and name, with colons between them');
  }
}

/** Of the ARNs among the principals and sources. */
export function requirePartition(stack: Stack, property: string, arns: string[] | undefined): void {
  for (const arn of literals(arns).filter((each) => each.startsWith('arn:'))) requireSamePartition(stack, property, arn);
}

export function requireAccounts(property: string, accounts: string[] | undefined): void {
  for (const account of literals(accounts)) requireMatch(property, account, /^\d{12}$/, 'the id of an account has 12 digits');
}

function requireOrganizationPath(path: string, organizationId: string | undefined): void {
  requireMatch('organizationPaths', path, new RegExp(`^${ORGANIZATION_ID}/r-[a-z0-9]{4,32}/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}/)*\\*?$`),
    'a path is organization, root and organizational units, each with a slash behind it, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*');
  if (Token.isUnresolved(path) || organizationId === undefined || Token.isUnresolved(organizationId)) return;
  if (!path.startsWith(`${organizationId}/`)) throw invalid('organizationPaths', path, `it is in another organization than ${organizationId}, so that both can never hold`);
}

/** What can be inspected before the deployment. */
export function literals(list: string[] | undefined): string[] {
  return list === undefined || Token.isUnresolved(list) ? [] : list;
}
