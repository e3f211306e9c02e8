import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting } from './account-setting';
import { REGIONAL_SETTING_KEYS } from './account-setting-keys';
import { EBS_DEFAULT_ENCRYPTION, FieldProperties } from './contract/fields';
import { RegionalSettingName } from './contract/settings';
import { RegionalSettingProps } from './regions/regional-setting-props';
import { SettingsInRegions } from './regions/settings-in-regions';
import { checkProps } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Properties of an `EbsDefaultEncryption`. */
export interface EbsDefaultEncryptionProps extends RegionalSettingProps {}

/**
 * Encrypts new EBS volumes and copies of snapshots in the region of the stack, with the default key that the region has; that is
 * AWS's own `aws/ebs`, unless an administrator has chosen another, and is not changed. Existing volumes do not change.
 *
 * With the key `aws/ebs` it costs nothing. A snapshot that is encrypted with it cannot be shared with another account.
 *
 * Sources: EBS User Guide, "Enable Amazon EBS encryption by default"; CIS AWS Foundations Benchmark, encryption of EBS volumes in all
 * regions; Security Hub EC2.7.
 *
 * @example
 * new EbsDefaultEncryption(this, 'EbsDefaultEncryption');
 */
export class EbsDefaultEncryption extends AccountSetting {
  /**
   * The other regions that do not have the setting, since the account has not enabled them or a policy denies them: names with commas,
   * or `none`. Undefined without `regions`.
   */
  public readonly regionsNotHardened?: string;

  /** @throws if the stack has one already, or its region is known and not among `regions` */
  constructor(scope: Construct, id: string, props: EbsDefaultEncryptionProps = {}) {
    checkProps(scope, id, props, REGIONAL_SETTING_KEYS, () => props.regions?._requireRegion(Stack.of(scope).region));
    const definition = {
      setting: 'ebs-default-encryption' as const satisfies RegionalSettingName,
      regions: props.regions,
      properties: { EbsEncryptionByDefault: true } satisfies FieldProperties<typeof EBS_DEFAULT_ENCRYPTION>,
    };
    super(scope, id, props, definition);
    requireOnlyOneInStack(this, 'an EBS default encryption');
    this.regionsNotHardened = SettingsInRegions.add(this, props, definition);
  }
}
