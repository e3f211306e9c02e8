import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Ec2InstanceRoleProps } from './ec2-instance-role-props';
import { flattened } from './ec2-instance-storage-policy';
import { invalid, requireMatch } from '../../private/errors';

/** The log groups and metric namespaces that the CloudWatch agent of an instance delivers to. */
export interface Delivery {
  readonly logGroupPrefix: string;
  readonly metricNamespaces: string[];
  /** The prefix of the names of the SSM parameters that hold the agent's configuration. */
  readonly configurationPrefix?: string;
}

/** Only the session of an instance's role has the key. If it is absent, the condition does not hold. */
export function denyImdsV1Statement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyImdsV1',
    effect: iam.Effect.DENY,
    actions: ['*'],
    resources: ['*'],
    conditions: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } },
  });
}

/**
 * Compares the VPC of the request, which is absent outside of a VPC endpoint, with the VPC in the session. Only the session of an
 * instance has the latter, so that other sessions of the role are not denied. Calls that a service forwards are not denied either.
 */
export function denyOtherVpcsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyOtherVpcs',
    effect: iam.Effect.DENY,
    actions: ['*'],
    resources: ['*'],
    conditions: {
      StringNotEquals: { 'aws:SourceVpc': '${aws:Ec2InstanceSourceVpc}' },
      Null: { 'ec2:SourceInstanceARN': 'false' },
      BoolIfExists: { 'aws:ViaAWSService': 'false' },
    },
  });
}

/** The actions of the CloudWatch agent, except those with which a program on the instance could change the retention of logs. */
export function deliveryStatements(delivery: Delivery): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      sid: 'Logs',
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [inAnyRegion('logs', 'log-group:', delivery.logGroupPrefix)],
    }),
    new iam.PolicyStatement({
      sid: 'Metrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': delivery.metricNamespaces } },
    }),
    // Without these two actions, the agent drops every metric that its default configuration labels.
    new iam.PolicyStatement({ sid: 'Labels', actions: ['ec2:DescribeTags', 'ec2:DescribeVolumes'], resources: ['*'] }),
    ...delivery.configurationPrefix === undefined ? [] : [new iam.PolicyStatement({
      sid: 'AgentConfiguration',
      actions: ['ssm:GetParameter'],
      resources: [inAnyRegion('ssm', 'parameter/', delivery.configurationPrefix)],
    })],
  ];
}

/** The findings of rule packs about the policy, with the reason to accept each. */
export function instancePolicyFindings(stack: Stack, delivery?: Delivery): Record<string, string> {
  const pattern = (prefix: string) => `${flattened(stack.resolve(prefix))}*`;
  return {
    ...delivery === undefined ? {} : {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:*:<AWS::AccountId>:log-group:${pattern(delivery.logGroupPrefix)}]`]:
        'Log groups of one prefix, in any region, since instances of every region use the role.',
    },
    ...delivery?.configurationPrefix === undefined ? {} : {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:parameter/${pattern(delivery.configurationPrefix)}]`]:
        'The configuration of the CloudWatch agent, under the prefix that its owner chooses.',
    },
    'AwsSolutions-IAM5[Resource::*]':
      'A deny, metrics that a condition restricts to their namespaces, and read actions that support no resource.',
  };
}

/** Refuses destinations that the agent could not deliver to. */
export function requireDelivery(props: Ec2InstanceRoleProps): void {
  if (props.cloudWatchAgent === false) {
    for (const property of ['logGroupPrefix', 'metricNamespaces', 'agentConfigurationPrefix'] as const) {
      if (props[property] !== undefined) throw invalid(property, props[property], 'cloudWatchAgent is off');
    }
  }
  requireMatch('agentConfigurationPrefix', props.agentConfigurationPrefix, /^[A-Za-z0-9_.-][\w./-]{0,1009}$/,
    'the name of a parameter has up to 1,011 letters, digits and characters of _./-. Leave out its leading slash');
  requireMatch('logGroupPrefix', props.logGroupPrefix, /^(?!aws\/)[\w\-/.#]{1,511}$/,
    'the name of a log group has 1 to 512 letters, digits and characters of _-/.#, and AWS reserves those that begin with aws/');
  if (Token.isUnresolved(props.metricNamespaces)) return;
  if (props.metricNamespaces?.length === 0) throw invalid('metricNamespaces', [], 'name at least one, or set cloudWatchAgent to false');
  for (const namespace of props.metricNamespaces ?? []) {
    requireMatch('metricNamespaces', namespace, /^(?!:|AWS\/)[\w\-/.#: ]{1,255}$/,
      'a metric namespace has 1 to 255 letters, digits, spaces and characters of _-/.#:, and AWS reserves those that begin with AWS/');
  }
}

/** Roles are global, so that the instances may be in another region than the stack. */
function inAnyRegion(service: string, type: string, prefix: string): string {
  const arn = `arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${type}`;
  return Token.isUnresolved(prefix) ? `${Fn.sub(arn)}${prefix}*` : Fn.sub(`${arn}${prefix}*`);
}
