import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** The log of a function, kept for a year and deleted with its stack. */
export function functionLog(scope: Construct, logGroupName: string): logs.LogGroup {
  return new logs.LogGroup(scope, 'Logs', { logGroupName, retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY });
}
