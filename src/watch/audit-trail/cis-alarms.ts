import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CIS_ALARMS } from './cis-alarm-table';
import { acknowledge } from '../../private/acknowledge';
import { regionalArn } from '../../private/arn';
import { baselineName } from '../../private/baseline-names';
import { BASELINE_PATH } from '../../private/iam-names';
import { pinLogicalIds } from '../../private/logical-ids';
import { omitDescription } from '../../private/managed-policy';

/** What metrics and alarms begin with, and the namespace of the metrics. */
const NAMESPACE = baselineName('cis');

const KEY = 'CloudWatch Logs encrypts the log with its own key, free of charge; a KMS key costs money each month and for each request.';
const STREAMS = 'CloudTrail names its log streams; the log group is one, and only the trail can assume the role.';

/** Where a trail delivers its events in addition to its bucket. */
export interface TrailLog {
  readonly logGroup: logs.LogGroup;
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;
}

/** The log group of the trail, and the role with which CloudTrail writes to it for this trail only. */
export function trailLog(scope: Construct, trailArn: string): TrailLog {
  const logGroup = new logs.LogGroup(scope, 'Logs', {
    logGroupName: baselineName('audit-trail'), retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY,
  });
  const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
  const role = new iam.Role(scope, 'LogsRole', {
    path: BASELINE_PATH, assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com', { conditions }),
  });
  const policy = new iam.ManagedPolicy(scope, 'LogsPolicy', {
    path: BASELINE_PATH,
    roles: [role],
    statements: [new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] })],
  });
  omitDescription(policy);
  pinLogicalIds('audit-trail', { Logs: logGroup, LogsRole: role, LogsPolicy: policy });
  acknowledge(logGroup, {
    'NIST.800.53.R5-CloudWatchLogGroupEncrypted': KEY,
    'HIPAA.Security-CloudWatchLogGroupEncrypted': KEY,
    'PCI.DSS.321-CloudWatchLogGroupEncrypted': KEY,
  });
  acknowledge(policy, { 'AwsSolutions-IAM5[Resource::<AuditTrailLogs.Arn>]': STREAMS });
  return { logGroup, role, policy };
}

/** The filters and alarms on the log of a trail, which notify the topic. */
export function addCisAlarms(scope: Construct, logGroup: logs.LogGroup, topic: sns.ITopic): void {
  for (const { name, description, pattern } of CIS_ALARMS) {
    const id = name.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
    const filter = new logs.CfnMetricFilter(scope, `${id}Filter`, {
      logGroupName: logGroup.logGroupName,
      filterPattern: pattern,
      metricTransformations: [{ metricName: name, metricNamespace: NAMESPACE, metricValue: '1' }],
    });
    const alarm = new cloudwatch.CfnAlarm(scope, `${id}Alarm`, {
      alarmName: `${NAMESPACE}-${name}`,
      alarmDescription: description,
      namespace: NAMESPACE,
      metricName: name,
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [topic.topicArn],
    });
    pinLogicalIds(`cis-${name}`, { Filter: filter, Alarm: alarm });
  }
  // The policy of an alert topic replaces that of SNS, which would let CloudWatch publish.
  topic.grantPublish(new iam.ServicePrincipal('cloudwatch.amazonaws.com', {
    conditions: { ArnLike: { 'aws:SourceArn': regionalArn('cloudwatch', `alarm:${NAMESPACE}-*`) }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  }));
}
