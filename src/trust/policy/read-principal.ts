import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { intrinsicText, isPartlyUnknown } from '../../private/text/intrinsic-text';
import { referencesOf } from '../../private/text/references';

/** One principal of a trust policy, as far as it is known. */
export interface ReadPrincipal {
  readonly type: string;
  /** The text of the principal, with `${Name}` for tokens. */
  readonly text: string;
  /** The resource that a principal of an account names. Absent if it is not known. */
  readonly resource?: 'account' | 'user' | 'role';
  /** Whether the principal belongs to the account of the stack. Absent if it is not known. */
  readonly isOwn?: boolean;
  /** The kind of provider of a federated principal. Absent if it is not known. */
  readonly provider?: 'saml' | 'oidc';
  /** The issuer of an OIDC provider, without https://. Absent if it is not known. */
  readonly issuer?: string;
}

/** OIDC providers that IAM supports without an IAM OIDC provider. */
const BUILT_IN = /^(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|cognito-identity[\w.-]*\.amazonaws\.com(\.cn)?)$/;

const ARN = /^arn:(\$\{[^}]*\}|[^:]+):(?:iam|sts)::(\$\{[^}]*\}|[^:]*):(.+)$/;

/** Stands for a value that cannot be resolved yet. */
const LATER = '${Lazy}';

/** Reads a principal, including one that is another resource of the app. */
export function readPrincipal(scope: IConstruct, type: string, value: unknown): ReadPrincipal {
  const text = textOf(scope, value);
  const resource = text !== LATER && /^\$\{[^}]+\}$/.test(text) ? referencesOf(scope, value).resources[0] : undefined;
  if (type === 'AWS') return { type, text, ...resource ? ofResource(scope, resource) : ofAccount(scope, text) };
  if (type === 'Federated') return { type, text, ...providerOf(text, resource) };
  return { type, text };
}

function textOf(scope: IConstruct, value: unknown): string {
  try {
    return intrinsicText(Stack.of(scope).resolve(value) ?? LATER);
  } catch (error) {
    // A lazy value is read again at synthesis.
    return LATER;
  }
}

function ofAccount(scope: IConstruct, text: string): Partial<ReadPrincipal> {
  if (/^\d{12}$/.test(text)) return { resource: 'account', isOwn: isOwnAccount(scope, text) };
  const [, , account, name] = ARN.exec(text) ?? [];
  if (name === undefined) return {};
  const isOwn = isOwnAccount(scope, account);
  if (name === 'root') return { resource: 'account', isOwn };
  if (name.startsWith('user/')) return { resource: 'user', isOwn };
  return /^(role|assumed-role|federated-user)\//.test(name) ? { resource: 'role', isOwn } : { isOwn };
}

function ofResource(scope: IConstruct, resource: IConstruct): Partial<ReadPrincipal> {
  const isOwn = sameAccount(Stack.of(resource).account, Stack.of(scope).account);
  if (iam.CfnUser.isCfnUser(resource)) return { resource: 'user', isOwn };
  return iam.CfnRole.isCfnRole(resource) ? { resource: 'role', isOwn } : {};
}

/** A stack for any account names its own account only by the placeholder. */
function isOwnAccount(scope: IConstruct, account: string): boolean | undefined {
  if (account === '${AWS::AccountId}') return true;
  return isPartlyUnknown(account) ? undefined : account === Stack.of(scope).account;
}

function sameAccount(one: string, other: string): boolean | undefined {
  if (one === other) return true;
  return Token.isUnresolved(one) || Token.isUnresolved(other) ? undefined : false;
}

function providerOf(text: string, resource: IConstruct | undefined): Partial<ReadPrincipal> {
  if (resource && iam.CfnSAMLProvider.isCfnSAMLProvider(resource)) return { provider: 'saml' };
  if (resource && iam.CfnOIDCProvider.isCfnOIDCProvider(resource)) return { provider: 'oidc', issuer: known(resource.url?.replace(/^https:\/\//, '')) };
  if (/:saml-provider\//.test(text)) return { provider: 'saml' };
  if (BUILT_IN.test(text)) return { provider: 'oidc', issuer: text };
  const [, issuer] = /:oidc-provider\/(.+)$/.exec(text) ?? [];
  return issuer === undefined ? {} : { provider: 'oidc', issuer: known(issuer) };
}

function known(issuer: string | undefined): string | undefined {
  return issuer === undefined || Token.isUnresolved(issuer) || isPartlyUnknown(issuer) ? undefined : issuer;
}
