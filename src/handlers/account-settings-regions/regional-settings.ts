import type { RegionalSettingName } from '../../account/contract/settings';
import { Budget } from '../shared/retry';
import { documentPublicSharingBlock } from '../shared/settings/document-public-sharing-block';
import { ebsDefaultEncryption } from '../shared/settings/ebs-default-encryption';
import { imagePublicAccessBlock } from '../shared/settings/image-public-access-block';
import { instanceMetadataDefaults } from '../shared/settings/instance-metadata-defaults';
import { Setting } from '../shared/settings/setting';
import { snapshotPublicAccessBlock } from '../shared/settings/snapshot-public-access-block';

/** The settings that each region has of its own. */
export const REGIONAL_SETTINGS: Readonly<Record<RegionalSettingName, (budget: Budget) => Setting<any>>> = {
  'ebs-default-encryption': ebsDefaultEncryption,
  'instance-metadata-defaults': instanceMetadataDefaults,
  'image-public-access-block': imagePublicAccessBlock,
  'snapshot-public-access-block': snapshotPublicAccessBlock,
  'document-public-sharing-block': documentPublicSharingBlock,
};
