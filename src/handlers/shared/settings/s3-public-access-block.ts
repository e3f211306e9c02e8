import { form } from './fields';
import { Setting } from './setting';
import { S3_PUBLIC_ACCESS_BLOCK } from '../../../account/contract/fields';
import { s3Control } from '../clients/s3-control';
import { Budget, only } from '../retry';

/** Only what is on. A configuration with nothing on is another value than no configuration, although S3 treats them alike. */
export type PublicAccessBlock = Record<string, true | undefined>;

/** The block of public access to all buckets and access points of the account, in all regions. */
export function s3PublicAccessBlock({ call }: Budget, functionArn: string): Setting<PublicAccessBlock> {
  const AccountId = functionArn.split(':')[4];
  const { canonical, ...base } = form(S3_PUBLIC_ACCESS_BLOCK);
  // One call in the code instead of three: the code is a part of every template.
  const send = (operation: 'Get' | 'Put' | 'Delete', PublicAccessBlockConfiguration?: PublicAccessBlock): Promise<any> =>
    call<any, any>(s3Control(), `s3control:${operation}PublicAccessBlock`, { AccountId, PublicAccessBlockConfiguration }).catch(only('NoSuchPublicAccessBlock'));
  return {
    ...base,
    // Under a policy of the organization S3 returns what that policy requires.
    read: async () => canonical((await send('Get'))?.PublicAccessBlockConfiguration),
    // Replaces the whole configuration: what is left out is off.
    apply: (block) => send('Put', block),
    remove: () => send('Delete'),
  };
}
