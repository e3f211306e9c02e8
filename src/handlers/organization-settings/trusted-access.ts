import { rootFeatures } from './root-feature';
import { everyPage, requireUnused, Toggle } from './toggle';
import { IAM_SERVICE } from '../../account/contract/organization-settings';
import { organizations } from '../shared/clients/organizations';
import { Budget } from '../shared/retry';

/** Whether a service may work in the accounts of the organization. */
export function trustedAccess(budget: Budget, _functionArn: string, ServicePrincipal: string): Toggle {
  const { call } = budget;
  return {
    isOn: async () => (await everyPage(
      (NextToken) => call(organizations(), 'organizations:ListAWSServiceAccessForOrganization', { NextToken }),
      ({ EnabledServicePrincipals }) => EnabledServicePrincipals,
    )).some((service) => service.ServicePrincipal === ServicePrincipal),
    turnOn: () => call(organizations(), 'organizations:EnableAWSServiceAccess', { ServicePrincipal }),
    async turnOff() {
      requireUnused([...await administrators(budget, ServicePrincipal), ...ServicePrincipal === IAM_SERVICE ? await rootFeatures(budget) : []]);
      await call(organizations(), 'organizations:DisableAWSServiceAccess', { ServicePrincipal });
    },
  };
}

/** The accounts that administer a service. */
export async function administrators({ call }: Budget, ServicePrincipal: string): Promise<(string | undefined)[]> {
  return (await everyPage(
    (NextToken) => call(organizations(), 'organizations:ListDelegatedAdministrators', { ServicePrincipal, NextToken }),
    ({ DelegatedAdministrators }) => DelegatedAdministrators,
  )).map(({ Id }) => Id);
}
