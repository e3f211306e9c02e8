import { Construct } from 'constructs';
import { AccountSetting, AccountSettingProps } from './account-setting';
import { ACCOUNT_SETTING_KEYS } from './account-setting-keys';
import { EBS_DEFAULT_ENCRYPTION, FieldProperties } from './contract/fields';
import { SettingName } from './contract/settings';
import { checkProps } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Properties of an `EbsDefaultEncryption`. */
export interface EbsDefaultEncryptionProps extends AccountSettingProps {}

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
  /** @throws if the stack has one already */
  constructor(scope: Construct, id: string, props: EbsDefaultEncryptionProps = {}) {
    checkProps(scope, id, props, ACCOUNT_SETTING_KEYS);
    super(scope, id, props, {
      setting: 'ebs-default-encryption' satisfies SettingName,
      actions: ['ec2:GetEbsEncryptionByDefault', 'ec2:EnableEbsEncryptionByDefault', 'ec2:DisableEbsEncryptionByDefault'],
      properties: { EbsEncryptionByDefault: true } satisfies FieldProperties<typeof EBS_DEFAULT_ENCRYPTION>,
    });
    requireOnlyOneInStack(this, 'an EBS default encryption');
  }
}
