import type { SettingName } from '../../account/contract/settings';
import { Budget } from '../shared/retry';
import { accountAlias } from '../shared/settings/account-alias';
import { alternateContact } from '../shared/settings/alternate-contact';
import { ebsDefaultEncryption } from '../shared/settings/ebs-default-encryption';
import { imagePublicAccessBlock } from '../shared/settings/image-public-access-block';
import { instanceMetadataDefaults } from '../shared/settings/instance-metadata-defaults';
import { passwordPolicy } from '../shared/settings/password-policy';
import { s3PublicAccessBlock } from '../shared/settings/s3-public-access-block';
import { Setting } from '../shared/settings/setting';

type SettingFactory = (budget: Budget, functionArn: string) => Setting<any>;

/** All settings that this release knows. */
export const SETTINGS: Readonly<Record<SettingName, SettingFactory>> = {
  'account-alias': accountAlias,
  'password-policy': passwordPolicy,
  's3-public-access-block': s3PublicAccessBlock,
  'ebs-default-encryption': ebsDefaultEncryption,
  'instance-metadata-defaults': instanceMetadataDefaults,
  'image-public-access-block': imagePublicAccessBlock,
  'alternate-contact-billing': alternateContact('BILLING'),
  'alternate-contact-operations': alternateContact('OPERATIONS'),
  'alternate-contact-security': alternateContact('SECURITY'),
};
