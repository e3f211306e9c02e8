import { RemovalPolicy } from 'aws-cdk-lib';
import type { AccountSettingProps } from './account-setting';
import { OnExisting } from './on-existing';
import type { RegionalHardeningOptions } from './regional-hardening-options';
import { hardenedRegions } from './regions/hardened-regions-key';
import type { RegionalSettingProps } from './regions/regional-setting-props';
import { duration, flag, KnownKeys, number, oneOf } from '../private/known-keys';

/** What every account-wide setting takes. */
export const ACCOUNT_SETTING_KEYS: KnownKeys<AccountSettingProps> = {
  onExisting: oneOf(OnExisting),
  removalPolicy: oneOf(RemovalPolicy),
  serviceTimeout: duration,
};

/** What every setting takes that each region has of its own. */
export const REGIONAL_SETTING_KEYS: KnownKeys<RegionalSettingProps> = { ...ACCOUNT_SETTING_KEYS, regions: hardenedRegions };

/** What each region has of its own. */
export const REGIONAL_HARDENING_KEYS: KnownKeys<RegionalHardeningOptions> = {
  ebsDefaultEncryption: flag,
  instanceMetadataDefaults: flag,
  instanceMetadataHopLimit: number,
  imagePublicAccessBlock: flag,
  snapshotPublicAccessBlock: flag,
  documentPublicSharingBlock: flag,
};
