import type { DescribeStackResourceInput, DescribeStackResourceOutput, DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import { lazyRegionalClient } from './client';

interface Actions {
  'cloudformation:DescribeStackResource'(input: DescribeStackResourceInput): DescribeStackResourceOutput;
  'cloudformation:DescribeStacks'(input: DescribeStacksInput): DescribeStacksOutput;
}

export const cloudFormation = lazyRegionalClient<Actions>('cloudformation', 'CloudFormation');
