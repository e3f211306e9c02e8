import { invalid, requireMatch } from '../private/errors';

/** The documented behavior of a service that assumes roles of its customers. */
export interface ServiceSupport {
  /** The page that shows the condition keys in the trust policy of the service's role. */
  readonly source: string;
  /** The ARN namespaces of the resources that the service acts for. */
  readonly sourceArns: string[];
}

/**
 * The services that send `aws:SourceAccount` and `aws:SourceArn` when they assume a role, as their own guides show in the trust policy of
 * the role. A service that is not listed may send them without documenting it.
 */
export const SENDS_SOURCE: { [service: string]: ServiceSupport } = {
  'airflow-env.amazonaws.com': { sourceArns: ['airflow'], source: 'Amazon MWAA User Guide, "Cross-service confused deputy prevention"' },
  'autoscaling.amazonaws.com': { sourceArns: ['autoscaling'], source: 'Amazon EC2 Auto Scaling User Guide, "Cross-service confused deputy prevention"' },
  'bedrock.amazonaws.com': { sourceArns: ['bedrock'], source: 'Amazon Bedrock User Guide, "Create a service role for model customization"' },
  'codebuild.amazonaws.com': { sourceArns: ['codebuild'], source: 'AWS CodeBuild User Guide, "Cross-service confused deputy prevention"' },
  'codedeploy.amazonaws.com': { sourceArns: ['codedeploy', 'cloudformation'], source: 'AWS CodeDeploy User Guide, "Cross-service confused deputy prevention"' },
  'cognito-idp.amazonaws.com': { sourceArns: ['cognito-idp'], source: 'Amazon Cognito Developer Guide, "Cross-service confused deputy prevention"' },
  'comprehend.amazonaws.com': { sourceArns: ['comprehend'], source: 'Amazon Comprehend Developer Guide, "Cross-service confused deputy prevention"' },
  'datasync.amazonaws.com': { sourceArns: ['datasync'], source: 'AWS DataSync User Guide, "Cross-service confused deputy prevention"' },
  'ecs-tasks.amazonaws.com': { sourceArns: ['ecs'], source: 'Amazon ECS Developer Guide, "Amazon ECS task IAM role"' },
  'elasticmapreduce.amazonaws.com': { sourceArns: ['elasticmapreduce'], source: 'Amazon EMR Management Guide, "Service role for Amazon EMR"' },
  'emr-serverless.amazonaws.com': { sourceArns: ['emr-serverless'], source: 'Amazon EMR Serverless User Guide, "Cross-service confused deputy prevention"' },
  'monitoring.rds.amazonaws.com': { sourceArns: ['rds'], source: 'Amazon RDS User Guide, "Preventing cross-service confused deputy problems"' },
  'pipes.amazonaws.com': { sourceArns: ['pipes'], source: 'Amazon EventBridge User Guide, "Permissions for EventBridge Pipes"' },
  'sagemaker.amazonaws.com': { sourceArns: ['sagemaker'], source: 'Amazon SageMaker Developer Guide, "Cross-service confused deputy prevention"' },
  'scheduler.amazonaws.com': { sourceArns: ['scheduler'], source: 'EventBridge Scheduler User Guide, "Confused deputy prevention"' },
  'ssm.amazonaws.com': { sourceArns: ['ssm'], source: 'AWS Systems Manager User Guide, "Cross-service confused deputy prevention"' },
  'states.amazonaws.com': { sourceArns: ['states'], source: 'AWS Step Functions Developer Guide, "Prevent cross-service confused deputy issue"' },
  'transfer.amazonaws.com': { sourceArns: ['transfer'], source: 'AWS Transfer Family User Guide, "Cross-service confused deputy prevention"' },
  'vpc-flow-logs.amazonaws.com': { sourceArns: ['ec2'], source: 'Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs"' },
};

/** Further services that assume roles of their customers. They send no source, or do not document it. */
export const KNOWN_SERVICES = new Set(`
amplify apigateway application-autoscaling appflow appstream appsync athena backup batch batchoperations.s3 budgets build.apprunner
channels.lex chatbot cloudformation cloudtrail cloudwatch codepipeline codestar-notifications config connect databrew datapipeline dax
delivery.logs dlm dms ds ec2 ecs edgelambda eks eks-fargate-pods elasticbeanstalk elastictranscoder es events export.rds finspace firehose
fis forecast gamelift glue grafana greengrass healthlake imagebuilder inspector iot iotanalytics iotevents iotsitewise ivs kafka
kafkaconnect kendra kinesis kinesisanalytics lakeformation lambda lexv2 location logs m2 machinelearning malware-protection-plan.guardduty
mediaconvert medialive mediapackage mediatailor mgn mq opensearchservice opsworks osis-pipelines personalize pinpoint pods.eks polly qbusiness
quicksight rds redshift redshift-serverless rekognition resource-groups robomaker s3 ses servicecatalog sms-voice sns spotfleet sqs storagegateway
streams.metrics.cloudwatch synthetics tasks.apprunner textract transcribe translate vmie vpc-lattice waf wellarchitected workmail workspaces xray
`.trim().split(/\s+/).map((name) => `${name}.amazonaws.com`));

/** Services whose only role is service-linked, so that they accept no role of a customer. */
export const SERVICE_LINKED_ONLY = new Set(`
access-analyzer compute-optimizer detective elasticloadbalancing guardduty inspector2 macie member.org.stacksets.cloudformation
organizations ram replication.dynamodb resource-explorer-2 securityhub shield sso support trustedadvisor
`.trim().split(/\s+/).map((name) => `${name}.amazonaws.com`));

/** These service principals have the domain of their partition, also in China. */
export const NAMED_BY_PARTITION = ['ec2.amazonaws.com', 'elasticmapreduce.amazonaws.com'];

/** Refuses text that is not a service principal, and services that assume only a role that AWS creates. */
export function requireService(property: string, service: string): void {
  const rule = 'a service principal is a name such as states.amazonaws.com';
  if (typeof service !== 'string') throw invalid(property, service, rule);
  requireMatch(property, service, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, rule);
  if (!SERVICE_LINKED_ONLY.has(service)) return;
  throw invalid(property, service, 'the service assumes only its service-linked role, which AWS creates when the service is enabled or '
    + 'iam:CreateServiceLinkedRole is called');
}
