import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { federationTemplate } from './federation-account';
import { Decision } from '../engine/decide';
import { COMMERCIAL, LoadedTemplate, trustOfRole } from '../engine/template';

/** The intended principal of a role, and others that differ from it in one respect. */
export interface FederationCase {
  readonly about: string;
  readonly partition?: 'aws' | 'aws-cn' | 'aws-us-gov';
  readonly role: string;
  /** The provider that vouches for the principal: `oidc-provider/...`, `saml-provider/...`, or one that IAM supports without a provider. */
  readonly from: string;
  readonly call: string;
  /** The condition keys of the principal, or claims of the issuer without its prefix. */
  readonly known: Record<string, string>;
  readonly allowed: Attempt[];
  readonly denied: Attempt[];
}

export interface Attempt {
  readonly who: string;
  readonly from?: string;
  readonly call?: string;
  /** The differences; null removes a key. */
  readonly known?: Record<string, string | null>;
}

const FOLDER = join(__dirname, '..', 'cases', 'federation');

export function federationCases(): FederationCase[] {
  return readdirSync(FOLDER).sort().flatMap((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
}

const templates = new Map<string, LoadedTemplate>();

export function trustOf({ role, partition = 'aws' }: FederationCase): any {
  const region = { 'aws': COMMERCIAL.region, 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' }[partition];
  if (!templates.has(partition)) templates.set(partition, federationTemplate({ ...COMMERCIAL, partition, region }));
  return trustOfRole(templates.get(partition)!, role);
}

/**
 * Stands in for issuers that the simulator does not know, whose keys it would silently ignore: the two claims that all issuers share use
 * this issuer's prefix.
 */
const STAND_IN = 'accounts.google.com';
const KNOWN_ISSUERS = [STAND_IN, 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com'];

/** What an attempt sends. */
export interface FederationRequest {
  readonly principal: string;
  readonly action: string;
  readonly context: Record<string, string>;
}

export function requestOf(given: FederationCase, attempt: Attempt): FederationRequest {
  const { partition = 'aws' } = given;
  const from = attempt.from ?? given.from;
  const issuer = issuerOf(given.from);
  const context: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...given.known, ...attempt.known })) {
    if (value === null) continue;
    context[issuer === undefined || /^(aws|sts|saml):/i.test(name) ? name : `${issuer}:${name}`] = value;
  }
  const principal = /^(oidc|saml)-provider\//.test(from) ? `arn:${partition}:iam::${COMMERCIAL.account}:${from}` : from;
  return { principal, action: attempt.call ?? given.call, context };
}

export async function outcome(given: FederationCase, attempt: Attempt, trust: any): Promise<Decision> {
  const { partition = 'aws', role } = given;
  const { principal, action, context } = requestOf(given, attempt);
  const issuer = issuerOf(given.from);
  const answer = await runSimulation({
    request: {
      principal: principalOf(principal),
      action,
      resource: { resource: `arn:${partition}:iam::${COMMERCIAL.account}:role/account-baseline/${role}`, accountId: COMMERCIAL.account },
      contextVariables: Object.fromEntries(Object.entries(context).map(([key, value]) => [standIn(issuer, key), value])),
    },
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: JSON.parse(JSON.stringify(trust), (_, value) => renamed(issuer, value)),
  }, {});
  if (answer.resultType !== 'single') throw new Error(`${given.about}, ${attempt.who}: ${JSON.stringify(answer)}`);
  if (answer.result.ignoredContextKeys!.length > 0) throw new Error(`The simulator ignored ${answer.result.ignoredContextKeys!.join(', ')}`);
  return answer.overallResult === 'Allowed' ? 'Allowed' : 'Denied';
}

function issuerOf(from: string): string | undefined {
  if (from.startsWith('oidc-provider/')) return from.slice('oidc-provider/'.length);
  return KNOWN_ISSUERS.includes(from) ? from : undefined;
}

function standIn(issuer: string | undefined, key: string): string {
  if (issuer === undefined || KNOWN_ISSUERS.includes(issuer)) return key;
  return key === `${issuer}:aud` || key === `${issuer}:sub` ? `${STAND_IN}:${key.slice(issuer.length + 1)}` : key;
}

/** The simulator does not accept the name of a provider that IAM supports without a provider. */
function principalOf(name: string): string {
  return KNOWN_ISSUERS.includes(name) ? `arn:aws:iam::${COMMERCIAL.account}:oidc-provider/${name}` : name;
}

function renamed(issuer: string | undefined, value: any): any {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (value.Federated) return { Federated: principalOf(value.Federated) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [standIn(issuer, key), inner]));
}
