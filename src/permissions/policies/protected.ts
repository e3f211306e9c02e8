import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { actionsOf, deny } from './deny';
import { PROTECTED_FUNCTIONS, PROTECTED_RESOURCES } from '../protected-resources';

/** What may be read of a protected resource; everything else is denied. Patterns are short where no change begins alike. */
const READS = [
  ...actionsOf('access-analyzer', ['Get*', 'L*']),
  ...actionsOf('cloudformation', ['Des*', 'Det*', 'G*', 'L*']),
  ...actionsOf('cloudtrail', ['G*', 'L*']),
  ...actionsOf('ecr', ['BatchC*', 'BatchG*', 'Des*', 'G*', 'L*']),
  ...actionsOf('events', ['Des*', 'L*']),
  ...actionsOf('lambda', ['G*', 'L*']),
  ...actionsOf('logs', ['Des*', 'F*', 'G*', 'List*', 'Sta*']),
  ...actionsOf('s3', ['G*', 'L*']),
  ...actionsOf('sns', ['G*', 'L*']),
  ...actionsOf('ssm', ['G*', 'Li*']),
];

/** Every change of resources, and every use of them: all actions but those that read the resources of these services. */
export function changesOf(resources: readonly string[]): { notActions: string[]; resources: string[] } {
  const serviceOf = (text: string, part: number) => text.split(':')[part];
  const services = resources.map((arn) => serviceOf(arn, 2));
  return { notActions: READS.filter((action) => services.includes(serviceOf(action, 0))), resources: [...resources] };
}

/** The same, and for the stack itself. */
export function denyChangesStatement(): iam.PolicyStatement {
  const { notActions, resources } = changesOf(PROTECTED_RESOURCES);
  return deny('Protected', { notActions, resources: [Fn.sub('arn:*:cloudformation:*:*:stack/${AWS::StackName}/*'), ...resources] });
}

/** An event source mapping invokes a function that its own ARN does not name. */
export function denyMappingsStatement(functionArns: string[] = []): iam.PolicyStatement {
  return deny('Mappings', {
    actions: ['lambda:*teEventS*'],
    resources: ['*'],
    conditions: { ArnLike: { 'lambda:FunctionArn': functionArns.length > 0 ? [PROTECTED_FUNCTIONS, ...functionArns] : PROTECTED_FUNCTIONS } },
  });
}

/** A stack and what bears its name, which CloudFormation puts before its own; that of a bucket is in lowercase letters. */
export function resourcesOfStack(stackName: string): string[] {
  return [
    `arn:*:cloudformation:*:*:stack/${stackName}/*`,
    `arn:*:events:*:*:rule/${stackName}-*`,
    `arn:*:lambda:*:*:function:${stackName}-*`,
    `arn:*:logs:*:*:log-group:${stackName}-*`,
    `arn:*:s3:::${stackName.toLowerCase()}-*`,
    `arn:*:sns:*:*:${stackName}-*`,
  ];
}
