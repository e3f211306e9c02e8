import { Resource } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { eventRule, field, who } from './event-rule';
import { requireGlobalEventsRegion } from './event-rule-region';
import { checkProps, flag, instanceOf, KnownKeys, snsTopic } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { TrailSource } from '../audit-trail/audit-trail-source';
import { warnWithoutTrail } from '../audit-trail/audit-trail-warning';

/** Properties of an alert on root activity. */
export interface RootActivityAlertProps {
  /**
   * The topic that receives the message. The rules publish to it with a role of the stack; a topic of another account must admit that
   * role.
   *
   * @default - none: the rule only counts, in its metrics
   */
  readonly topic?: sns.ITopic;

  /**
   * The trail through which EventBridge receives the actions of the root user.
   *
   * @default - none, with a warning at synthesis
   */
  readonly trail?: TrailSource;

  /**
   * Whether this alert is for an additional region, besides the alert in the region of the global events. Calls to the services of a
   * region and sign-ins through its endpoint occur only there.
   *
   * @default false
   */
  readonly regional?: boolean;
}

const KEYS: KnownKeys<RootActivityAlertProps> = { topic: snsTopic, trail: instanceOf(TrailSource, 'a TrailSource'), regional: flag };

/**
 * Notifies within minutes of the use of the root user: a successful or failed sign-in, including MFA; a reset or change of the password;
 * a change of its MFA device, email address or access keys; and any change in the console or through the API.
 *
 * Read-only calls do not count, and neither do calls that AWS services subsequently make on behalf of root.
 *
 * The events of sign-in and of IAM occur in us-east-1 (cn-north-1, us-gov-west-1), so that the alert must be deployed there. It needs a
 * trail. Free of charge, except for emails after the first 1,000 of a month.
 *
 * Sources: CloudTrail User Guide, "AWS Management Console sign-in events", "CloudTrail userIdentity element"; CIS AWS Foundations
 * Benchmark 7.0.0, section 5, usage of the root account; Security Hub CloudWatch.1; PCI DSS 4.0.1, 10.2.1.2.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new RootActivityAlert(this, 'RootActivity', { topic, trail: TrailSource.of(new AuditTrail(this, 'AuditTrail')) });
 */
export class RootActivityAlert extends Resource {
  /** @throws if the stack is in a region without the events and the alert is not `regional`, or if the stack already has such an alert */
  constructor(scope: Construct, id: string, props: RootActivityAlertProps = {}) {
    checkProps(scope, id, props, KEYS);
    super(scope, id);
    requireOnlyOneInStack(this, 'an alert on root activity', 'Its rule has a fixed name. Subscribe to the topic of the existing alert');
    if (!props.regional) requireGlobalEventsRegion(this, 'RootActivityAlert', ', or set regional: true for an additional region');
    warnWithoutTrail(this, props.trail, 'no notification of root activity is sent');
    eventRule(this, 'Rule', {
      purpose: 'root-activity',
      topic: props.topic,
      pattern: {
        detailType: ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
        detail: {
          // Excludes services that act for root, but not the console, for which CloudTrail has used these two values.
          userIdentity: { type: ['Root'], invokedBy: [{ exists: false }, 'signin.amazonaws.com', 'AWS Internal'] },
          // A step of each sign-in with MFA. A user who fails this step knows the password.
          $or: [{ eventName: [{ 'anything-but': 'CheckMfa' }] }, { responseElements: { CheckMfa: ['Failure'] } }],
        },
      },
      lines: [
        `The root user of the AWS account ${field('$.account')} was used.`,
        `What: ${field('$.detail.eventName')} of ${field('$.detail.eventSource')}`,
        `Result: ${field('$.detail.responseElements.ConsoleLogin')} ${field('$.detail.errorCode')}`,
        `MFA at a sign-in: ${field('$.detail.additionalEventData.MFAUsed')}`,
        ...who(),
        'Unexpected? Reset the password of root, delete its access keys, check its MFA devices and what was done.',
      ],
    });
  }
}
