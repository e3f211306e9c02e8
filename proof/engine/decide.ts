import { runSimulation } from '@cloud-copilot/iam-simulate';
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
  /** The trust policy of the role that is assumed: without it every AssumeRole would look allowed. */
  readonly trust?: any;
}

/**
 * Asks the simulator, and lets none of its silent answers pass: an evaluation error, an ignored context key or a role without
 * its trust policy is a failed test.
 */
export async function decide(request: Request): Promise<Decision> {
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

/** AWS asks for no permission to call these, though a policy may deny the first. */
function neverRefused(action: string, result: string): boolean {
  return ['sts:GetSessionToken', 'sts:GetCallerIdentity'].includes(action) && result === 'ImplicitlyDenied';
}

/** The trust of a role that leaves it to the policies of the account who assumes it, as most do. */
export function trustingTheAccount(account: string): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }] };
}
