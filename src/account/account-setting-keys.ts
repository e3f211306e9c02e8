import { RemovalPolicy } from 'aws-cdk-lib';
import type { AccountSettingProps } from './account-setting';
import { OnExisting } from './on-existing';
import { duration, KnownKeys, oneOf } from '../private/known-keys';

/** What every account-wide setting takes. */
export const ACCOUNT_SETTING_KEYS: KnownKeys<AccountSettingProps> = {
  onExisting: oneOf(OnExisting),
  removalPolicy: oneOf(RemovalPolicy),
  serviceTimeout: duration,
};
