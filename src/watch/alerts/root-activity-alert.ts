import { Resource } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { eventRule, field, who } from './event-rule';
import { requireGlobalEventsRegion } from './event-rule-region';
import { checkProps, flag, instanceOf, KnownKeys, object } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { TrailSource } from '../audit-trail/audit-trail-source';
import { warnWithoutTrail } from '../audit-trail/audit-trail-warning';

/** Properties of an alert on the root user. */
export interface RootActivityAlertProps {
  /**
   * The topic that the message goes to. The rules publish to it by a role of the stack; of another account, the topic must admit that role.
   *
   * @default - none: the rule only counts, in its metrics
   */
  readonly topic?: sns.ITopic;

  /**
   * The trail through which EventBridge sees what the root user does.
   *
   * @default - none is known of, which is a warning at synth
   */
  readonly trail?: TrailSource;

  /**
   * Whether this alert is for a further region, in addition to the one in the region of the global events. Calls to the services of a
   * region and sign-ins through its endpoint occur only there.
   *
   * @default false
   */
  readonly regional?: boolean;
}

const KEYS: KnownKeys<RootActivityAlertProps> = { topic: object, trail: instanceOf(TrailSource, 'a TrailSource'), regional: flag };

/**
 * Notifies within minutes when somebody uses the root user: signs in or fails to, also at MFA, asks for another password or sets one,
 * changes its MFA device, its email address or its access keys, or changes anything in the console or through the API.
 *
 * Calls that only read do not count, nor do calls that AWS services make on behalf of root afterwards.
 *
 * The events of sign-in and of IAM occur in us-east-1 (cn-north-1, us-gov-west-1), so it must be deployed there. It needs a trail. It
 * costs nothing but the emails after the first 1,000 of a month.
 *
 * Sources: CloudTrail User Guide, "AWS Management Console sign-in events", "CloudTrail userIdentity element"; CIS AWS Foundations Benchmark 7.0.0, section 5, usage of
 * the root account; Security Hub CloudWatch.1; PCI DSS 4.0.1, 10.2.1.2.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new RootActivityAlert(this, 'RootActivity', { topic, trail: TrailSource.of(new AuditTrail(this, 'AuditTrail')) });
 */
export class RootActivityAlert extends Resource {
  /**
   * @throws if the stack is in a region without the events and it is not `regional`, or the stack has such an alert already
   */
  constructor(scope: Construct, id: string, props: RootActivityAlertProps = {}) {
    checkProps(scope, id, props, KEYS);
    super(scope, id);
    requireOnlyOneInStack(this, 'an alert on root', 'Its rule has a fixed name. Subscribe to the topic of that one');
    if (!props.regional) requireGlobalEventsRegion(this, 'RootActivityAlert', ', or say regional: true for one more region');
    warnWithoutTrail(this, props.trail, 'nobody is told of the root user');
    eventRule(this, 'Rule', {
      purpose: 'root-activity',
      topic: props.topic,
      pattern: {
        detailType: ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
        detail: {
          // A service that acts for root, but not the console, which CloudTrail has written as these two.
          userIdentity: { type: ['Root'], invokedBy: [{ exists: false }, 'signin.amazonaws.com', 'AWS Internal'] },
          // A step of each sign-in with MFA. Whoever fails at it has the password.
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
