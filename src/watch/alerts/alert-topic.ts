import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { baselineNameInStack, requireBaselineName } from '../../private/baseline-names';
import { invalid, requireMatch } from '../../private/errors';
import { checkProps, KnownKeys, listOf, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { acknowledgeTopic } from '../acknowledgements';

/** One address as SNS takes it; what it is worth is for the confirmation mail to find out. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])$/i;

/** Properties of an alert topic. */
export interface AlertTopicProps {
  /**
   * Whom to tell by mail. Each address gets a mail from AWS with a link that confirms the subscription: until then it gets nothing
   * else. Use the address of a team: whoever leaves would take the alerts along.
   *
   * @default - nobody; subscribe to the topic by other means
   */
  readonly emailAddresses?: string[];

  /**
   * The name of the topic: `account-baseline-` and up to 239 letters, digits, hyphens and underscores. Guardrails and workload
   * boundaries protect it by that beginning, in every stack. A change replaces the topic.
   *
   * @default - `account-baseline-alerts-` and the id of the stack; a stack has one topic of that name
   */
  readonly topicName?: string;
}

const KEYS: KnownKeys<AlertTopicProps> = { emailAddresses: listOf(text), topicName: text };

/**
 * The topic by which the watch notifies people. Its functions and rules publish by their own roles; no service may publish as itself, and
 * nobody may without TLS.
 *
 * It is not encrypted with KMS: a key of its own costs money, and AWS does not document that EventBridge can publish to a topic with the free
 * key `alias/aws/sns`. Messages name users, roles and findings, and hold no secret. SNS charges nothing for the first 1,000 emails of a
 * month.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new SecurityStatus(this, 'SecurityStatus', { topic });
 */
export class AlertTopic extends sns.Topic {
  /**
   * @throws if an address is none or is given twice, the name does not begin with `account-baseline-`, or another topic of the stack
   * has that name
   */
  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    checkProps(scope, id, props, KEYS, () => requireAddresses(props.emailAddresses ?? []));
    super(scope, id, { topicName: props.topicName ?? baselineNameInStack('alerts'), enforceSSL: true });
    requireBaselineName(this, 'topicName', props.topicName);
    requireMatch('topicName', props.topicName, /^[\w-]{1,256}$/, 'SNS takes 1 to 256 letters, digits, hyphens and underscores');
    requireOnlyOneInStack(this, `an alert topic named '${props.topicName ?? 'account-baseline-alerts-...'}'`,
      'Give one of the two another topicName, such as account-baseline-security-alerts');
    props.emailAddresses?.forEach((address) => this.addSubscription(new subscriptions.EmailSubscription(address)));
    acknowledgeTopic(this);
  }
}

function requireAddresses(addresses: string[]): void {
  const known = new Set<string>();
  for (const address of addresses) {
    requireMatch('emailAddresses', address, ADDRESS, 'it must be one email address, such as security@example.com');
    if (known.has(address.toLowerCase())) throw invalid('emailAddresses', address, 'each address is listed once. Remove one of the two');
    known.add(address.toLowerCase());
  }
}
