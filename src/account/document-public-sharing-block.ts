import { CfnResource, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAccountSetting } from './account-setting-reference';
import { DOCUMENT_PUBLIC_SHARING_BLOCK, DOCUMENT_SHARING_SETTING, FieldProperties } from './contract/fields';
import { RegionalSettingName } from './contract/settings';
import { onlyWhereItExists } from './regional-types';
import { HardenedRegions } from './regions/hardened-regions';
import { hardenedRegions } from './regions/hardened-regions-key';
import { SettingsInRegions } from './regions/settings-in-regions';
import { settingRemovalPolicy } from './setting-removal-policy';
import { checkProps, KnownKeys, oneOf } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** Properties of a `DocumentPublicSharingBlock`. */
export interface DocumentPublicSharingBlockProps {
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

const KEYS: KnownKeys<DocumentPublicSharingBlockProps> = { removalPolicy: oneOf(RemovalPolicy), regions: hardenedRegions };

/**
 * Blocks public sharing of Systems Manager documents, in the region of the stack. Documents that are public already stay public.
 *
 * This is CloudFormation's own resource type, which does not remember what was there before: to delete it sets AWS's default, which
 * is to allow public documents. It costs nothing.
 *
 * China, AWS GovCloud (US) and me-central-1 lack the type. If the region is known only at deployment, the block is left out there.
 *
 * Sources: Systems Manager User Guide, "Block public sharing for SSM documents"; CloudFormation, `AWS::SSM::ServiceSetting`; Security
 * Hub SSM.7.
 *
 * @example
 * new DocumentPublicSharingBlock(this, 'DocumentPublicSharingBlock');
 */
export class DocumentPublicSharingBlock extends Resource implements IAccountSetting {
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
  constructor(scope: Construct, id: string, props: DocumentPublicSharingBlockProps = {}) {
    checkProps(scope, id, props, KEYS, () => props.regions?._requireRegion(Stack.of(scope).region));
    super(scope, id);
    // The oldest aws-cdk-lib that is supported has no class for the type.
    const resource = new CfnResource(this, 'Resource', {
      type: 'AWS::SSM::ServiceSetting',
      properties: { SettingId: DOCUMENT_SHARING_SETTING, SettingValue: 'Disable' },
    });
    resource.applyRemovalPolicy(settingRemovalPolicy(props.removalPolicy, this));
    onlyWhereItExists(this, resource, 'AWS::SSM::ServiceSetting');
    requireOnlyOneInStack(this, 'a public sharing block for documents');
    const definition = {
      setting: 'document-public-sharing-block' as const satisfies RegionalSettingName,
      regions: props.regions,
      properties: { SettingValue: 'Disable' } satisfies FieldProperties<typeof DOCUMENT_PUBLIC_SHARING_BLOCK>,
    };
    this._definition = definition;
    this.regionsNotHardened = SettingsInRegions.add(this, props, definition);
  }
}
