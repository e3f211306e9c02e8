import { Budget, only } from '../retry';
import { Fields, form, pick } from './fields';
import { Setting } from './setting';
import { s3Control } from '../clients/s3-control';

/** Only what is on. A configuration with nothing on is another value than no configuration, although S3 treats them alike. */
export type PublicAccessBlock = Record<string, true | undefined>;

const FIELDS: Fields = { BlockPublicAcls: [], IgnorePublicAcls: [], BlockPublicPolicy: [], RestrictPublicBuckets: [] };
const NONE = 'NoSuchPublicAccessBlock';

/** The block of public access to all buckets and access points of the account, in all regions. */
export function s3PublicAccessBlock({ call }: Budget, functionArn: string): Setting<PublicAccessBlock> {
  const AccountId = functionArn.split(':')[4];
  return {
    ...form(FIELDS),
    // Under a policy of the organisation S3 shows what that policy asks for.
    async read() {
      const found: any = (await call(s3Control(), 's3control:GetPublicAccessBlock', { AccountId }).catch(only(NONE)))?.PublicAccessBlockConfiguration;
      return found && pick(FIELDS, (field) => found[field]);
    },
    // Replaces the whole configuration: what is left out is off.
    apply: (PublicAccessBlockConfiguration) => call(s3Control(), 's3control:PutPublicAccessBlock', { AccountId, PublicAccessBlockConfiguration }),
    remove: () => call(s3Control(), 's3control:DeletePublicAccessBlock', { AccountId }).catch(only(NONE)),
  };
}
