import { Token } from 'aws-cdk-lib';
import { PrincipalKind } from './principal-kind';
import { invalid } from '../private/errors';

/** One condition of a trust, and what its author wrote to get it. */
export interface TrustCondition {
  readonly property: string;
  readonly operator: string;
  readonly key: string;
  readonly value: any;
}

const { PERSON, ROLE, THIRD_PARTY, SERVICE, SAML, OIDC, ROLES_ANYWHERE } = PrincipalKind;

/** What a request to assume the role never carries, by the kind of principal, and why. Keys in lower case: IAM ignores case. */
const NEVER_PRESENT: { keys: RegExp; reasons: { [kind in PrincipalKind]?: string } }[] = [
  {
    keys: /^aws:multifactorauth(present|age)$/,
    reasons: {
      [ROLE]: 'the session of a role carries no MFA; for IAM users choose PrincipalKind.PERSON, for federated people ask for MFA at their provider',
      [THIRD_PARTY]: 'the machines of a third party have no MFA; its external id is what protects the role',
      [SERVICE]: 'an AWS service has no MFA device',
      [SAML]: 'AWS does not see the MFA of a SAML provider; ask for it there',
      [OIDC]: 'AWS does not see the MFA of an OIDC provider; ask for it there, or for a claim that says so',
      [ROLES_ANYWHERE]: 'a machine with a certificate has no MFA device',
    },
  },
  {
    keys: /^aws:principalorg(id|paths)$/,
    reasons: {
      [SERVICE]: 'a service principal is in no organization; aws:SourceOrgID says whose resource it acts for',
      [SAML]: 'a federated principal is in no organization',
      [OIDC]: 'a federated principal is in no organization',
      [ROLES_ANYWHERE]: 'the principal is the service IAM Roles Anywhere, which is in no organization',
    },
  },
  {
    keys: /^aws:principal(arn|account)$/,
    reasons: {
      [SERVICE]: 'a service principal has no ARN and no account; aws:SourceArn and aws:SourceAccount say what it acts for',
      [SAML]: 'who comes with an assertion is no principal of AWS yet',
      [OIDC]: 'who comes with a token is no principal of AWS yet',
      [ROLES_ANYWHERE]: 'the principal is the service IAM Roles Anywhere, which has no ARN and no account',
    },
  },
  {
    keys: /^aws:source(arn|account|orgid|orgpaths)$/,
    reasons: {
      [PERSON]: 'only a call that an AWS service makes has a source, and a person makes the call',
      [ROLE]: 'only a call that an AWS service makes has a source, and a role\'s session makes the call',
      [THIRD_PARTY]: 'only a call that an AWS service makes has a source, and the third party makes the call',
      [SAML]: 'only a call that an AWS service makes has a source, and the provider\'s user makes the call',
      [OIDC]: 'only a call that an AWS service makes has a source, and the token\'s owner makes the call',
    },
  },
  {
    keys: /^sts:externalid$/,
    reasons: {
      [SAML]: 'AssumeRoleWithSAML takes no external id',
      [OIDC]: 'AssumeRoleWithWebIdentity takes no external id',
      [ROLES_ANYWHERE]: 'IAM Roles Anywhere sends no external id',
    },
  },
  {
    keys: /^aws:username$/,
    reasons: Object.fromEntries([ROLE, SERVICE, SAML, OIDC, ROLES_ANYWHERE].map((kind) => [kind, 'only an IAM user has a user name'])),
  },
  {
    keys: /^saml:/,
    reasons: Object.fromEntries([PERSON, SERVICE, OIDC, ROLES_ANYWHERE].map((kind) => [kind, 'only a SAML assertion brings it'])),
  },
  {
    keys: /^(?!saml:)[^:]+:(aud|sub|amr|azp|app_id|id|oaud)$/,
    reasons: Object.fromEntries([PERSON, SERVICE, SAML, ROLES_ANYWHERE].map((kind) => [kind, 'only the token of an OIDC provider brings it'])),
  },
];

/** Refuses a condition that can never hold for the kind of principal. Returns whether the condition has an effect. */
export function requireCanHold(kind: PrincipalKind, condition: TrustCondition): boolean {
  const key = condition.key.toLowerCase();
  const reason = neverPresent(kind, key);
  if (reason && !holdsWhereAbsent(condition)) {
    throw invalid(condition.property, condition.value, `${condition.key} can never hold for ${kind}: ${reason}`);
  }
  for (const value of [condition.value].flat()) {
    if (typeof value !== 'string') continue;
    for (const [, variable] of value.matchAll(/\$\{([^},]+)\}/g)) {
      const absent = Token.isUnresolved(value) ? undefined : neverPresent(kind, variable.trim().toLowerCase());
      if (absent) throw invalid(condition.property, value, `\${${variable}} never has a value for ${kind}: ${absent}`);
    }
  }
  return reason === undefined;
}

function neverPresent(kind: PrincipalKind, key: string): string | undefined {
  return NEVER_PRESENT.find(({ keys, reasons }) => keys.test(key) && reasons[kind])?.reasons[kind];
}

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys". */
export function holdsWhereAbsent({ operator, value }: TrustCondition): boolean {
  if (/IfExists$/i.test(operator) || /^ForAllValues:/i.test(operator)) return true;
  if (/^Null$/i.test(operator)) return [value].flat().every((each) => `${each}`.toLowerCase() === 'true');
  return !/^ForAnyValue:/i.test(operator) && /Not(Equals|Like|IpAddress)|^NotIpAddress/i.test(operator);
}
