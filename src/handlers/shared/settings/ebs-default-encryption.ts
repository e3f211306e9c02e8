import { Fields, form, pick } from './fields';
import { Setting } from './setting';
import { ec2 } from '../clients/ec2';
import { Budget } from '../retry';

const FIELDS: Fields = { EbsEncryptionByDefault: /^true$/ };

/** Whether new EBS volumes and copies of snapshots are encrypted, in this region; off, which is the default, is no value. */
export function ebsDefaultEncryption({ call }: Budget): Setting<object> {
  return {
    ...form(FIELDS),
    read: async () => (await call(ec2(), 'ec2:GetEbsEncryptionByDefault', {})).EbsEncryptionByDefault ? pick(FIELDS, () => 'true') : undefined,
    apply: () => call(ec2(), 'ec2:EnableEbsEncryptionByDefault', {}),
    remove: () => call(ec2(), 'ec2:DisableEbsEncryptionByDefault', {}),
  };
}
