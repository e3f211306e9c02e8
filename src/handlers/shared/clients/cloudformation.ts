import type { DescribeStackResourceInput, DescribeStackResourceOutput, DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import { lazyClient } from './client';

interface Actions {
  'cloudformation:DescribeStackResource'(input: DescribeStackResourceInput): DescribeStackResourceOutput;
  'cloudformation:DescribeStacks'(input: DescribeStacksInput): DescribeStacksOutput;
}

export const cloudFormation = lazyClient<Actions>('cloudformation', 'CloudFormation');
