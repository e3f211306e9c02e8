import { CfnResource, RemovalPolicy, Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { onlyWhereItExists } from './regional-types';
import { settingRemovalPolicy } from './setting-removal-policy';
import { checkProps, KnownKeys, oneOf } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';

/** The setting, which has one value in each region. */
const SETTING = '/ssm/documents/console/public-sharing-permission';

/** Properties of a `DocumentPublicSharingBlock`. */
export interface DocumentPublicSharingBlockProps {
  /**
   * The removal policy of the block. `RETAIN_ON_UPDATE_OR_DELETE` keeps it when it leaves the stack, but a first deployment that fails
   * lifts it; `DESTROY` lifts it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

const KEYS: KnownKeys<DocumentPublicSharingBlockProps> = { removalPolicy: oneOf(RemovalPolicy) };

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
export class DocumentPublicSharingBlock extends Resource {
  /** @throws if the stack has a block already, or its region is known and lacks the resource type */
  constructor(scope: Construct, id: string, props: DocumentPublicSharingBlockProps = {}) {
    checkProps(scope, id, props, KEYS);
    super(scope, id);
    // The oldest aws-cdk-lib that is supported has no class for the type.
    const resource = new CfnResource(this, 'Resource', {
      type: 'AWS::SSM::ServiceSetting',
      properties: { SettingId: SETTING, SettingValue: 'Disable' },
    });
    resource.applyRemovalPolicy(settingRemovalPolicy(props.removalPolicy, this));
    onlyWhereItExists(this, resource, 'AWS::SSM::ServiceSetting');
    requireOnlyOneInStack(this, 'a public sharing block for documents');
  }
}
