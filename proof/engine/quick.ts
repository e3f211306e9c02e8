import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { denialsOf, evaluate, Outcome } from './compiled';
import { Policy } from './policy';

export interface QuickRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  readonly context: Record<string, string | string[]>;
  readonly policies: Policy[];
}

/**
 * Whether the policies deny an action, for sweeps of every action that AWS has. What matters to a sweep is what is not denied: some
 * actions need a resource policy too. Everyone may call GetCallerIdentity, even where it is denied.
 */
export function isDenied(request: QuickRequest): boolean {
  if (request.action.toLowerCase() === 'sts:getcalleridentity') return false;
  if (request.resource !== '*' && request.resource.includes('*')) return simulateOutcome({ ...request, policies: denialsOf(request.policies, request.action) }) === 'ExplicitlyDenied';
  return evaluate(request.policies, request) === 'ExplicitlyDenied';
}

/**
 * In place of `*`, which the simulation takes for any resource that suits it: an ARN of no service, which `*` alone covers. An
 * action that takes no resource is so hit by a deny of all resources but some, as it is in AWS.
 */
const NOTHING_IN_PARTICULAR = 'arn:aws:none:::none';

/** The second opinion on compiled policies. */
export function simulateOutcome({ principal, action, resource, account, context, policies }: QuickRequest): Outcome {
  return runUnsafeSimulation({
    request: {
      principal,
      action,
      resource: { resource: resource === '*' ? NOTHING_IN_PARTICULAR : resource, accountId: account },
      contextVariables: context,
    },
    identityPolicies: policies,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
}
