import { Construct } from 'constructs';
import { AccountSetting, AccountSettingProps } from './account-setting';
import { ACCOUNT_SETTING_KEYS } from './account-setting-keys';
import { FieldProperties, S3_PUBLIC_ACCESS_BLOCK } from './contract/fields';
import { SettingName } from './contract/settings';
import { checkProps } from '../private/known-keys';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../private/only-one';

/** Properties of an `S3PublicAccessBlock`. */
export interface S3PublicAccessBlockProps extends AccountSettingProps {}

/**
 * Blocks public access to everything in S3, in all regions of the account: no bucket, access point or object can be made public, and
 * public resources become inaccessible. All four switches are on. If the account serves a website or downloads from a public bucket, put
 * CloudFront in front of the bucket first.
 *
 * Where a policy of the organization blocks public access already, the setting has the requested value, and nothing is changed. Where
 * such a policy allows it, S3 refuses the change, and the deployment fails.
 *
 * It is one setting of the whole account: have it in one stack, in one region. An ownership record is regional, so that two stacks in
 * two regions would not know of each other. It costs nothing.
 *
 * Sources: S3 User Guide, "Configuring block public access settings for your account"; Security Hub S3.1.
 *
 * @example
 * new S3PublicAccessBlock(this, 'S3PublicAccessBlock');
 */
export class S3PublicAccessBlock extends AccountSetting {
  /** @throws if the stack has one already */
  constructor(scope: Construct, id: string, props: S3PublicAccessBlockProps = {}) {
    checkProps(scope, id, props, ACCOUNT_SETTING_KEYS);
    super(scope, id, props, {
      setting: 's3-public-access-block' satisfies SettingName,
      properties: {
        BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
      } satisfies FieldProperties<typeof S3_PUBLIC_ACCESS_BLOCK>,
    });
    requireOnlyOneInStack(this, 'an S3 public access block');
    requireOnlyOneInAccount(this, 'an S3 public access block', 'Keep it in one region; in the others set s3PublicAccessBlock of AccountHardening to false');
  }
}
