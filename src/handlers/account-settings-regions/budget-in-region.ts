import { ONE_ATTEMPT } from '../shared/clients/client';
import { ANSWER_RESERVE, Budget, budget as budgetOf, Call, Service } from '../shared/retry';

/** By region, then by class. */
const clients: Record<string, Map<unknown, object>> = {};

/**
 * The time and the calls of an invocation in one region. Every call but those to CloudFormation, whose clients have a region already, goes
 * there. A region has a budget of its own, so that one that fails does not take the others' time to restore what they had.
 */
export function budgetInRegion(region: string, { end }: Budget): Budget {
  const budget = budgetOf(end + ANSWER_RESERVE);
  const { call } = budget;
  const there: Call = (service, action, input) =>
    call(action.startsWith('cloudformation:') ? service : clientIn(region, service), action, input);
  return Object.assign(budget, { call: there });
}

/** A client of the same service. */
function clientIn<Actions>(region: string, { constructor }: Service<Actions>): Service<Actions> {
  const there = clients[region] ??= new Map();
  if (!there.has(constructor)) there.set(constructor, new (constructor as any)({ ...ONE_ATTEMPT, region }));
  return there.get(constructor)!;
}
