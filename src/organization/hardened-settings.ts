import { EveryRegionOptions } from './every-region-options';
import { AccountHardeningProps } from '../account/account-hardening';
import { RegionalHardeningOptions } from '../account/regional-hardening-options';
import { SecureAccountBaselineProps } from '../baseline/secure-account-baseline-props';

/** A setting of a roll-out that a declarative policy of the organization can manage too. */
export interface HardenedSetting {
  readonly setting: 'instanceMetadataDefaults' | 'imagePublicAccessBlock' | 'snapshotPublicAccessBlock' | 'vpcPublicAccessBlock' | 's3PublicAccessBlock';
  /** The property of the roll-out that turns it off. */
  readonly property: string;
  readonly hopLimit?: number;
}

/** What a roll-out sets in the accounts that a declarative policy can manage too. */
export function hardenedSettings(baseline: SecureAccountBaselineProps, region: string, everyRegion?: EveryRegionOptions): HardenedSetting[] {
  const { accountHardening } = baseline;
  const { hardening, vpcPublicAccessBlock } = everyRegion ?? {};
  const isHomeOfEveryRegion = hardening !== undefined && everyRegion!.regions.includes(region);
  return [
    ...accountHardening ? account(accountHardening) : [],
    ...accountHardening && !isHomeOfEveryRegion ? regional('baseline.accountHardening', accountHardening) : [],
    ...hardening ? regional('everyRegion.hardening', hardening) : [],
    ...vpcPublicAccessBlock ? [{ setting: 'vpcPublicAccessBlock' as const, property: 'everyRegion.vpcPublicAccessBlock' }] : [],
  ];
}

function account({ s3PublicAccessBlock = true }: AccountHardeningProps): HardenedSetting[] {
  return s3PublicAccessBlock ? [{ setting: 's3PublicAccessBlock', property: 'baseline.accountHardening.s3PublicAccessBlock' }] : [];
}

function regional(at: string, hardening: RegionalHardeningOptions): HardenedSetting[] {
  const settings = ['instanceMetadataDefaults', 'imagePublicAccessBlock', 'snapshotPublicAccessBlock'] as const;
  return settings.filter((setting) => hardening[setting] ?? true).map((setting) => ({
    setting, property: `${at}.${setting}`, ...setting === 'instanceMetadataDefaults' && { hopLimit: hardening.instanceMetadataHopLimit ?? 2 },
  }));
}
