import { Toggle } from './toggle';
import { administrators } from './trusted-access';
import { organizations } from '../shared/clients/organizations';
import { Budget, only } from '../shared/retry';

/** Whether a member account administers a service for the organization. */
export function delegatedAdministrator(budget: Budget, functionArn: string, ServicePrincipal: string, AccountId: string): Toggle {
  const { call } = budget;
  if (functionArn.split(':')[4] === AccountId) throw Error(`the management account ${AccountId} cannot be a delegated administrator`);
  return {
    isOn: async () => (await administrators(budget, ServicePrincipal)).includes(AccountId),
    turnOn: () => call(organizations(), 'organizations:RegisterDelegatedAdministrator', { ServicePrincipal, AccountId }).catch(only('AccountAlreadyRegistered')),
    turnOff: () => call(organizations(), 'organizations:DeregisterDelegatedAdministrator', { ServicePrincipal, AccountId }).catch(only('AccountNotRegistered')),
  };
}
