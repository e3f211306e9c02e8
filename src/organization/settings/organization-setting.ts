import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { OrganizationSettingsProps } from './organization-settings-props';
import { OrganizationSettingsProvider } from './organization-settings-provider';
import { OrganizationSettingName, organizationSettingType } from '../../account/contract/organization-settings';
import { settingRemovalPolicy } from '../../account/setting-removal-policy';
import { requireOnlyOneInAccount } from '../../private/only-one';

/** One setting of the organization: a custom resource that turns it on, and remembers whether it was. */
export class OrganizationSetting extends Construct {
  constructor(scope: Construct, id: string, setting: OrganizationSettingName, props: OrganizationSettingsProps, after?: IDependable) {
    super(scope, id);
    const provider = OrganizationSettingsProvider.getOrCreate(this);
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      serviceTimeout: props.serviceTimeout ?? Duration.minutes(5),
      resourceType: organizationSettingType(setting),
      removalPolicy: settingRemovalPolicy(props.removalPolicy),
      properties: { Setting: setting },
    });
    // One after the other: Organizations refuses changes that overlap, and what is needed comes first.
    resource.node.addDependency(after ?? provider.ready);
    requireOnlyOneInAccount(this, `the setting ${setting}`);
  }
}
