import { ALL_ENABLED } from '../../account/contract/settings';
import { show } from '../shared/settings/setting';

/** Some regions of the account. */
export interface Selection {
  /** Those that have a name; none for `ALL_ENABLED`. */
  readonly named: readonly string[];
  has(region: string): boolean;
}

export const NO_REGION: Selection = { named: [], has: () => false };

/** The regions of a custom resource. Throws on anything else. */
export function selection(regions: unknown): Selection {
  if (regions === ALL_ENABLED) return { named: [], has: () => true };
  if (!Array.isArray(regions)) throw Error(`Regions: ${show(regions)} is not ${ALL_ENABLED} or a list`);
  return { named: regions, has: (region) => regions.includes(region) };
}
