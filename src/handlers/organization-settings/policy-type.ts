import { everyPage, requireUnused, Toggle } from './toggle';
import { organizations } from '../shared/clients/organizations';
import { Budget, pause } from '../shared/retry';

/** Whether policies of a type can be attached in the organization. */
export function policyType(budget: Budget, _functionArn: string, PolicyType: string): Toggle {
  const { call } = budget;
  const root = async () => (await call(organizations(), 'organizations:ListRoots', {})).Roots![0];
  const set = async (verb: 'Enable' | 'Disable') => {
    const { Id: RootId } = await root();
    for (let tries = 0; ;) {
      try {
        return await call<any, any>(organizations(), `organizations:${verb}PolicyType`, { RootId, PolicyType });
      } catch (error) {
        const { name } = error as Error;
        if (/^PolicyType(AlreadyEnabled|NotEnabled)/.test(name)) return undefined;
        // Organizations works on a former change of a policy for some seconds.
        if (!/^PolicyChangesInProgress/.test(name) || !await pause(tries++, budget.until)) throw error;
      }
    }
  };
  return {
    // A type that is being enabled or disabled is not there yet, or any more.
    isOn: async () => !!(await root()).PolicyTypes?.some(({ Type, Status }) => Type === PolicyType && Status === 'ENABLED'),
    turnOn: () => set('Enable'),
    async turnOff() {
      // Organizations would detach the policies of everybody.
      requireUnused(await attached(budget, PolicyType));
      await set('Disable');
    },
  };
}

/** The customer's policies of a type that are attached somewhere. */
async function attached({ call }: Budget, Filter: any): Promise<(string | undefined)[]> {
  const policies = await everyPage((NextToken) => call(organizations(), 'organizations:ListPolicies', { Filter, NextToken }), (page) => page.Policies);
  const used = [];
  for (const { Id: PolicyId, AwsManaged } of policies) {
    if (AwsManaged) continue;
    const targets = await everyPage((NextToken) => call(organizations(), 'organizations:ListTargetsForPolicy', { PolicyId, NextToken }), (page) => page.Targets);
    if (targets[0]) used.push(PolicyId);
  }
  return used;
}
