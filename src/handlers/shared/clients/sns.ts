import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { lazyClient } from './client';

interface Actions {
  'sns:Publish'(input: PublishInput): PublishResponse;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
export const sns = lazyClient<Actions>(() => require('@aws-sdk/client-sns').SNS);
