import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PrincipalKind } from './principal-kind';
import { invalid } from '../private/errors';
import type { WarningName } from '../private/warnings';

/** One condition of a trust, and the property that the user wrote to get it. */
export interface TrustCondition {
  readonly property: string;
  readonly operator: string;
  readonly key: string;
  readonly value: any;
}

/** Principals of one kind that share the same conditions. */
export interface TrustPart {
  readonly kind: PrincipalKind;
  /** The principals as a policy holds them, by type: `{ AWS: ['arn:...'] }`. */
  readonly principals: { [type: string]: string[] };
  readonly conditions: TrustCondition[];
  readonly sessionTags?: boolean;
  readonly sourceIdentity?: boolean;
}

export interface TrustWarning {
  readonly id: WarningName;
  readonly message: string;
}

/** The content of a trust. */
export interface TrustDetails {
  readonly parts: TrustPart[];
  /** ARNs that must be in the partition of the stack, by the property that the user wrote. */
  readonly arns?: { [property: string]: string[] | undefined };
  readonly warnings?: TrustWarning[];
}

/** The actions and conditions of one statement of a trust policy. */
export interface TrustStatement {
  readonly actions: string[];
  readonly conditions: iam.Conditions;
}

/** Condition keys that STS documents for the action that assumes the role, but not for `sts:TagSession` and `sts:SetSourceIdentity`. */
const ASSUME_ROLE_ONLY = /^sts:(externalid|rolesessionname)$/;
const SAML_SIGN_IN_ONLY = /^(saml:(?!aud$).*|sts:sourceidentity|sts:rolesessionname)$/;

/** The action with which principals of a kind assume a role. */
export function assumeRoleAction(kind: PrincipalKind): string {
  if (kind === 'saml') return 'sts:AssumeRoleWithSAML';
  return kind === 'oidc' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
}

/** One statement, or two if session tags or a source identity cannot have the conditions of the action that assumes the role. */
export function statementsOf(part: TrustPart): TrustStatement[] {
  const action = assumeRoleAction(part.kind);
  const further = [...part.sessionTags ? ['sts:TagSession'] : [], ...part.sourceIdentity ? ['sts:SetSourceIdentity'] : []];
  const onlyToAssume = part.kind === 'saml' ? SAML_SIGN_IN_ONLY : ASSUME_ROLE_ONLY;
  const shared = part.conditions.filter(({ key }) => !onlyToAssume.test(key.toLowerCase()));
  const conditions = merged(part.conditions);
  if (further.length === 0 || shared.length === part.conditions.length) return [{ actions: [action, ...further], conditions }];
  return [{ actions: [action], conditions }, { actions: further, conditions: merged(shared) }];
}

/** Conditions as a policy holds them: each key once for each operator. */
export function merged(conditions: TrustCondition[]): iam.Conditions {
  const result: Record<string, Record<string, any>> = {};
  for (const { property, operator, key, value } of conditions) {
    const keys = result[operator] ??= {};
    if (Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase())) {
      throw invalid(property, value, `the trust already has a condition on ${key} with ${operator}, and a policy supports one. Remove this one`);
    }
    keys[key] = value;
  }
  return result;
}

/** The conditions of a policy, one by one. */
export function conditionsOf(given: iam.Conditions, nameOf: (operator: string, key: string) => string): TrustCondition[] {
  return Object.entries<any>(given).filter(([, keys]) => !Token.isUnresolved(keys)).flatMap(([operator, keys]) => (
    Object.entries<any>(keys ?? {}).map(([key, value]) => ({ property: nameOf(operator, key), operator, key, value }))
  ));
}
