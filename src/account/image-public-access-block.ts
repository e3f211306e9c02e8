import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting } from './account-setting';
import { REGIONAL_SETTING_KEYS } from './account-setting-keys';
import { FieldProperties, IMAGE_PUBLIC_ACCESS_BLOCK } from './contract/fields';
import { RegionalSettingName } from './contract/settings';
import { RegionalSettingProps } from './regions/regional-setting-props';
import { SettingsInRegions } from './regions/settings-in-regions';
import { checkProps } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Properties of an `ImagePublicAccessBlock`. */
export interface ImagePublicAccessBlockProps extends RegionalSettingProps {}

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

  /**
   * The other regions that do not have the setting, since the account has not enabled them or a policy denies them: names with commas,
   * or `none`. Undefined without `regions`.
   */
  public readonly regionsNotHardened?: string;

  /** @throws if the stack has one already, or its region is known and not among `regions` */
  constructor(scope: Construct, id: string, props: ImagePublicAccessBlockProps = {}) {
    checkProps(scope, id, props, REGIONAL_SETTING_KEYS, () => props.regions?._requireRegion(Stack.of(scope).region));
    const definition = {
      setting: 'image-public-access-block' as const satisfies RegionalSettingName,
      regions: props.regions,
      properties: { ImageBlockPublicAccessState: 'block-new-sharing' } satisfies FieldProperties<typeof IMAGE_PUBLIC_ACCESS_BLOCK>,
    };
    super(scope, id, props, definition);
    requireOnlyOneInStack(this, 'a public access block for AMIs');
    this.regionsNotHardened = SettingsInRegions.add(this, props, definition);
    this.managedBy = this.resource.getAttString('ManagedBy');
  }
}
