import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { Policy } from './policy';

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

const known = new Map<Policy[], Map<string, Policy[]>>();

/**
 * Only what can change the answer, which takes a fraction of the time: statements that deny, and of their actions those of the service
 * that is called, since the others cannot match.
 */
function denying(policies: Policy[], service: string): Policy[] {
  const ofPolicies = known.get(policies) ?? new Map<string, Policy[]>();
  known.set(policies, ofPolicies);
  if (!ofPolicies.has(service)) {
    ofPolicies.set(service, policies.map(({ name, policy }) => (
      { name, policy: { ...policy, Statement: policy.Statement.flatMap((statement: any) => ofService(statement, service)) } }
    )).filter(({ policy }) => policy.Statement.length > 0));
  }
  return ofPolicies.get(service)!;
}

function ofService({ Action, NotAction, ...statement }: any, service: string): object[] {
  if (statement.Effect !== 'Deny') return [];
  const concerned = [Action ?? NotAction].flat().filter((action) => action === '*' || action.split(':')[0].toLowerCase() === service);
  if (Action) return concerned.length > 0 ? [{ ...statement, Action: concerned }] : [];
  return [concerned.length > 0 ? { ...statement, NotAction: concerned } : { ...statement, Action: '*' }];
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
    identityPolicies: denying(request.policies, request.action.split(':')[0].toLowerCase()),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {}) === 'ExplicitlyDenied';
}
