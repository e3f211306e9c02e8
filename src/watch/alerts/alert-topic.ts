import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { baselineNameInStack, requireBaselineName } from '../../private/baseline-names';
import { requireMatch } from '../../private/errors';
import { checkProps, KnownKeys, listOf, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { acknowledgeTopic } from '../acknowledgements';
import { requireEmailAddresses } from '../email-addresses';

/** Properties of an alert topic. */
export interface AlertTopicProps {
  /**
   * The email addresses to notify. Each address receives an email from AWS with a link that confirms the subscription, and no other email
   * until then. Use the address of a team, so that alerts do not depend on one person.
   *
   * @default - none; subscribe to the topic by other means
   */
  readonly emailAddresses?: string[];

  /**
   * The name of the topic: `account-baseline-` and up to 239 letters, digits, hyphens and underscores. Guardrails and workload boundaries
   * protect topics with this prefix, in every stack. A change replaces the topic.
   *
   * @default - `account-baseline-alerts-` and the ID of the stack; a stack has one topic of that name
   */
  readonly topicName?: string;
}

const KEYS: KnownKeys<AlertTopicProps> = { emailAddresses: listOf(text), topicName: text };

/**
 * The topic with which the watch notifies people. Its functions and rules publish with their own roles; no service may publish as itself,
 * except CloudWatch for the alarms of an audit trail, and no principal may publish without TLS.
 *
 * The topic is not encrypted with KMS: a customer-managed key costs money, and AWS does not document that EventBridge can publish to a
 * topic with the free key `alias/aws/sns`. Messages name users, roles and findings, and contain no secret. The first 1,000 emails of a
 * month are free of charge.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new SecurityStatus(this, 'SecurityStatus', { topic });
 */
export class AlertTopic extends sns.Topic {
  /**
   * @throws if an address is malformed or listed twice, if the name does not begin with `account-baseline-`, or if another topic of the
   * stack has that name
   */
  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireEmailAddresses(props.emailAddresses ?? []);
      requireMatch('topicName', props.topicName, /^[\w-]{1,256}$/, 'SNS accepts 1 to 256 letters, digits, hyphens and underscores');
    });
    super(scope, id, { topicName: props.topicName ?? baselineNameInStack('alerts'), enforceSSL: true });
    requireBaselineName(this, 'topicName', props.topicName);
    requireOnlyOneInStack(this, `an alert topic named '${props.topicName ?? 'account-baseline-alerts-...'}'`,
      'Set another topicName on one of the two, such as account-baseline-security-alerts');
    props.emailAddresses?.forEach((address) => this.addSubscription(new subscriptions.EmailSubscription(address)));
    acknowledgeTopic(this);
  }
}
