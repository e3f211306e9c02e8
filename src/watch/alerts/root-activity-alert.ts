import { Resource } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { eventRule, field, who } from './event-rule';
import { requireGlobalEventsRegion } from './event-rule-region';
import { TrailSource } from '../audit-trail/audit-trail-source';
import { warnWithoutTrail } from '../audit-trail/audit-trail-warning';

/** Properties of an alert on the root user. */
export interface RootActivityAlertProps {
  /**
   * Where the message goes. EventBridge must be allowed to publish to an imported topic by that topic's own policy.
   *
   * @default - nowhere: the rule only counts, in its metrics
   */
  readonly topic?: sns.ITopic;

  /**
   * The trail through which EventBridge sees what the root user does.
   *
   * @default - none is known of, which is a warning at synth
   */
  readonly trail?: TrailSource;

  /**
   * Whether this is one for a further region: the root user's calls to the services of a region, and sign-ins through its endpoint, are
   * seen only there. It is needed in addition to the one in the region of the global events.
   *
   * @default false
   */
  readonly regional?: boolean;
}

/**
 * Tells within minutes when somebody uses the root user: signs in or fails to, asks for another password or sets one, changes its MFA
 * device, its mail address or its access keys, or changes anything through the API. Calls that only read are not told of, nor what AWS
 * services do in the root user's name afterwards.
 *
 * The events of sign-in and of IAM occur in us-east-1 (cn-north-1, us-gov-west-1), so it must be deployed there. It needs a trail. It
 * costs nothing but the mails after the first 1,000 of a month.
 *
 * Sources: CloudTrail User Guide, "AWS Management Console sign-in events"; CIS AWS Foundations Benchmark 7.0.0, section 5, usage of
 * the root account; Security Hub CloudWatch.1; PCI DSS 4.0.1, 10.2.1.2.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new RootActivityAlert(this, 'RootActivity', { topic, trail: TrailSource.of(new AuditTrail(this, 'AuditTrail')) });
 */
export class RootActivityAlert extends Resource {
  /** What nobody but an administrator may change. */
  public readonly protectedArns: string[];

  /**
   * @throws if the stack is in a region without the events and it is not `regional`
   */
  constructor(scope: Construct, id: string, props: RootActivityAlertProps = {}) {
    super(scope, id);
    if (!props.regional) requireGlobalEventsRegion(this, 'RootActivityAlert', ', or say regional: true for one more region');
    warnWithoutTrail(this, props.trail, 'nobody is told of the root user');
    const rule = eventRule(this, 'Rule', {
      topic: props.topic,
      pattern: {
        detailType: ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
        detail: {
          userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] },
          // A part of each sign-in with MFA, which is told of anyway.
          eventName: [{ 'anything-but': 'CheckMfa' }],
        },
      },
      lines: [
        `The root user of the AWS account ${field('$.account')} was used.`,
        `What: ${field('$.detail.eventName')} of ${field('$.detail.eventSource')}`,
        `Result: ${field('$.detail.responseElements.ConsoleLogin')} ${field('$.detail.errorCode')}`,
        `MFA at a sign-in: ${field('$.detail.additionalEventData.MFAUsed')}`,
        ...who(),
        'If nobody of you did this: reset the password of the root user, delete its access keys, look at its MFA devices, then at what was done.',
      ],
    });
    this.protectedArns = [rule.ruleArn];
  }
}
