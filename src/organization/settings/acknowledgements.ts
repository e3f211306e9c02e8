import { IConstruct } from 'constructs';
import { acknowledgeSettingsFunction } from '../../account/acknowledgements';
import { acknowledge } from '../../private/acknowledge';

/** What rule packs such as cdk-nag find about the function of the settings of an organization, and why it is so. */
export function acknowledgeOrganizationSettings(policy: IConstruct, handler: IConstruct, logGroup: IConstruct): void {
  acknowledgeSettingsFunction(policy, handler, logGroup, {
    calls: 'Trusted access, the features of central root access and lists have no resource in IAM.', records: 'organization-',
  });
  const ofOrganization = '<AWS::Partition>:organizations::<AWS::AccountId>';
  acknowledge(policy, {
    [`AwsSolutions-IAM5[Resource::arn:${ofOrganization}:root/o-*/r-*]`]: 'An account manages one organization, which has one root. Only the deployment knows their ids.',
    [`AwsSolutions-IAM5[Resource::arn:${ofOrganization}:account/o-*/*]`]:
      'A delegated administrator that leaves the template is deregistered after the policy has changed, so that it names no accounts.',
  });
}
