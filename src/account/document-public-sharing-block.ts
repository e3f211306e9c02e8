import { CfnResource, RemovalPolicy, Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireOnlyOneInStack } from '../private/only-one';

/** The setting, which has one value in each region. */
const SETTING = '/ssm/documents/console/public-sharing-permission';

/** Properties of a `DocumentPublicSharingBlock`. */
export interface DocumentPublicSharingBlockProps {
  /**
   * What becomes of the block when it leaves the stack. `RETAIN_ON_UPDATE_OR_DELETE` keeps it, but a first deployment that fails lifts
   * it; `DESTROY` lifts it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Keeps anybody from making a Systems Manager document of the region of the stack public. Documents that are public already stay so.
 *
 * This is CloudFormation's own resource type, which does not remember what was there before: to delete it sets AWS's default, which
 * is to allow public documents. It costs nothing.
 *
 * Sources: Systems Manager User Guide, "Block public sharing for SSM documents"; CloudFormation, `AWS::SSM::ServiceSetting`; Security
 * Hub SSM.7.
 *
 * @example
 * new DocumentPublicSharingBlock(this, 'DocumentPublicSharingBlock');
 */
export class DocumentPublicSharingBlock extends Resource {
  /**
   * What a guardrail keeps from being changed, in any region.
   *
   * @internal
   */
  public readonly _protectedArn = `arn:*:ssm:*:*:servicesetting${SETTING}`;

  /** Throws where the stack has one already. */
  constructor(scope: Construct, id: string, props: DocumentPublicSharingBlockProps = {}) {
    super(scope, id);
    // The oldest aws-cdk-lib that is supported has no class for the type.
    const resource = new CfnResource(this, 'Resource', {
      type: 'AWS::SSM::ServiceSetting',
      properties: { SettingId: SETTING, SettingValue: 'Disable' },
    });
    resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    requireOnlyOneInStack(this, 'a public sharing block for documents');
  }
}
