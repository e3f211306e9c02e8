import { CloudFormation, DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import { Service } from '../retry';

interface Actions {
  'cloudformation:DescribeStacks'(input: DescribeStacksInput): DescribeStacksOutput;
}

export const cloudFormation: Service<Actions> = new CloudFormation({ maxAttempts: 1 }) as object;
