import { HardenedRegions } from './hardened-regions';
import { AccountSettingProps } from '../account-setting';

/** Properties of a setting that each region of an account has of its own. */
export interface RegionalSettingProps extends AccountSettingProps {
  /**
   * The regions that get the setting too. A region that the account has not enabled, or that a policy of the organization denies, fails
   * nothing: `regionsNotHardened` names it.
   *
   * A region that leaves the list gets back what it had before, whatever the removal policy is. If the property itself is removed, the removal
   * policy decides for all of them.
   *
   * @default - only the region of the stack
   */
  readonly regions?: HardenedRegions;
}
