import { CfnResource, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { referencesOf } from '../../private/text/references';
import { Tree } from '../../private/tree';

/**
 * Whether a topic has a subscriber, as far as the app can tell: a topic from outside the app may have subscribers that the app does not
 * know. A channel of Amazon Q Developer in chat applications is none: it drops the plain text of the warnings.
 */
export function mayHaveSubscribers(topic: sns.ITopic, tree: Tree): boolean {
  const resource = topic.node.defaultChild;
  if (!resource || !tree.resources('AWS::SNS::Topic').includes(resource as CfnResource)) return true;
  const own = Stack.of(topic).resolve((resource as sns.CfnTopic).subscription) ?? [];
  return own.length > 0 || tree.derived(subscribedTopics).has(resource);
}

function subscribedTopics(tree: Tree): Set<unknown> {
  return new Set(tree.resources<sns.CfnSubscription>('AWS::SNS::Subscription')
    .flatMap((subscription) => referencesOf(subscription, subscription.topicArn).resources));
}
