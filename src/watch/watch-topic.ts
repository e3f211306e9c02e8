import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertTopic } from './alerts/alert-topic';
import { baselineName } from '../private/baseline-names';
import { invalid } from '../private/errors';
import { pinLogicalIds } from '../private/logical-ids';
import { inProperty } from '../private/written-properties';

/** The topic that the parts of a watch notify: the given one, or a new one for the addresses. */
export function watchTopic(
  scope: Construct, { topic, emailAddresses }: { topic?: sns.ITopic; emailAddresses?: string[] }, purpose: string,
): sns.ITopic {
  if (topic && emailAddresses) {
    throw invalid('emailAddresses', emailAddresses, 'topic has its own subscriptions. Remove one of the two, or subscribe the addresses to the '
      + 'topic', scope);
  }
  if (topic) return topic;
  const made = inProperty('topic', () => new AlertTopic(scope, 'Alerts', { topicName: baselineName(purpose), emailAddresses }), { emailAddresses: 'emailAddresses' });
  pinLogicalIds(purpose, { Topic: made, Policy: made.node.tryFindChild('Policy') });
  return made;
}
