import { runSimulation } from '@cloud-copilot/iam-simulate';
import { actionNamed } from './actions';
import { evaluate } from './compiled';
import { Policy } from './policy';

export type Decision = 'Allowed' | 'Denied';

export interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string | string[]>;
  readonly policies: Policy[];
  /** The account that owns the resource. */
  readonly account: string;
  /** The trust policy of the assumed role, without which every AssumeRole would appear to be allowed. */
  readonly trust?: any;
}

/** Kinds of requests that the simulator has accepted and answered as the compiled policies do. */
const agreed = new Set<string>();

/**
 * What AWS decides. The simulator answers whatever a trust policy, a key policy or another account has a say in, and the first request of
 * each kind; the compiled policies answer the others of that kind, since they differ only in names and policies.
 */
export async function decide(request: Request): Promise<Decision> {
  if (request.action === 'sts:AssumeRole' && !request.trust) throw new Error('Who assumes a role is decided by its trust policy too: give it');
  if (!await isForPoliciesAlone(request)) return simulate(request);
  const { principal, action, resource, context, policies } = request;
  const outcome = evaluate(policies, { action, resource, context: { 'aws:PrincipalAccount': principal.split(':')[4], ...context } });
  const decision = outcome === 'Allowed' || neverRefused(action, outcome) ? 'Allowed' : 'Denied';
  const kind = kindOf(request, decision);
  if (agreed.has(kind)) return decision;
  const second = await simulate(request);
  if (second !== decision) throw new Error(`${action} on ${resource}: the simulator says ${second}, the compiled policies say ${decision}`);
  agreed.add(kind);
  return decision;
}

async function isForPoliciesAlone({ action, resource, principal, account, trust }: Request): Promise<boolean> {
  if (trust || /^kms:|^sts:GetCallerIdentity$/i.test(action) || principal.split(':')[4] !== account) return false;
  return resource === '*' ? (await actionNamed(action)).resourceTypes.length === 0 : !resource.includes('*');
}

/** Of the resource, the kind alone: whether it suits the action does not depend on its name. */
function kindOf({ action, resource, context }: Request, decision: Decision): string {
  const [, , service, , , ...name] = resource.split(':');
  return [action, service, name.join(':').split(/[/:]/)[0], ...Object.keys(context).sort(), decision].join(' ');
}

/**
 * Calls the simulator and accepts none of its silent answers: an evaluation error, an ignored context key or a role without its trust
 * policy fails the test.
 */
export async function simulate(request: Request): Promise<Decision> {
  if (request.action === 'sts:AssumeRole' && !request.trust) throw new Error('Who assumes a role is decided by its trust policy too: give it');
  const answer = await runSimulation({
    request: {
      principal: request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.account },
      contextVariables: { 'aws:PrincipalAccount': request.principal.split(':')[4], ...request.context },
    },
    identityPolicies: request.policies.map(({ name, policy }) => ({ name, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: request.trust,
  }, {});
  if (answer.resultType === 'error') throw new Error(`${request.action} on ${request.resource}: ${JSON.stringify(answer.errors)}`);
  const results = answer.resultType === 'single' ? [answer.result] : answer.results;
  const ignored = [...new Set(results.flatMap((result) => result.ignoredContextKeys ?? []))];
  if (ignored.length > 0) throw new Error(`${request.action} on ${request.resource}: the simulator ignored ${ignored.join(', ')}`);
  return answer.overallResult === 'Allowed' || neverRefused(request.action, answer.overallResult) ? 'Allowed' : 'Denied';
}

/** AWS requires no permission for these calls, although a policy may deny the first. */
function neverRefused(action: string, result: string): boolean {
  return ['sts:GetSessionToken', 'sts:GetCallerIdentity'].includes(action) && result === 'ImplicitlyDenied';
}

/** The trust of a role that leaves the decision to the policies of the caller's account, as most do. */
export function trustingTheAccount(account: string): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }] };
}
