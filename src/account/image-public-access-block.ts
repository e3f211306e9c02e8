import { Construct } from 'constructs';
import { AccountSetting, AccountSettingProps } from './account-setting';
import { ACCOUNT_SETTING_KEYS } from './account-setting-keys';
import { FieldProperties, IMAGE_PUBLIC_ACCESS_BLOCK } from './contract/fields';
import { SettingName } from './contract/settings';
import { checkProps } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Properties of an `ImagePublicAccessBlock`. */
export interface ImagePublicAccessBlockProps extends AccountSettingProps {}

/**
 * Blocks public sharing of AMIs, in the region of the stack. AMIs that are public already stay public. EC2 can take 10 minutes until the
 * block is in effect.
 *
 * Where a declarative policy of the organization blocks it already, the setting counts as done, and `managedBy` says so; where such a
 * policy allows it, the deployment fails. It costs nothing.
 *
 * Sources: EC2 User Guide, "Block public access to your AMIs"; EC2 API Reference, "EnableImageBlockPublicAccess".
 *
 * @example
 * new ImagePublicAccessBlock(this, 'ImagePublicAccessBlock');
 */
export class ImagePublicAccessBlock extends AccountSetting {
  /** Who manages the setting: `account`, or `declarative-policy` for an organization that enforces it. */
  public readonly managedBy: string;

  /** @throws if the stack has one already */
  constructor(scope: Construct, id: string, props: ImagePublicAccessBlockProps = {}) {
    checkProps(scope, id, props, ACCOUNT_SETTING_KEYS);
    super(scope, id, props, {
      setting: 'image-public-access-block' satisfies SettingName,
      actions: ['ec2:GetImageBlockPublicAccessState', 'ec2:EnableImageBlockPublicAccess', 'ec2:DisableImageBlockPublicAccess'],
      properties: { ImageBlockPublicAccessState: 'block-new-sharing' } satisfies FieldProperties<typeof IMAGE_PUBLIC_ACCESS_BLOCK>,
    });
    requireOnlyOneInStack(this, 'a public access block for AMIs');
    this.managedBy = this.resource.getAttString('ManagedBy');
  }
}
