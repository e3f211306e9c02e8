import { Exempt, FUNCTIONS, NOT_CENTRAL_ROOT, notBy, PUBLISHERS } from './principals';
import { all, deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';
import { IAM_WRITES } from '../../../permissions/policies/guardrail';

/** A tag of a principal by which controls make an exception. */
export interface TagExemption {
  readonly key: string;
  readonly value: string;
}

/** What brings in an identity provider of one's own, which gives its sessions any tag, and maps attributes of people to tags of sessions. */
const PROVIDERS = [
  ...actionsOf('cognito-identity', ['SetPrincipalTagAttributeMap']),
  ...actionsOf('iam', ['AddClientIDToOpenIDConnectProvider', 'CreateOpenIDConnectProvider', 'CreateSAMLProvider', 'UpdateOpenIDConnectProviderThumbprint', 'UpdateSAMLProvider']),
];

/**
 * Tags that exempt are given only by deployers, and by principals that have one. IAM compares the keys of tags without case, so that
 * `EXEMPT` is `exempt`.
 */
export function exemptingTagsStatements(tags: readonly TagExemption[], { deployers }: Exempt): Statement[] {
  const values = new Map<string, string[]>();
  for (const { key, value } of tags) values.set(key, [...new Set([...values.get(key) ?? [], value])]);
  const given = [...values].map(([key, exempting], index) => deny(index === 0 ? 'ExemptingTag' : `ExemptingTag${index + 1}`, {
    Action: [...actionsOf('iam', ['CreateRole', 'CreateUser', 'TagRole', 'TagUser']), 'sts:TagSession'],
    Condition: all(
      { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': key } },
      { StringNotEquals: { [`aws:PrincipalTag/${key}`]: exempting } },
      notBy(deployers),
    ),
  }));
  const tagged = Object.fromEntries([...values].map(([key, exempting]) => [`aws:PrincipalTag/${key}`, exempting]));
  return [...given, deny('ExemptingProviders', { Action: PROVIDERS, Condition: all({ StringNotEquals: tagged }, notBy(deployers)) })];
}

/** Holds for principals without the tag. */
export function notTagged({ key, value }: TagExemption) {
  return { StringNotEquals: { [`aws:PrincipalTag/${key}`]: value } };
}

/** The roles that are exempt from what protects the baseline. */
export function rolesOfBaseline({ deployers }: Exempt): string[] {
  return [...deployers, ...FUNCTIONS, ...PUBLISHERS];
}

/**
 * Who made or changed a role that is exempt would be exempt, and who passes one to a service runs code with it. Deployers make the functions
 * of this library, and pass their roles.
 */
export function exemptRolesStatements(sid: string, roles: readonly string[], { deployers }: Exempt): Statement[] {
  return [deny(sid, { Action: [...IAM_WRITES, 'iam:PassRole'], Resource: [...roles], Condition: all(notBy(deployers), NOT_CENTRAL_ROOT) })];
}
