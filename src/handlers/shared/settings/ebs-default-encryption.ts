import { form } from './fields';
import { Setting } from './setting';
import { EBS_DEFAULT_ENCRYPTION } from '../../../account/contract/fields';
import { ec2 } from '../clients/ec2';
import { Budget } from '../retry';

/** Whether new EBS volumes and copies of snapshots are encrypted, in this region. */
export function ebsDefaultEncryption({ call }: Budget): Setting<object> {
  return {
    ...form(EBS_DEFAULT_ENCRYPTION),
    read: async () => (await call(ec2(), 'ec2:GetEbsEncryptionByDefault', {})).EbsEncryptionByDefault ? { EbsEncryptionByDefault: 'true' } : undefined,
    apply: () => call(ec2(), 'ec2:EnableEbsEncryptionByDefault', {}),
    remove: () => call(ec2(), 'ec2:DisableEbsEncryptionByDefault', {}),
  };
}
