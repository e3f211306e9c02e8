import * as iam from 'aws-cdk-lib/aws-iam';
import { iamArn } from '../../private/arn';
import { WORKLOAD_PATH } from '../../private/iam-names';

/**
 * Where a role may go: what runs the code of a workload, starts it, or stores its logs and metrics. Not among them is what would
 * use a role for other people's work (CloudFormation, CodeBuild, CodePipeline, Service Catalog): who deploys with a role of more
 * rights than the own ones is an administrator's decision.
 */
const SERVICES = [
  // Also ec2.amazonaws.com.cn, as the service is called in China.
  'ec2.amazonaws.com*',
  'ecs-tasks.amazonaws.com',
  'elasticmapreduce.amazonaws.com*',
  'events.amazonaws.com',
  'glue.amazonaws.com',
  'lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'sagemaker.amazonaws.com',
  'scheduler.amazonaws.com',
  'states.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

/**
 * To pass the roles that were made for workloads to the services that run workloads, and to find them in the console.
 *
 * @param arn of an IAM resource; every account may stand in it, since IAM serves no caller of another account
 */
export function passWorkloadRolesStatements(arn: (resource: string) => string = iamArn): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'Pass',
      actions: ['iam:PassRole'],
      resources: [arn(`role${WORKLOAD_PATH}*`)],
      conditions: { StringLike: { 'iam:PassedToService': SERVICES } },
    }),
    new iam.PolicyStatement({
      sid: 'Choose',
      // The console offers a list to choose from. AWS's policies for those who get this one have iam:ListRoles already.
      actions: ['iam:ListInstanceProfiles'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'See',
      actions: ['iam:GetInstanceProfile', 'iam:GetRole*', 'iam:List*RolePolicies'],
      resources: [arn(`instance-profile${WORKLOAD_PATH}*`), arn(`role${WORKLOAD_PATH}*`)],
    }),
  ];
}
