import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSetting } from './account-setting';
import { REGIONAL_SETTING_KEYS } from './account-setting-keys';
import { FieldProperties, INSTANCE_METADATA_DEFAULTS } from './contract/fields';
import { RegionalSettingName } from './contract/settings';
import { RegionalSettingProps } from './regions/regional-setting-props';
import { SettingsInRegions } from './regions/settings-in-regions';
import { requireWholeNumber } from '../private/errors';
import { checkProps, KnownKeys, number } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Properties of `InstanceMetadataDefaults`. */
export interface InstanceMetadataDefaultsProps extends RegionalSettingProps {
  /**
   * How many network hops the answer to a request for a session token may take: 1 to 64. With 1, a container on an instance with a
   * network of its own gets no token, and so, as tokens are required, no credentials.
   *
   * @default 2
   */
  readonly hopLimit?: number;
}

const KEYS: KnownKeys<InstanceMetadataDefaultsProps> = { ...REGIONAL_SETTING_KEYS, hopLimit: number };

/**
 * Makes IMDSv2 the default of EC2 instances launched in the region of the stack: they give metadata and credentials only to requests
 * with a session token. It is a default: what an AMI or a launch says itself comes first, and instances that run stay as they are.
 * The defaults for the endpoint and for tags in metadata are left alone.
 *
 * Where a declarative policy of the organization enforces a value that is at least as strict, the setting counts as done, and
 * `managedBy` says so; where it enforces any other value, the deployment fails with the organization's own message. It costs nothing.
 *
 * Sources: EC2 User Guide, "Set IMDSv2 as the default for the account"; Security Hub EC2.8.
 *
 * @example
 * new InstanceMetadataDefaults(this, 'InstanceMetadataDefaults', { hopLimit: 1 });
 */
export class InstanceMetadataDefaults extends AccountSetting {
  /** Who manages the setting: `account`, or `declarative-policy` for an organization that enforces it. */
  public readonly managedBy: string;

  /**
   * The other regions that do not have the setting, since the account has not enabled them or a policy denies them: names with commas,
   * or `none`. Undefined without `regions`.
   */
  public readonly regionsNotHardened?: string;

  /** @throws if the hop limit is out of range, the stack has such defaults already, or its region is known and not among `regions` */
  constructor(scope: Construct, id: string, props: InstanceMetadataDefaultsProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireWholeNumber('hopLimit', props.hopLimit, ...INSTANCE_METADATA_DEFAULTS.HttpPutResponseHopLimit);
      props.regions?._requireRegion(Stack.of(scope).region);
    });
    const definition = {
      setting: 'instance-metadata-defaults' as const satisfies RegionalSettingName,
      regions: props.regions,
      properties: {
        HttpTokens: 'required', HttpPutResponseHopLimit: props.hopLimit ?? 2,
      } satisfies FieldProperties<typeof INSTANCE_METADATA_DEFAULTS>,
    };
    super(scope, id, props, definition);
    requireOnlyOneInStack(this, 'instance metadata defaults');
    this.regionsNotHardened = SettingsInRegions.add(this, props, definition);
    this.managedBy = this.resource.getAttString('ManagedBy');
  }
}
