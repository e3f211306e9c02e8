import { Toggle } from './toggle';
import { iam } from '../shared/clients/iam';
import { Budget, only } from '../shared/retry';

/** Whether the management account manages the credentials of the members' root users, or may have sessions of them. */
export function rootFeature(budget: Budget, _functionArn: string, feature: string): Toggle {
  // One call in the code instead of four: the code is a part of the template.
  const set = (verb: 'Enable' | 'Disable') => budget.call<any, any>(iam, `iam:${verb}Organizations${feature}`, {});
  return {
    isOn: async () => (await rootFeatures(budget)).includes(feature),
    turnOn: () => set('Enable'),
    turnOff: () => set('Disable'),
  };
}

/** The features of central root access that are enabled. */
export async function rootFeatures({ call }: Budget): Promise<string[]> {
  // Without trusted access of IAM there are none.
  const found = await call(iam, 'iam:ListOrganizationsFeatures', {}).catch(only('ServiceAccessNotEnabled'));
  return found?.EnabledFeatures ?? [];
}
