import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SlackChannelOptions } from './slack-channel-options';
import { awsManagedPolicy } from '../../private/aws-managed-policy';
import { baselineName } from '../../private/baseline-names';
import { invalid, requireMatch, requireOnce } from '../../private/errors';
import { BASELINE_PATH } from '../../private/iam-names';
import { KnownKeys, mandatory, requireKnownKeys, text } from '../../private/known-keys';
import { pinLogicalIds } from '../../private/logical-ids';
import { partitionOf } from '../../private/partition/stack-partition';
import { inProperty } from '../../private/written-properties';

const KEYS: KnownKeys<SlackChannelOptions> = { workspaceId: mandatory(text), channelId: mandatory(text) };

/** Refuses malformed and repeated channels, and a partition without the service. */
export function requireSlackChannels(stack: Stack, channels: SlackChannelOptions[]): void {
  const partition = partitionOf(stack);
  if (channels.length > 0 && !Token.isUnresolved(partition) && partition !== 'aws') {
    throw invalid('slackChannels', channels, `Amazon Q Developer in chat applications does not exist in the partition ${partition}. Remove the channels`);
  }
  for (const [index, channel] of channels.entries()) {
    inProperty(`slackChannels[${index}]`, () => {
      requireKnownKeys(channel, KEYS);
      requireMatch('workspaceId', channel.workspaceId, /^T[A-Z0-9]{7,30}$/, 'the ID of a workspace is T and capital letters and digits, such as T01234ABCDE');
      requireMatch('channelId', channel.channelId, /^[CG][A-Z0-9]{7,30}$/, 'the ID of a channel is C or G and capital letters and digits, such as C01234ABCDE, and no name');
    });
  }
  requireOnce('slackChannels', channels.map(({ channelId }) => channelId));
}

/**
 * Subscribes channels to a topic. The members of a channel can give commands to Amazon Q Developer, which runs them with a role of the channel
 * or of the member: here the channel's role has no permission, and the guardrail policy denies everything to both. Without a guardrail policy
 * AWS takes AdministratorAccess.
 *
 * Sources: CloudFormation, `AWS::Chatbot::SlackChannelConfiguration`; Amazon Q Developer in chat applications Administrator Guide,
 * "Understanding permissions".
 */
export function subscribeSlackChannels(scope: Construct, topic: sns.ITopic, channels: SlackChannelOptions[]): void {
  if (channels.length === 0) return;
  const role = new iam.Role(scope, 'SlackRole', { path: BASELINE_PATH, assumedBy: new iam.ServicePrincipal('chatbot.amazonaws.com') });
  pinLogicalIds('finding-alerts', { SlackRole: role });
  for (const [index, { workspaceId, channelId }] of channels.entries()) {
    // The class of the resource would load all of its service for this one.
    new CfnResource(scope, `Slack${Token.isUnresolved(channelId) ? index : channelId}`, {
      type: 'AWS::Chatbot::SlackChannelConfiguration',
      properties: {
        ConfigurationName: baselineName(`findings-${channelId}`),
        SlackWorkspaceId: workspaceId,
        SlackChannelId: channelId,
        IamRoleArn: role.roleArn,
        GuardrailPolicies: [awsManagedPolicy(scope, 'AWSDenyAll').managedPolicyArn],
        SnsTopicArns: [topic.topicArn],
      },
    });
  }
}
