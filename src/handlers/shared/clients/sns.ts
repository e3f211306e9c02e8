import type { GetTopicAttributesInput, GetTopicAttributesResponse, PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { lazyClient } from './client';

interface Actions {
  'sns:GetTopicAttributes'(input: GetTopicAttributesInput): GetTopicAttributesResponse;
  'sns:Publish'(input: PublishInput): PublishResponse;
}

export const sns = lazyClient<Actions>('sns', 'SNS');
