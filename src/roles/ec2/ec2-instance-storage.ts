import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** Where Session Manager writes what people type and see in their shells. Its preferences must name the same. */
export interface SessionLogOptions {
  /**
   * The log group that sessions are streamed to. CloudWatch Logs bills what is delivered.
   *
   * @default - none
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The bucket that the log of a session is put into when it ends.
   *
   * @default - none
   */
  readonly bucket?: s3.IBucket;

  /**
   * What the keys of the logs in the bucket begin with, such as `sessions/`. Only with `bucket`.
   *
   * @default - any key of the bucket
   */
  readonly bucketPrefix?: string;

  /**
   * The KMS key that the preferences of Session Manager encrypt the sessions themselves with. The key of the bucket need not be named.
   *
   * @default - sessions are encrypted with TLS only
   */
  readonly encryptionKey?: kms.IKey;
}

/** A part of a bucket that the instances may use. */
export interface InstanceBucketAccess {
  /** The bucket. The instances may use its KMS key, where the bucket knows it. */
  readonly bucket: s3.IBucket;

  /** What the keys of the objects begin with, such as `web/`: 1 to 1,024 characters without `*`, `?` and `$`. */
  readonly prefix: string;

  /**
   * Whether the instances may also put objects there. They never delete any.
   *
   * @default false
   */
  readonly write?: boolean;
}
