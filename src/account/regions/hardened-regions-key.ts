import { HardenedRegions } from './hardened-regions';
import { instanceOf } from '../../private/known-keys';

/** Regions of the account, as a property. */
export const hardenedRegions = instanceOf(HardenedRegions, "HardenedRegions.ALL_ENABLED or such as HardenedRegions.of('us-east-1')");
