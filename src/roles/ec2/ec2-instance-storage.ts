import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * The destination of the session logs, which contain the input and output of users' shells. The preferences of Session Manager must name
 * the same destination.
 */
export interface SessionLogOptions {
  /**
   * The log group that sessions are streamed to. CloudWatch Logs charges for the delivered data.
   *
   * @default - none
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The bucket that stores the log of a session when the session ends.
   *
   * @default - none
   */
  readonly bucket?: s3.IBucket;

  /**
   * The prefix of the keys of the logs in the bucket, such as `sessions/`. Only with `bucket`.
   *
   * @default - any key of the bucket
   */
  readonly bucketPrefix?: string;

  /**
   * The KMS key with which the preferences of Session Manager encrypt the sessions themselves. The key of the bucket need not be named.
   *
   * @default - sessions are encrypted with TLS only
   */
  readonly encryptionKey?: kms.IKey;
}

/** A part of a bucket that the instances may use. */
export interface InstanceBucketAccessOptions {
  /** The bucket. The instances may use its KMS key, if the bucket knows it. */
  readonly bucket: s3.IBucket;

  /** The prefix of the keys of the objects, such as `web/`: 1 to 1,024 characters without `*`, `?` and `$`. */
  readonly prefix: string;

  /**
   * Whether the instances may also put objects under the prefix. They may never delete objects.
   *
   * @default false
   */
  readonly write?: boolean;
}
