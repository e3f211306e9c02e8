import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertTopic } from './alerts/alert-topic';
import { WatchTopicOptions } from './watch-topic-options';
import { baselineName } from '../private/baseline-names';
import { invalid } from '../private/errors';
import { KnownKeys, listOf, snsTopic, text } from '../private/known-keys';
import { pinLogicalIds } from '../private/logical-ids';
import { inProperty } from '../private/written-properties';

/** What every watch takes. */
export const WATCH_TOPIC_KEYS: KnownKeys<WatchTopicOptions> = {
  emailAddresses: listOf(text),
  topic: snsTopic,
};

/** The topic that the parts of a watch notify: the given one, or a new one for the addresses. */
export function watchTopic(scope: Construct, { topic, emailAddresses }: WatchTopicOptions, purpose: string): sns.ITopic {
  if (topic && emailAddresses) {
    throw invalid('emailAddresses', emailAddresses, 'topic has its own subscriptions. Remove one of the two, or subscribe the addresses to the '
      + 'topic', scope);
  }
  if (topic) return topic;
  const made = inProperty('topic', () => new AlertTopic(scope, 'Alerts', { topicName: baselineName(purpose), emailAddresses }), { emailAddresses: 'emailAddresses' });
  pinLogicalIds(purpose, { Topic: made, Policy: made.node.tryFindChild('Policy') });
  return made;
}
