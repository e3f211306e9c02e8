import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertTopic } from './alerts/alert-topic';
import { invalid } from '../private/errors';

/** The topic that the parts of a watch tell. */
export interface WatchTopic {
  readonly topic: sns.ITopic;

  /** What of it nobody but an administrator may change: nothing, if it was made elsewhere. */
  readonly protectedArns: string[];
}

/** The topic that was given, or one made for the addresses. */
export function watchTopic(scope: Construct, { topic, emailAddresses }: { topic?: sns.ITopic; emailAddresses?: string[] }): WatchTopic {
  if (topic && emailAddresses) throw invalid('emailAddresses', emailAddresses, 'a topic of your own has its own subscriptions');
  if (topic) return { topic, protectedArns: [] };
  const made = new AlertTopic(scope, 'Alerts', { emailAddresses });
  return { topic: made, protectedArns: [made.topicArn] };
}
