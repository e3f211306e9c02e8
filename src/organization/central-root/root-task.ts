/**
 * A privileged task in a member account: what a session of `sts:AssumeRoot` may do with the permissions of the root user.
 *
 * Source: IAM User Guide, "AWS managed policies for AWS Identity and Access Management" (policies under `root-task/`).
 */
export enum RootTask {
  /** Reads which credentials the root user has and when they were used. */
  IAM_AUDIT_ROOT_USER_CREDENTIALS = 'IAMAuditRootUserCredentials',
  /** Allows password recovery for a root user without credentials. Who reads the root user's email then becomes the root user. */
  IAM_CREATE_ROOT_USER_PASSWORD = 'IAMCreateRootUserPassword',
  /** Deletes password, access keys and signing certificates of the root user, and deactivates the MFA devices. */
  IAM_DELETE_ROOT_USER_CREDENTIALS = 'IAMDeleteRootUserCredentials',
  /** Reads, replaces and deletes a bucket policy that denies everybody. */
  S3_UNLOCK_BUCKET_POLICY = 'S3UnlockBucketPolicy',
  /** Reads and replaces a queue policy that denies everybody. */
  SQS_UNLOCK_QUEUE_POLICY = 'SQSUnlockQueuePolicy',
}
