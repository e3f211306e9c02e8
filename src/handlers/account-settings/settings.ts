import { Budget } from '../shared/retry';
import { accountAlias } from '../shared/settings/account-alias';
import { alternateContact } from '../shared/settings/alternate-contact';
import { ebsDefaultEncryption } from '../shared/settings/ebs-default-encryption';
import { imagePublicAccessBlock } from '../shared/settings/image-public-access-block';
import { instanceMetadataDefaults } from '../shared/settings/instance-metadata-defaults';
import { passwordPolicy } from '../shared/settings/password-policy';
import { s3PublicAccessBlock } from '../shared/settings/s3-public-access-block';
import { Setting } from '../shared/settings/setting';

/** By the name that is also the physical id of the custom resource and the name of the ownership record: never changes. */
export const SETTINGS = new Map<unknown, (budget: Budget, functionArn: string) => Setting<any>>([
  ['account-alias', accountAlias],
  ['password-policy', passwordPolicy],
  ['s3-public-access-block', s3PublicAccessBlock],
  ['ebs-default-encryption', ebsDefaultEncryption],
  ['instance-metadata-defaults', instanceMetadataDefaults],
  ['image-public-access-block', imagePublicAccessBlock],
  ['alternate-contact-billing', alternateContact('BILLING')],
  ['alternate-contact-operations', alternateContact('OPERATIONS')],
  ['alternate-contact-security', alternateContact('SECURITY')],
]);
