import { Token } from 'aws-cdk-lib';
import { PrincipalKind, SENDER } from './principal-kind';
import { TrustCondition } from './trust-part';
import { unsafe } from '../private/errors';

type Reasons = { [kind in PrincipalKind]?: string };

const forKinds = (kinds: PrincipalKind[], reason: string): Reasons => Object.fromEntries(kinds.map((kind) => [kind, reason]));

/**
 * Condition keys that a request to assume the role never carries, by the kind of principal, with the reason. Keys are in lowercase, since
 * IAM ignores case.
 *
 * Source: IAM User Guide, "AWS global condition context keys", "IAM and AWS STS condition context keys".
 */
const NEVER_PRESENT: { keys: RegExp; reasons: Reasons }[] = [
  {
    keys: /^aws:multifactorauth(present|age)$/,
    reasons: {
      roles: 'the session of a role carries no MFA. For IAM users, use RoleTrust.people; for federated users, require MFA at their identity provider',
      thirdParty: 'the machines of a third party have no MFA; the external id protects the role',
      service: 'an AWS service has no MFA device',
      saml: 'AWS does not see the MFA of a SAML provider. Require it there',
      oidc: 'AWS does not see the MFA of an OIDC provider. Require it there, or require a claim that proves it',
      rolesAnywhere: 'a machine with a certificate has no MFA device',
    },
  },
  {
    keys: /^aws:principalorg(id|paths)$/,
    reasons: {
      service: 'a service principal belongs to no organization; aws:SourceOrgID names the organization of the resource it acts for',
      saml: 'a federated principal belongs to no organization',
      oidc: 'a federated principal belongs to no organization',
      rolesAnywhere: 'the principal is the service IAM Roles Anywhere, which belongs to no organization',
    },
  },
  {
    keys: /^aws:principal(arn|account)$/,
    reasons: {
      service: 'a service principal has no ARN and no account; aws:SourceArn and aws:SourceAccount name what it acts for',
      saml: 'a user with an assertion is not yet a principal of AWS',
      oidc: 'a user with a token is not yet a principal of AWS',
      rolesAnywhere: 'the principal is the service IAM Roles Anywhere, which has no ARN and no account',
    },
  },
  {
    keys: /^aws:source(arn|account|orgid|orgpaths)$/,
    reasons: forKinds(['people', 'roles', 'thirdParty', 'saml', 'oidc'], 'only a call by an AWS service has a source'),
  },
  {
    keys: /^sts:externalid$/,
    reasons: {
      saml: 'AssumeRoleWithSAML supports no external ID',
      oidc: 'AssumeRoleWithWebIdentity supports no external ID',
      rolesAnywhere: 'IAM Roles Anywhere sends no external ID',
    },
  },
  { keys: /^aws:username$/, reasons: forKinds(['roles', 'service', 'saml', 'oidc', 'rolesAnywhere'], 'only an IAM user has a user name') },
  { keys: /^saml:/, reasons: forKinds(['people', 'service', 'oidc', 'rolesAnywhere'], 'only a SAML assertion carries it') },
  {
    keys: /^(?!saml:)[^:]+:(aud|sub|amr|azp|app_id|id|oaud)$/,
    reasons: forKinds(['people', 'service', 'saml', 'rolesAnywhere'], 'only the token of an OIDC provider carries it'),
  },
];

/** Refuses a condition that can never hold for the kind of principal. Returns whether the condition has an effect. */
export function requireCanHold(kind: PrincipalKind, condition: TrustCondition): boolean {
  const reason = neverPresent(kind, condition.key);
  if (reason && !holdsWhereAbsent(condition)) {
    throw unsafe('trust-never-holds', condition.property, condition.value, `${condition.key} can never hold for ${SENDER[kind]}: ${reason}`);
  }
  for (const value of [condition.value].flat()) {
    if (typeof value !== 'string' || Token.isUnresolved(value)) continue;
    for (const [, variable] of value.matchAll(/\$\{([^},]+)\}/g)) {
      const absent = neverPresent(kind, variable.trim());
      if (absent) throw unsafe('trust-never-holds', condition.property, value, `\${${variable}} never has a value for ${SENDER[kind]}: ${absent}`);
    }
  }
  return reason === undefined;
}

function neverPresent(kind: PrincipalKind, key: string): string | undefined {
  return NEVER_PRESENT.find(({ keys, reasons }) => keys.test(key.toLowerCase()) && reasons[kind])?.reasons[kind];
}

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys". */
function holdsWhereAbsent({ operator, value }: TrustCondition): boolean {
  if (/IfExists$/i.test(operator) || /^ForAllValues:/i.test(operator)) return true;
  if (/^Null$/i.test(operator)) return [value].flat().every((each) => `${each}`.toLowerCase() === 'true');
  return !/^ForAnyValue:/i.test(operator) && /Not(Equals|Like|IpAddress)|^NotIpAddress/i.test(operator);
}
