import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';

/** Options for the alarms of an audit trail. */
export interface CisAlarmsOptions {
  /**
   * The topic that the alarms notify. The stack of the trail allows CloudWatch to publish to it if the topic is of the same app.
   *
   * @default - the topic of the watch that creates the trail. A trail of its own needs a topic
   */
  readonly topic?: sns.ITopic;
}

/** Properties of an audit trail. */
export interface AuditTrailProps {
  /**
   * The name of the trail: `account-baseline` and up to 112 letters, digits, periods, underscores and hyphens, without two consecutive
   * punctuation characters. Guardrails and workload boundaries protect trails with this prefix. A change replaces the trail.
   *
   * @default account-baseline
   */
  readonly trailName?: string;

  /**
   * The name of the bucket: `account-baseline-` and up to 46 lowercase letters, digits and hyphens. It must be unique among all accounts
   * of the partition. Guardrails and workload boundaries protect buckets with this prefix. A change replaces the bucket; the old one is
   * retained.
   *
   * @default - `account-baseline-`, the account, the region and a part of the ID of the stack, so that the retained bucket of a deleted
   * stack does not conflict with the next stack
   */
  readonly bucketName?: string;

  /**
   * The retention of the log: 90 days to 10 years.
   *
   * @default Duration.days(365), which PCI DSS 4.0.1, 10.5.1, requires
   */
  readonly retention?: Duration;

  /**
   * The ID of the organization whose accounts the trail logs, for the stack of the management account: `o-` and 10 to 32 lowercase letters
   * and digits. The trail then exists in every account, also in those that join later, and its bucket stores the logs of all of them. Its
   * deployment needs trusted access for CloudTrail: `aws organizations enable-aws-service-access --service-principal
   * cloudtrail.amazonaws.com`. An organization with AWS Control Tower has such a trail.
   *
   * Each account's first copy of its management events is free of charge: where an account has a trail of its own, this one is an additional
   * copy and costs 2 US dollars for 100,000 events of that account.
   *
   * @default - the trail logs this account only
   */
  readonly organizationId?: string;

  /**
   * Delivers the events to CloudWatch Logs, too, with 14 metric filters and alarms, which scanners look for: those of Security Hub's
   * CloudWatch controls, which are those of section 4 of the CIS benchmark for AWS in its version 1.4.0. `RootActivityAlert` and
   * `IdentityChangeAlert` notify sooner and cost nothing. The filters of an organization's trail count the events of all accounts.
   *
   * It costs, in us-east-1, 0.50 US dollars for each GB of events; beyond 10 free metrics and alarms of the account, 0.30 US dollars a month
   * for each metric and 0.10 for each alarm: at most 5.60 US dollars a month for the 14. Source: Amazon CloudWatch Pricing.
   *
   * Known limitation: guardrails protect the log group with its filters and the topic, and not the alarms.
   *
   * @default - no alarms, no CloudWatch Logs
   */
  readonly cisAlarms?: CisAlarmsOptions;

  /**
   * The KMS key that encrypts the log, in the region of the trail. If the key is of the same app, its policy lets CloudTrail use it for this
   * trail; the policy of an imported key must do so. Readers of the log need `kms:Decrypt`. If the key is disabled, CloudTrail cannot
   * deliver.
   *
   * A customer managed key costs 1 US dollar a month, and 0.03 for 10,000 requests. Source: AWS Key Management Service pricing; AWS
   * CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail"; Security Hub CloudTrail.2.
   *
   * @default - S3 encrypts the log with its own keys, free of charge
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The removal policy of the bucket with the log. With `DESTROY`, the bucket is deleted if it is empty.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
