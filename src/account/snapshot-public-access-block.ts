import { CfnResource, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAccountSetting } from './account-setting-reference';
import { FieldProperties, SNAPSHOT_PUBLIC_ACCESS_BLOCK } from './contract/fields';
import { RegionalSettingName } from './contract/settings';
import { onlyWhereItExists } from './regional-types';
import { HardenedRegions } from './regions/hardened-regions';
import { hardenedRegions } from './regions/hardened-regions-key';
import { SettingsInRegions } from './regions/settings-in-regions';
import { settingRemovalPolicy } from './setting-removal-policy';
import { checkProps, KnownKeys, oneOf } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Which snapshots a `SnapshotPublicAccessBlock` covers. */
export enum SnapshotSharing {
  /** No snapshot can be made public, and public snapshots are inaccessible to other accounts while the block is on. */
  BLOCK_ALL = 'block-all-sharing',
  /** No further snapshot can be made public. */
  BLOCK_NEW = 'block-new-sharing',
}

/** Properties of a `SnapshotPublicAccessBlock`. */
export interface SnapshotPublicAccessBlockProps {
  /**
   * Which snapshots are covered.
   *
   * @default SnapshotSharing.BLOCK_ALL
   */
  readonly sharing?: SnapshotSharing;

  /**
   * The removal policy of the block. `RETAIN_ON_UPDATE_OR_DELETE` keeps it when it leaves the stack, but a first deployment that fails
   * lifts it; `DESTROY` lifts it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The regions that get the block too, as a setting that remembers what was there before. A region that the account has not enabled, or
   * that a policy of the organization denies, fails nothing: `regionsNotHardened` names it. See `RegionalSettingProps.regions`.
   *
   * @default - only the region of the stack
   */
  readonly regions?: HardenedRegions;
}

const TYPE = 'AWS::EC2::SnapshotBlockPublicAccess';

const KEYS: KnownKeys<SnapshotPublicAccessBlockProps> = {
  sharing: oneOf(SnapshotSharing), removalPolicy: oneOf(RemovalPolicy), regions: hardenedRegions,
};

/**
 * Blocks public sharing of EBS snapshots, in the region of the stack.
 *
 * This is CloudFormation's own resource type, which does not remember what was there before: to delete it lifts the block, also one
 * that was there before the stack. Where a declarative policy of the organization manages the setting, CloudFormation reports EC2's
 * refusal: leave it out there. It costs nothing.
 *
 * The region ap-east-2 lacks the type. If the region is known only at deployment, the block is left out there.
 *
 * Sources: EBS User Guide, "Block public access for Amazon EBS snapshots"; CloudFormation, `AWS::EC2::SnapshotBlockPublicAccess`;
 * Security Hub EC2.182.
 *
 * @example
 * new SnapshotPublicAccessBlock(this, 'SnapshotPublicAccessBlock');
 */
export class SnapshotPublicAccessBlock extends Resource implements IAccountSetting {
  /**
   * The other regions that do not have the setting, since the account has not enabled them or a policy denies them: names with commas,
   * or `none`. Undefined without `regions`.
   */
  public readonly regionsNotHardened?: string;

  /**
   * What the template asks for.
   *
   * @internal
   */
  public readonly _definition: IAccountSetting['_definition'];

  /** @throws if the stack has a block already, or its region is known and lacks the resource type or is not among `regions` */
  constructor(scope: Construct, id: string, props: SnapshotPublicAccessBlockProps = {}) {
    checkProps(scope, id, props, KEYS, () => props.regions?._requireRegion(Stack.of(scope).region));
    super(scope, id);
    // Not the class of aws-ec2: every app of the baseline would load that module, which takes some milliseconds.
    const resource = new CfnResource(this, 'Resource', { type: TYPE, properties: { State: props.sharing ?? SnapshotSharing.BLOCK_ALL } });
    resource.applyRemovalPolicy(settingRemovalPolicy(props.removalPolicy, this));
    onlyWhereItExists(this, resource, TYPE);
    requireOnlyOneInStack(this, 'a public access block for snapshots');
    const definition = {
      setting: 'snapshot-public-access-block' as const satisfies RegionalSettingName,
      regions: props.regions,
      properties: { State: props.sharing ?? SnapshotSharing.BLOCK_ALL } satisfies FieldProperties<typeof SNAPSHOT_PUBLIC_ACCESS_BLOCK>,
    };
    this._definition = definition;
    this.regionsNotHardened = SettingsInRegions.add(this, props, definition);
  }
}
