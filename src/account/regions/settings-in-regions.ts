import { createHash } from 'crypto';
import { CustomResource, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HardenedRegions } from './hardened-regions';
import { RegionalSettingProps } from './regional-setting-props';
import { anyRegionArn } from '../../private/arn';
import { BASELINE_PATH } from '../../private/iam-names';
import { bundledHandler } from '../../private/lambda/bundled-handler';
import { pinLogicalIds } from '../../private/logical-ids';
import { omitDescription } from '../../private/managed-policy';
import { AccountSettingsProvider } from '../account-settings-provider';
import { acknowledgeRegions } from '../acknowledgements';
import { DOCUMENT_SHARING_SETTING } from '../contract/fields';
import { OWNERSHIP_RECORDS } from '../contract/parameters';
import { RegionalSettingName, settingType } from '../contract/settings';
import { OnExisting } from '../on-existing';
import { settingRemovalPolicy } from '../setting-removal-policy';

const ID = 'Regions';

/** The alias of the function, which never changes: a service token may not. */
const ALIAS = 'regions';

/** The properties of a construct that decide about other regions. */
type Props = Pick<RegionalSettingProps, 'regions' | 'onExisting' | 'removalPolicy' | 'serviceTimeout'>;

/** A setting that each region has of its own, and its value as properties of the custom resource. */
interface Definition {
  readonly setting: RegionalSettingName;
  readonly properties: { readonly [name: string]: unknown };
}

/** Those of every setting: CloudFormation would take back the permissions of one that leaves the template before it deletes it. */
const ACTIONS = [
  'ec2:DescribeRegions',
  'ec2:GetEbsEncryptionByDefault', 'ec2:EnableEbsEncryptionByDefault', 'ec2:DisableEbsEncryptionByDefault',
  'ec2:GetInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataDefaults',
  'ec2:GetImageBlockPublicAccessState', 'ec2:EnableImageBlockPublicAccess', 'ec2:DisableImageBlockPublicAccess',
  'ec2:GetSnapshotBlockPublicAccessState', 'ec2:EnableSnapshotBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess',
];

/**
 * What the settings function needs for other regions, which only a stack that asks for them has: the code that knows them, a version and an
 * alias of it, and a policy of its own.
 *
 * CloudFormation updates functions and policies before it deletes what has left the template. The Delete of a setting goes to the alias,
 * whose version still has the code, and the policy is deleted after the setting.
 */
export class SettingsInRegions extends Construct {
  /**
   * Creates a setting in other regions, as a child of the construct of the setting.
   *
   * @returns the names of the regions that do not have the setting, or undefined if no regions are asked for
   */
  public static add(scope: Construct, props: Props, definition: Definition): string | undefined {
    if (!props.regions) return undefined;
    const provider = AccountSettingsProvider.getOrCreate(scope);
    const regions = provider.node.tryFindChild(ID) as SettingsInRegions | undefined ?? new SettingsInRegions(provider);
    return regions.add(scope, props.regions, props, definition).getAttString('NotHardened');
  }

  private readonly alias: lambda.CfnAlias;
  private readonly ready: lambda.CfnEventInvokeConfig;
  private readonly policy: iam.ManagedPolicy;

  private constructor(provider: AccountSettingsProvider) {
    super(provider, ID);
    const code = bundledHandler('account-settings-regions').bind(this).inlineCode!;
    const handler = provider._function.node.defaultChild as lambda.CfnFunction;
    handler.code = { zipFile: code };
    const functionName = handler.ref;
    const version = new lambda.CfnVersion(this, 'Version', { functionName });
    // Another code gets another version. Lambda publishes none for the same code.
    version.overrideLogicalId(`AccountSettingsVersion${createHash('sha256').update(code).digest('hex').slice(0, 8)}`);
    this.alias = new lambda.CfnAlias(this, 'Alias', { functionName, functionVersion: version.attrVersion, name: ALIAS });
    this.ready = new lambda.CfnEventInvokeConfig(this, 'Ready', {
      functionName, qualifier: ALIAS, maximumEventAgeInSeconds: provider._maxEventAge.toSeconds(),
    });
    this.ready.node.addDependency(this.alias);
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      path: BASELINE_PATH,
      roles: [provider._role],
      statements: [
        new iam.PolicyStatement({
          actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'], resources: [anyRegionArn('ssm', `parameter${OWNERSHIP_RECORDS}*`)],
        }),
        new iam.PolicyStatement({ actions: ACTIONS, resources: ['*'] }),
        new iam.PolicyStatement({
          actions: ['ssm:GetServiceSetting', 'ssm:UpdateServiceSetting', 'ssm:ResetServiceSetting'],
          resources: [anyRegionArn('ssm', `servicesetting${DOCUMENT_SHARING_SETTING}`)],
        }),
      ],
    });
    omitDescription(this.policy);
    pinLogicalIds('account-settings-regions', { Alias: this.alias, Ready: this.ready, Policy: this.policy });
    acknowledgeRegions(this.policy, this.ready);
  }

  private add(scope: Construct, regions: HardenedRegions, props: Props, definition: Definition): CustomResource {
    const { setting, properties } = definition;
    const inRegions = new CustomResource(scope, ID, {
      serviceToken: this.alias.ref,
      serviceTimeout: props.serviceTimeout ?? Duration.minutes(5),
      resourceType: settingType(setting),
      removalPolicy: settingRemovalPolicy(props.removalPolicy),
      properties: {
        Setting: setting,
        OnExisting: props.onExisting === OnExisting.OVERWRITE ? undefined : props.onExisting,
        Regions: regions._property(),
        ...properties,
      },
    });
    inRegions.node.addDependency(this.ready, this.policy);
    return inRegions;
  }
}
