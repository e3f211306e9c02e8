import { Duration, Fn, RemovalPolicy, Resource } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditTrailProps, CisAlarmsOptions } from './audit-trail-props';
import { IAuditTrail } from './audit-trail-source';
import { addCisAlarms, TrailLog, trailLog } from './cis-alarms';
import { acknowledge } from '../../private/acknowledge';
import { regionalArn } from '../../private/arn';
import { BASELINE, NAME_PREFIX, requireBaselineName, shortStackId } from '../../private/baseline-names';
import { invalid, requireDuration, requireMatch } from '../../private/errors';
import { checkProps, duration, kmsKey, KnownKeys, oneOf, options, requireKnownKeys, snsTopic, text } from '../../private/known-keys';
import { pinLogicalIds } from '../../private/logical-ids';
import { requireOnlyOneInStack } from '../../private/only-one';
import { requireOrganizationId } from '../../private/text/organization-ids';
import { inProperty } from '../../private/written-properties';

const COPY = 'The log is one copy of the account\'s history; another copy would cost as much again. An organization trail keeps one in another '
  + 'account.';
const KEY = 'S3 encrypts the log with its own keys, free of charge; a KMS key costs money each month and for each file.';
const LOGS = 'The trail feeds EventBridge, which sends the alerts; CloudWatch Logs would charge for every event in addition.';
const ACCESS = 'Only CloudTrail writes to it, and reads by people are management events or can be logged as data events; a second bucket would '
  + 'cost money.';

const KEYS: KnownKeys<AuditTrailProps> = {
  trailName: text,
  bucketName: text,
  organizationId: text,
  cisAlarms: options,
  encryptionKey: kmsKey,
  retention: duration,
  removalPolicy: oneOf(RemovalPolicy),
};
const CIS_KEYS: KnownKeys<CisAlarmsOptions> = { topic: snsTopic };

/**
 * A multi-region CloudTrail trail for the management events of the account, with log file validation. Its bucket is private, encrypted
 * and versioned, accepts writes only from this trail and reads only over TLS, and expires objects after a year. EventBridge receives the
 * API calls of an account only if it has a trail; an account of an organization with a trail needs no second one.
 *
 * With `organizationId`, it is the trail of the organization. A member account sees it, and can neither stop, change nor delete it, which
 * is CloudTrail's own rule; the bucket policy lets no member read or write a log.
 *
 * The first trail of an account is free of charge. S3 charges for the storage, some cents a month for a small account. An additional
 * trail costs 2 US dollars for 100,000 events.
 *
 * Sources: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", "Creating a trail for an organization" and "Security best
 * practices"; CIS AWS Foundations Benchmark 7.0.0, section 4; Security Hub CloudTrail.1 and CloudTrail.4; NIST SP 800-53 r5 AU-2, AU-9, AU-11.
 *
 * @example
 * const trail = new AuditTrail(this, 'AuditTrail');
 * new IdentityChangeAlert(this, 'IdentityChanges', { topic: new AlertTopic(this, 'Alerts'), trail: TrailSource.of(trail) });
 */
export class AuditTrail extends Resource implements IAuditTrail {
  /** The ARN of the trail. */
  public readonly trailArn: string;

  /** The bucket that stores the log. */
  public readonly bucket: s3.IBucket;

