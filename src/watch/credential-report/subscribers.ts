import { CfnResource, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { referencesOf } from '../../private/text/references';
import { Tree } from '../../private/tree';

/**
 * Whether a topic has a subscriber, as far as the app can tell: a topic from outside the app may have subscribers that the app does not
 * know.
 */
export function mayHaveSubscribers(topic: sns.ITopic, tree: Tree): boolean {
  const resource = topic.node.defaultChild;
  if (!resource || !tree.resources('AWS::SNS::Topic').includes(resource as CfnResource)) return true;
  const own = Stack.of(topic).resolve((resource as sns.CfnTopic).subscription) ?? [];
  return own.length > 0 || tree.derived(subscribedTopics).has(resource);
}

function subscribedTopics(tree: Tree): Set<unknown> {
  const bySubscription = tree.resources<sns.CfnSubscription>('AWS::SNS::Subscription')
    .flatMap((subscription) => referencesOf(subscription, subscription.topicArn).resources);
  // Literal types avoid loading the classes of Amazon Q Developer in chat applications for one property.
  const byChat = ['AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration']
    .flatMap((type) => tree.resources<CfnResource & { snsTopicArns?: string[] }>(type))
    .flatMap((channel) => referencesOf(channel, channel.snsTopicArns).resources);
  return new Set([...bySubscription, ...byChat]);
}
