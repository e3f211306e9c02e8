import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { InstanceBucketAccessOptions, SessionLogOptions } from './ec2-instance-storage';
import { invalid, requireMatch } from '../../private/errors';

/**
 * The actions with which the agent of Session Manager logs sessions. Source: Systems Manager User Guide, "Create a custom IAM role for
 * Session Manager".
 */
export function sessionLogStatements({ logGroup, bucket, bucketPrefix, encryptionKey }: SessionLogOptions): iam.PolicyStatement[] {
  return [
    ...logGroup ? [
      new iam.PolicyStatement({
        sid: 'SessionLogs', actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn],
      }),
      new iam.PolicyStatement({ sid: 'FindLogGroup', actions: ['logs:DescribeLogGroups'], resources: ['*'] }),
    ] : [],
    ...bucket ? [
      new iam.PolicyStatement({ sid: 'SessionFiles', actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${bucketPrefix ?? ''}*`)] }),
      new iam.PolicyStatement({ sid: 'BucketEncryption', actions: ['s3:GetEncryptionConfiguration'], resources: [bucket.bucketArn] }),
      ...keyStatement('SessionFilesKey', ['kms:Decrypt', 'kms:GenerateDataKey'], bucket.encryptionKey),
    ] : [],
    ...keyStatement('SessionKey', ['kms:Decrypt'], encryptionKey),
  ];
}

/** Allows reading and, if requested, writing the objects under each prefix. */
export function bucketStatements(accesses: InstanceBucketAccessOptions[]): iam.PolicyStatement[] {
  return accesses.flatMap(({ bucket, prefix, write }, index) => [
    new iam.PolicyStatement({
      sid: `Objects${index}`,
      actions: ['s3:GetObject', ...write ? ['s3:PutObject', 's3:AbortMultipartUpload'] : []],
      resources: [bucket.arnForObjects(`${prefix}*`)],
    }),
    new iam.PolicyStatement({
      sid: `List${index}`, actions: ['s3:ListBucket'], resources: [bucket.bucketArn], conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
    }),
    ...keyStatement(`Key${index}`, ['kms:Decrypt', ...write ? ['kms:GenerateDataKey'] : []], bucket.encryptionKey),
  ]);
}

/** Refuses a prefix that matches other objects than intended, or none. */
export function requireStorage(sessionManager: boolean, sessionLogs: SessionLogOptions | undefined, accesses: InstanceBucketAccessOptions[]): void {
  if (sessionLogs) {
    if (!sessionManager) throw invalid('sessionLogs', Object.keys(sessionLogs), 'sessionManager is off');
    if (!sessionLogs.logGroup && !sessionLogs.bucket) throw invalid('sessionLogs', Object.keys(sessionLogs), 'name a logGroup, a bucket or both');
    if (sessionLogs.bucketPrefix !== undefined && !sessionLogs.bucket) throw invalid('sessionLogs.bucketPrefix', sessionLogs.bucketPrefix, 'there is no bucket');
  }
  for (const [property, prefix] of [['sessionLogs.bucketPrefix', sessionLogs?.bucketPrefix], ...accesses.map((access, index) => [`buckets[${index}].prefix`, access.prefix])]) {
    requireMatch(property!, prefix, /^[^*?$/][^*?$]{0,1023}$/, 'an object key has 1 to 1,024 characters, here without *, ? and $. Leave out a '
      + 'leading slash');
  }
}

/** The findings of rule packs about these statements: the wildcard after each prefix. */
export function storageFindings(stack: Stack, statements: iam.PolicyStatement[]): Record<string, string> {
  const resources = statements.flatMap((statement) => statement.resources).map((resource) => flattened(stack.resolve(resource)));
  return Object.fromEntries(resources.filter((resource) => resource !== '*' && resource.includes('*')).map((resource) => [
    `AwsSolutions-IAM5[Resource::${resource}]`, 'The objects of one prefix or the streams of one log group, which its owner names.',
  ]));
}

function keyStatement(sid: string, actions: string[], key: kms.IKey | undefined): iam.PolicyStatement[] {
  return key ? [new iam.PolicyStatement({ sid, actions, resources: [key.keyArn] })] : [];
}

/** A token in the form that rule packs use in their findings. */
export function flattened(value: any): string {
  if (typeof value === 'string') return value;
  if (value.Ref) return `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flattened).join(value['Fn::Join'][0]);
  return JSON.stringify(value);
}
