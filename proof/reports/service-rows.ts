/** The row for actions on the IAM user of the person and on virtual MFA devices. */
export const OWN_USER = 'IAM: their own user';
/** The row for actions on every other IAM user, group, role and policy. */
export const ALL_OF_IAM = 'IAM: everything else';
const OTHER = 'All other services';

/** The prefixes of the actions in each row. A service that is not listed is in the last row. */
const PREFIXES: Record<string, string> = {
  'STS: sessions': 'sts',
  'IAM Identity Center': 'account-access identity-sync identitystore identitystore-auth sso sso-directory sso-oauth',
  'Account, organization, sign-in': 'account organizations rolesanywhere signin',
  'Audit and detection': 'access-analyzer cloudtrail cloudtrail-data config detective guardduty inspector2 macie2 securityhub',
  'Keys and secrets': 'acm acm-pca cloudhsm kms secretsmanager',
  'Billing': 'aws-portal bcm-data-exports billing billingconductor budgets ce consolidatedbilling cur freetier invoicing payments purchase-orders tax',
  'Support': 'support supportapp supportplans trustedadvisor',
  'Compute': 'apprunner autoscaling batch ec2 ec2-instance-connect ecr ecs eks elasticbeanstalk lambda lightsail',
  'Networks': 'apigateway cloudfront directconnect elasticloadbalancing execute-api globalaccelerator network-firewall networkmanager route53 '
    + 'route53domains route53resolver vpc-lattice waf waf-regional wafv2',
  'Storage': 'backup ebs elasticfilesystem fsx glacier s3 s3-object-lambda s3express s3tables storagegateway',
  'Databases': 'cassandra dax dynamodb elasticache memorydb neptune-db rds rds-data rds-db redshift redshift-data timestream',
  'Data and machine learning': 'athena bedrock bedrock-agentcore elasticmapreduce es firehose glue kafka kinesis lakeformation quicksight sagemaker',
  'Messages and workflows': 'events mq pipes scheduler ses sns sqs states',
  'Building and operating': 'cloudformation cloudshell cloudwatch codebuild codecommit codedeploy codepipeline logs servicecatalog ssm ssmmessages tag xray',
};

const ROW_OF = new Map(Object.entries(PREFIXES).flatMap(([row, prefixes]) => prefixes.split(' ').map((prefix) => [prefix, row])));

/** The rows of a table of permissions, in the order in which they are printed. */
export const ROWS = [OWN_USER, ALL_OF_IAM, ...Object.keys(PREFIXES), OTHER];

/** The row of an action of any service but IAM. */
export function rowOf(action: string): string {
  return ROW_OF.get(action.split(':')[0]) ?? OTHER;
}
