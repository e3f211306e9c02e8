import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { requireOwnSubject } from './oidc-shared-issuers';
import { PrincipalKind } from './principal-kind';
import type { RoleTrustProps } from './role-trust-props';
import { literals } from './trust-formats';
import { onlyPrincipalArns } from './trust-principals';
import { TrustCondition } from './trust-rules';
import { invalid } from '../private/errors';

const { PERSON, THIRD_PARTY, SAML, OIDC, ROLES_ANYWHERE } = PrincipalKind;

/** Every condition of a trust: those of its properties, of its kind, of its principal and those that its author wrote out. */
export function conditionsOf(props: RoleTrustProps): TrustCondition[] {
  const conditions: TrustCondition[] = [];
  const add = (property: string, operator: string, key: string, value: any) => {
    if (value === undefined) return;
    const single = Array.isArray(value) && value.length === 1 && !Token.isUnresolved(value);
    conditions.push({ property, operator, key, value: single ? value[0] : value });
  };
  const mfaMaxAge = props.mfaMaxAge ?? (props.kind === PERSON ? Duration.hours(12) : undefined);
  add('onlyPrincipals', 'ArnLike', 'aws:PrincipalArn', onlyPrincipalArns(props));
  if (mfaMaxAge) {
    add('mfaMaxAge', 'Bool', 'aws:MultiFactorAuthPresent', 'true');
    add('mfaMaxAge', 'NumericLessThan', 'aws:MultiFactorAuthAge', secondsOf(mfaMaxAge));
  }
  if (props.kind === PERSON) {
    add('sourceIdentity', 'StringEquals', 'sts:RoleSessionName', '${aws:username}');
    if (props.sourceIdentity) add('sourceIdentity', 'StringEquals', 'sts:SourceIdentity', '${aws:username}');
  }
  add('externalId', 'StringEquals', 'sts:ExternalId', props.externalId);
  add('organizationId', 'StringEquals', 'aws:PrincipalOrgID', props.organizationId);
  add('organizationPaths', 'ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', props.organizationPaths);
  add('sourceAccounts', 'StringEquals', 'aws:SourceAccount', props.sourceAccounts);
  add('sourceArns', 'ArnLike', 'aws:SourceArn', props.sourceArns);
  for (const given of [props.principal?.policyFragment.conditions, props.conditions]) {
    for (const [operator, keys] of Object.entries(given ?? {})) {
      for (const [key, value] of Object.entries(keys as object)) add(`conditions.${operator}.${key}`, operator, key, value);
    }
  }
  return conditions;
}

/** Refuses a trust that would hold for too many. */
export function requireNarrow(props: RoleTrustProps, conditions: TrustCondition[]): void {
  const has = (key: RegExp, value: RegExp) => conditions.some((condition) => key.test(condition.key) && demands(condition)
    && !literals([condition.value].flat()).some((each) => typeof each === 'string' && !Token.isUnresolved(each) && !value.test(each)));
  if (props.kind === THIRD_PARTY && !props.accounts) throw invalid('accounts', undefined, 'a third party has an account of its own');
  if (props.kind === THIRD_PARTY && !has(/^sts:externalid$/i, ONE_TEXT)) {
    throw invalid('externalId', props.externalId, 'a third party serves many customers; without an external id, in full, any of them could make it use this role');
  }
  if (props.kind === SAML && !has(/^saml:aud$/i, SOME_TEXT)) throw invalid('conditions', props.conditions, 'SAML:aud must say what the assertion was made for');
  if (props.kind === OIDC && !has(/:(aud|app_id)$/i, ONE_TEXT)) {
    throw invalid('conditions', props.conditions, 'the provider\'s aud (or app_id) must say, in full, what the token was made for, or the token of any application opens the role');
  }
  if (props.kind === OIDC) requireOwnSubjects(conditions);
  if (props.kind === ROLES_ANYWHERE && !has(/^aws:sourcearn$/i, ONE_TRUST_ANCHOR)) {
    throw invalid('sourceArns', props.sourceArns, 'without the ARN of the trust anchor the certificates of every trust anchor open the role');
  }
}

/** A variable may name the very key that it is compared with, and so hold for everything. */
const ONE_TEXT = /^(?!.*\$\{)[^*?]+$/;
const SOME_TEXT = /^(?!.*\$\{).*[^*?]/;
const ONE_TRUST_ANCHOR = /:trust-anchor\/[^*?]+$/;

/** Whether a condition fails where the key is absent, and names what it takes rather than what it does not. */
function demands({ operator }: TrustCondition): boolean {
  return /^(ForAnyValue:)?(String(Equals|Like)|Arn(Equals|Like))/.test(operator) && !/IfExists$/.test(operator);
}

/** Where everybody gets tokens for whatever audience they ask for, only the subject says whose a token is. */
function requireOwnSubjects(conditions: TrustCondition[]): void {
  const issuers = conditions.flatMap(({ key }) => /^(.+):aud$/i.exec(key)?.[1].toLowerCase() ?? []);
  for (const issuer of issuers) {
    const subjects = conditions.filter((condition) => condition.key.toLowerCase() === `${issuer}:sub` && demands(condition));
    // Google gives an audience to whom it belongs.
    if (subjects.length === 0 && issuer !== 'accounts.google.com') requireOwnSubject(issuer, '', 'conditions');
    subjects.flatMap(({ value }) => literals([value].flat())).forEach((subject) => requireOwnSubject(issuer, subject, 'conditions'));
  }
}

/** As a policy has them. */
export function merged(conditions: TrustCondition[]): iam.Conditions {
  const result: Record<string, Record<string, any>> = {};
  for (const { property, operator, key, value } of conditions) {
    const keys = result[operator] ??= {};
    if (Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase())) {
      throw invalid(property, value, `${key} has a condition with ${operator} already, and a policy takes one`);
    }
    keys[key] = value;
  }
  return result;
}

/** The conditions less some keys, given in lower case. */
export function without(conditions: iam.Conditions, dropped: string[]): iam.Conditions {
  const kept = (keys: any) => Object.fromEntries(Object.entries(keys).filter(([key]) => !dropped.includes(key.toLowerCase())));
  return Object.fromEntries(Object.entries(conditions)
    .map(([operator, keys]) => [operator, kept(keys)] as const)
    .filter(([, keys]) => Object.keys(keys).length > 0));
}

/** A policy holds text; a number that only the deployment knows becomes text there. */
function secondsOf(duration: Duration): string {
  const seconds = duration.toSeconds();
  return Token.isUnresolved(seconds) ? Token.asString(seconds) : `${seconds}`;
}
