import { delegatedAdministrator } from './delegated-administrator';
import { policyType } from './policy-type';
import { rootFeature } from './root-feature';
import { Toggle } from './toggle';
import { trustedAccess } from './trusted-access';
import { ORGANIZATION_SETTING_PARTS, OrganizationSettingKind } from '../../account/contract/organization-settings';
import { Budget, only } from '../shared/retry';
import { Setting } from '../shared/settings/setting';

type ToggleFactory = (budget: Budget, functionArn: string, ...parts: string[]) => Toggle;

const TOGGLES: Readonly<Record<OrganizationSettingKind, ToggleFactory>> = {
  'organization-trusted-access': trustedAccess,
  'organization-root-feature': rootFeature,
  'organization-policy-type': policyType,
  'organization-delegated-administrator': delegatedAdministrator,
};

/** The one value: off is no value. */
const ON = 'on';

/** A setting of the organization by its name. Throws on a name that this release does not know. */
export function switchOf(name: string, functionArn: string, budget: Budget): Setting<string> {
  const [kind, ...parts] = name.split('/') as [OrganizationSettingKind, ...string[]];
  const rules = ORGANIZATION_SETTING_PARTS[kind];
  if (rules?.length !== parts.length || !rules.every((rule, index) => rule.test(parts[index]))) throw Error(`unknown setting ${name}`);
  const { isOn, turnOn, turnOff } = TOGGLES[kind](budget, functionArn, ...parts);
  return {
    parseProperties: () => ON,
    isAllowed: (value) => value === ON,
    // An organization that is gone has no settings, and the stack that had them can be deleted.
    read: async () => await isOn().catch(only<boolean>('AWSOrganizationsNotInUse', () => false)) ? ON : undefined,
    apply: turnOn,
    remove: turnOff,
  };
}
