import type { DescribeStackResourceInput, DescribeStackResourceOutput, DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import { lazyClient } from './client';

interface Actions {
  'cloudformation:DescribeStackResource'(input: DescribeStackResourceInput): DescribeStackResourceOutput;
  'cloudformation:DescribeStacks'(input: DescribeStacksInput): DescribeStacksOutput;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
export const cloudFormation = lazyClient<Actions>(() => require('@aws-sdk/client-cloudformation').CloudFormation);
