import { Exempt, FUNCTIONS, notBy } from './principals';
import { all, deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';

/** Services that answer in one region for all of a partition, whatever region is in use. */
const GLOBAL_SERVICES = [
  'account', 'artifact', 'aws-marketplace', 'aws-marketplace-management', 'aws-portal', 'bcm-dashboards', 'bcm-data-exports', 'bcm-pricing-calculator', 'bcm-recommended-actions', 'billing',
  'billingconductor', 'budgets', 'ce', 'chatbot', 'cloudfront', 'consolidatedbilling', 'cost-optimization-hub', 'cur', 'customer-verification', 'freetier', 'globalaccelerator', 'health',
  'iam', 'invoicing', 'networkmanager', 'notifications', 'notifications-contacts', 'organizations', 'payments', 'pricing', 'purchase-orders', 'route53', 'route53-recovery-cluster',
  'route53-recovery-control-config', 'route53-recovery-readiness', 'route53domains', 'savingsplans', 'shield', 'sts', 'support', 'supportapp', 'supportplans', 'sustainability', 'tax',
  'trustedadvisor', 'waf', 'user-subscriptions',
].map((service) => `${service}:*`);

/** Parts of regional services that answer in one region, or that the console asks for in another. */
const GLOBAL_ACTIONS = [
  // For CloudFront, in us-east-1.
  ...actionsOf('acm', ['*']),
  ...actionsOf('wafv2', ['*']),
  ...actionsOf('ec2', ['DescribeRegions']),
  ...actionsOf('ecr-public', ['*']),
  ...actionsOf('kms', ['Decrypt', 'DescribeKey', 'GenerateDataKey']),
  ...actionsOf('s3', ['GetAccountPublicAccessBlock', 'ListAllMyBuckets', 'PutAccountPublicAccessBlock', '*MultiRegionAccessPoint*', 'GetBucketLocation']),
  ...actionsOf('signin', ['*']),
];

/**
 * Every region but some. The machinery of the organization and the functions of this library clean up and harden regions that are not in
 * use.
 */
export function regionsStatements(regions: readonly string[], furtherActions: readonly string[], { machinery }: Exempt): Statement[] {
  const elsewhere = { StringNotEquals: { 'aws:RequestedRegion': [...regions] } };
  // A call to us-east-1 makes a bucket in any region. S3 takes EU for eu-west-1.
  const places = [...regions, ...regions.includes('eu-west-1') ? ['EU'] : []];
  const bucketElsewhere = { StringNotEquals: { 's3:LocationConstraint': places }, Null: { 's3:LocationConstraint': 'false' } };
  const byOthers = notBy([...machinery, ...FUNCTIONS]);
  return [
    deny('Regions', { NotAction: [...GLOBAL_SERVICES, ...GLOBAL_ACTIONS, ...furtherActions], Condition: all(elsewhere, byOthers) }),
    deny('RegionsOfBuckets', { Action: 's3:CreateBucket', Condition: all(bucketElsewhere, byOthers) }),
  ];
}
