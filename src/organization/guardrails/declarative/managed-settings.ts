import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { ImagePublicAccessBlock } from '../../../account/image-public-access-block';
import { InstanceMetadataDefaults } from '../../../account/instance-metadata-defaults';
import { S3PublicAccessBlock } from '../../../account/s3-public-access-block';
import { SnapshotPublicAccessBlock } from '../../../account/snapshot-public-access-block';
import { HardenedSetting } from '../../hardened-settings';

/** What an account sets by itself and a declarative policy manages as well. */
interface ManagedSetting {
  readonly setting: HardenedSetting['setting'];
  readonly type: new (...args: any[]) => IConstruct;
  /** The path of the policy, with dots. */
  readonly path: string;
  /** Whether a value that the policy assigns is as strict as what the account sets: then the account's setting counts as done. */
  readonly suffices: (value: unknown, hopLimit?: number) => boolean;
}

// The resource types of CloudFormation change the setting in any case, which EC2 refuses.
const NEVER = () => false;

const MANAGED: readonly ManagedSetting[] = [
  { setting: 'instanceMetadataDefaults', type: InstanceMetadataDefaults, path: 'ec2_attributes.instance_metadata_defaults.http_tokens', suffices: (value) => value === 'required' },
  {
    setting: 'instanceMetadataDefaults',
    type: InstanceMetadataDefaults,
    path: 'ec2_attributes.instance_metadata_defaults.http_put_response_hop_limit',
    suffices: (value, hopLimit) => hopLimit === undefined || Number(value) <= hopLimit,
  },
  { setting: 'imagePublicAccessBlock', type: ImagePublicAccessBlock, path: 'ec2_attributes.image_block_public_access.state', suffices: (value) => value === 'block_new_sharing' },
  { setting: 'snapshotPublicAccessBlock', type: SnapshotPublicAccessBlock, path: 'ec2_attributes.snapshot_block_public_access.state', suffices: NEVER },
  { setting: 'vpcPublicAccessBlock', type: ec2.CfnVPCBlockPublicAccessOptions, path: 'ec2_attributes.vpc_block_public_access.internet_gateway_block.mode', suffices: NEVER },
  { setting: 's3PublicAccessBlock', type: S3PublicAccessBlock, path: 's3_attributes.public_access_block_configuration', suffices: (value) => value === 'all' },
];

/** The path of a policy whose value the account cannot set. */
export interface Clash {
  readonly path: string;
  readonly value: unknown;
}

/** The values of a policy that keep a setting of a roll-out from being deployed. */
export function clashesWith({ setting, hopLimit }: HardenedSetting, settings: ReadonlyMap<string, any>): Clash[] {
  return clashes(settings, (managed) => managed.setting === setting, hopLimit);
}

/** The values of a policy that keep a construct of the app from being deployed, if its account is one of those that the policy holds for. */
export function clashesWithConstruct(construct: IConstruct, settings: ReadonlyMap<string, any>, targets: readonly string[]): Clash[] {
  const found = clashes(settings, ({ type }) => construct instanceof type);
  return found.length > 0 && isIn(Stack.of(construct).account, targets) ? found : [];
}

/** An account that only the deployment knows may be one of the root, and is taken for none of the others. */
function isIn(account: string, targets: readonly string[]): boolean {
  return targets.some((target) => /^r-/.test(target) || (!Token.isUnresolved(account) && target === account));
}

function clashes(settings: ReadonlyMap<string, any>, concerns: (managed: ManagedSetting) => boolean, hopLimit?: number): Clash[] {
  return MANAGED.filter(concerns).flatMap(({ path, suffices }) => {
    const value = settings.get(path)?.['@@assign'];
    return value === undefined || (Token.isUnresolved(value) && suffices !== NEVER) || suffices(value, hopLimit) ? [] : [{ path, value }];
  });
}