  /**
   * @throws if a name is malformed or does not begin with `account-baseline`, if the stack already has a trail, or if the retention is
   * out of range, if the ID of the organization is malformed, or if the alarms have no topic
   */
  constructor(scope: Construct, id: string, props: AuditTrailProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireMatch('trailName', props.trailName, /^(?=.{3,128}$)[a-z\d]+([._-][a-z\d]+)*$/i,
        'a trail name has 3 to 128 letters, digits and single . _ - between them');
      requireMatch('bucketName', props.bucketName, /^[a-z\d](?:[a-z\d-]{1,61})[a-z\d]$/, 'a bucket name has 3 to 63 lowercase letters, digits and hyphens');
      requireOrganizationId('organizationId', props.organizationId);
      requireDuration('retention', props.retention, Duration.days(90), Duration.days(3650));
      if (props.cisAlarms) requireTopic(props.cisAlarms);
    });
    super(scope, id);
    const { trailName = 'account-baseline', retention = Duration.days(365), organizationId, cisAlarms, encryptionKey } = props;
    requireBaselineName(this, 'trailName', props.trailName, BASELINE);
    requireBaselineName(this, 'bucketName', props.bucketName);
    requireOnlyOneInStack(this, 'an audit trail', 'A second copy of the same events costs money. Remove one of the two');

    const bucket = new s3.Bucket(this, 'Bucket', {
      bucketName: props.bucketName ?? Fn.sub(`${NAME_PREFIX}\${AWS::AccountId}-\${AWS::Region}-\${Stack}`, { Stack: shortStackId() }),
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      lifecycleRules: [{
        expiration: retention, noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    const trailArn = regionalArn('cloudtrail', `trail/${trailName}`);
    this.allowDelivery(bucket, trailArn, organizationId);
    if (encryptionKey) allowEncryption(encryptionKey, trailArn);
    const log: TrailLog | undefined = cisAlarms && trailLog(this, trailArn);
    const trail = new cloudtrail.CfnTrail(this, 'Resource', {
      trailName,
      s3BucketName: bucket.bucketName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      isOrganizationTrail: organizationId === undefined ? undefined : true,
      cloudWatchLogsLogGroupArn: log?.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: log?.role.roleArn,
      kmsKeyId: encryptionKey?.keyArn,
    });
    pinLogicalIds('audit-trail', { '': trail, 'Bucket': bucket, 'BucketPolicy': bucket.policy });
    // CloudTrail writes a test file when the trail is created.
    trail.node.addDependency(bucket.policy!);
    // CloudTrail tries the key when the trail is created.
    if (encryptionKey) trail.node.addDependency(encryptionKey);
    if (log) {
      trail.node.addDependency(log.policy);
      addCisAlarms(this, log.logGroup, cisAlarms!.topic!);
    }
    this.node.defaultChild = trail;
    this.bucket = bucket;
    this.trailArn = trail.attrArn;
    acknowledge(bucket, {
      'AwsSolutions-S1': ACCESS,
      'NIST.800.53.R5-S3BucketLoggingEnabled': ACCESS,
      'HIPAA.Security-S3BucketLoggingEnabled': ACCESS,
      'PCI.DSS.321-S3BucketLoggingEnabled': ACCESS,
      'NIST.800.53.R5-S3BucketReplicationEnabled': COPY,
      'HIPAA.Security-S3BucketReplicationEnabled': COPY,
      'PCI.DSS.321-S3BucketReplicationEnabled': COPY,
      'NIST.800.53.R5-S3DefaultEncryptionKMS': KEY,
      'HIPAA.Security-S3DefaultEncryptionKMS': KEY,
      'PCI.DSS.321-S3DefaultEncryptionKMS': KEY,
    });
    acknowledge(trail, {
      ...!log && {
        'NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled': LOGS,
        'HIPAA.Security-CloudTrailCloudWatchLogsEnabled': LOGS,
        'PCI.DSS.321-CloudTrailCloudWatchLogsEnabled': LOGS,
      },
      ...!encryptionKey && {
        'NIST.800.53.R5-CloudTrailEncryptionEnabled': KEY,
        'HIPAA.Security-CloudTrailEncryptionEnabled': KEY,
        'PCI.DSS.321-CloudTrailEncryptionEnabled': KEY,
      },
    });
  }

  /**
   * Restricted to this trail, since CloudTrail writes to the buckets of all customers as the same principal. A trail of an organization writes
   * under its ID what the members do, and under the account while it was no trail of an organization.
   */
  private allowDelivery(bucket: s3.Bucket, trailArn: string, organizationId: string | undefined): void {
    const principals = [new iam.ServicePrincipal('cloudtrail.amazonaws.com')];
    const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
    const folders = [this.env.account, ...organizationId === undefined ? [] : [organizationId]];
    bucket.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions }));
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals,
      actions: ['s3:PutObject'],
      resources: folders.map((folder) => bucket.arnForObjects(`AWSLogs/${folder}/*`)),
      conditions,
    }));
  }
}

/**
 * Lets CloudTrail encrypt the log of this trail. A key of another app has its own policy, which this cannot change.
 *
 * Source: AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail".
 */
function allowEncryption(key: kms.IKey, trailArn: string): void {
  const principals = [new iam.ServicePrincipal('cloudtrail.amazonaws.com')];
  const ofTrail = { StringEquals: { 'aws:SourceArn': trailArn } };
  key.addToResourcePolicy(new iam.PolicyStatement({
    principals,
    actions: ['kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { ...ofTrail.StringEquals, 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn } },
  }));
  key.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['kms:DescribeKey'], resources: ['*'], conditions: ofTrail }));
}

function requireTopic(cisAlarms: CisAlarmsOptions): void {
  inProperty('cisAlarms', () => {
    requireKnownKeys(cisAlarms, CIS_KEYS);
    if (!cisAlarms.topic) throw invalid('topic', undefined, 'the alarms of a trail outside of a watch notify a topic. Pass one, such as an AlertTopic');
  });
}
