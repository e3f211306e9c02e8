import * as iam from 'aws-cdk-lib/aws-iam';
import { ExternalAccessZone } from './external-access-zone';
import { anyRegionArn, iamArn, regionalArn } from '../../private/arn';
import { WatchFunctionProps } from '../watch-function';

const OWN = 'analyzer/account-baseline-*';
const ANY = 'analyzer/*';
const LINKED_ROLE = 'role/aws-service-role/access-analyzer.amazonaws.com/*';

/**
 * What a function needs to create, change and delete analyzers, and why it is as wide as it is.
 *
 * @param isAnywhere whether in every region, and not only in that of the stack
 */
export function analyzerPermissions(zone: ExternalAccessZone, isAnywhere: boolean): Pick<WatchFunctionProps, 'statements' | 'acknowledgements'> {
  const arn = isAnywhere ? anyRegionArn : regionalArn;
  const finding = (analyzers: string) =>
    `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:access-analyzer:${isAnywhere ? '*' : '<AWS::Region>'}:<AWS::AccountId>:${analyzers}]`;
  return {
    statements: [
      new iam.PolicyStatement({
        actions: [
          'access-analyzer:ListAnalyzers',
          // The service requires these permissions from the principal that creates an analyzer of an organization.
          ...zone === ExternalAccessZone.ORGANIZATION ? ['organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators'] : [],
          ...isAnywhere ? ['ec2:DescribeRegions'] : [],
        ],
        resources: ['*'],
      }),
      new iam.PolicyStatement({
        actions: ['access-analyzer:CreateAnalyzer', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:TagResource'], resources: [arn('access-analyzer', OWN)],
      }),
      new iam.PolicyStatement({
        actions: [
          'access-analyzer:ListArchiveRules', 'access-analyzer:ApplyArchiveRule',
          'access-analyzer:CreateArchiveRule', 'access-analyzer:UpdateArchiveRule', 'access-analyzer:DeleteArchiveRule',
        ],
        // An existing analyzer may have any name; only archive rules of this library are changed.
        resources: [arn('access-analyzer', ANY)],
      }),
      new iam.PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [iamArn(LINKED_ROLE)],
        conditions: { StringEquals: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } },
      }),
    ],
    acknowledgements: {
      'AwsSolutions-IAM5[Resource::*]': isAnywhere
        ? 'Listing analyzers, the regions of the account, and the services of an organization, support no resource in IAM.'
        : 'Listing the analyzers of the region, and the services of an organization, support no resource in IAM.',
      [finding(OWN)]: 'The analyzers that the stack creates, by the prefix of their names.',
      [finding(ANY)]: 'An existing analyzer may have any name; only archive rules of this library are changed.',
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:${LINKED_ROLE}]`]:
        'IAM names the service-linked role of the analyzer; the condition admits no other service.',
    },
  };
}
