import { accountAlias } from './account-alias';
import { alternateContact } from './alternate-contact';
import { ebsDefaultEncryption } from './ebs-default-encryption';
import { imagePublicAccessBlock } from './image-public-access-block';
import { instanceMetadataDefaults } from './instance-metadata-defaults';
import { passwordPolicy } from './password-policy';
import { s3PublicAccessBlock } from './s3-public-access-block';
import { Budget } from '../../shared/retry';
import { Setting } from '../setting';

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
