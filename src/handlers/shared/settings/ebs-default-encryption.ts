import { form } from './fields';
import { Setting } from './setting';
import { EBS_DEFAULT_ENCRYPTION } from '../../../account/contract/fields';
import { ec2 } from '../clients/ec2';
import { Budget } from '../retry';

/** Whether new EBS volumes and copies of snapshots are encrypted, in this region. */
export function ebsDefaultEncryption({ call }: Budget): Setting<object> {
  // One call in the code instead of three: the code is a part of every template.
  const send = (operation: 'Get' | 'Enable' | 'Disable'): Promise<any> => call<any, any>(ec2(), `ec2:${operation}EbsEncryptionByDefault`, {});
  return {
    ...form(EBS_DEFAULT_ENCRYPTION),
    read: async () => (await send('Get')).EbsEncryptionByDefault ? { EbsEncryptionByDefault: 'true' } : undefined,
    apply: () => send('Enable'),
    remove: () => send('Disable'),
  };
}
