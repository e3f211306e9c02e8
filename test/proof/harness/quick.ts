import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { Policy } from './template';

export interface QuickRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  readonly context: Record<string, string>;
  readonly policies: Policy[];
}

/**
 * In place of `*`, which the quick evaluation takes for any resource that suits it: an ARN of no service, which `*` alone covers. An
 * action that takes no resource is so hit by a deny of all resources but some, as it is in AWS.
 */
const NOTHING_IN_PARTICULAR = 'arn:aws:none:::none';

const known = new Map<Policy[], Policy[]>();

/** Only what denies: the rest cannot change the answer, and takes twice the time. */
function denying(policies: Policy[]): Policy[] {
  if (!known.has(policies)) {
    known.set(policies, policies.map(({ name, policy }) => (
      { name, policy: { ...policy, Statement: policy.Statement.filter((statement: any) => statement.Effect === 'Deny') } }
    )).filter(({ policy }) => policy.Statement.length > 0));
  }
  return known.get(policies)!;
}

/**
 * The evaluation without the checks of its input, many times as fast: for sweeps of every action that AWS has. What matters to
 * a sweep is what is not denied, since the simulator calls some actions implicitly denied for want of a resource policy.
 */
export function isDenied(request: QuickRequest): boolean {
  return runUnsafeSimulation({
    request: {
      principal: request.principal,
      action: request.action,
      resource: { resource: request.resource === '*' ? NOTHING_IN_PARTICULAR : request.resource, accountId: request.account },
      contextVariables: request.context,
    },
    identityPolicies: denying(request.policies),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {}) === 'ExplicitlyDenied';
}
