import { invalid, requireMatch } from '../../private/errors';

/** A service, in the spelling of Security Hub CSPM, and a number. */
const ID = /^[A-Z][A-Za-z0-9]{1,40}\.[1-9]\d{0,3}$/;

/** Services whose spelling is easily missed. Others are taken as they are written, since AWS adds services. */
const SERVICES = [
  'Account', 'APIGateway', 'AutoScaling', 'CloudFormation', 'CloudFront', 'CloudTrail', 'CloudWatch', 'CodeBuild', 'Config', 'DocumentDB', 'DynamoDB',
  'EC2', 'ECR', 'ECS', 'EFS', 'EKS', 'ElastiCache', 'ElasticBeanstalk', 'ELB', 'EMR', 'EventBridge', 'FSx', 'GuardDuty', 'IAM', 'Inspector', 'KMS',
  'Lambda', 'Macie', 'NetworkFirewall', 'RDS', 'Redshift', 'Route53', 'S3', 'SageMaker', 'SecretsManager', 'SNS', 'SQS', 'SSM', 'StepFunctions', 'WAF',
];

/** Refuses what is not the id of a security control; a token passes. */
export function requireControlId(property: string, id: string): void {
  requireMatch(property, id, ID, 'the id of a security control is that of Security Hub CSPM, such as IAM.6, and no ARN and no number of a benchmark');
  const [service, number] = typeof id === 'string' ? id.split('.') : [];
  const meant = SERVICES.find((each) => each !== service && each.toLowerCase() === service?.toLowerCase());
  if (meant) throw invalid(property, id, `Security Hub CSPM writes it ${meant}.${number}`);
}
