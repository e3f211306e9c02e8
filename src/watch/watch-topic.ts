import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertTopic } from './alerts/alert-topic';
import { invalid } from '../private/errors';
import { inProperty } from '../private/written-properties';

/** The topic that the parts of a watch tell. */
export interface WatchTopic {
  readonly topic: sns.ITopic;

  /** What of it nobody but an administrator may change: nothing, if it was made elsewhere. */
  readonly protectedArns: string[];
}

/** The topic that was given, or one made for the addresses. */
export function watchTopic(scope: Construct, { topic, emailAddresses }: { topic?: sns.ITopic; emailAddresses?: string[] }): WatchTopic {
  if (topic && emailAddresses) {
    throw invalid('emailAddresses', emailAddresses, 'topic has its own subscriptions. Remove one of the two, or subscribe the addresses to the topic', scope);
  }
  if (topic) return { topic, protectedArns: [] };
  const made = inProperty('topic', () => new AlertTopic(scope, 'Alerts', { emailAddresses }), { emailAddresses: 'emailAddresses' });
  return { topic: made, protectedArns: [made.topicArn] };
}
