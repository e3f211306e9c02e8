import { createHash } from 'node:crypto';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClientConfig, DescribeStacksOutput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import { BaselineStack } from './details';
import { Call, Service } from '../../src/handlers/shared/retry';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';

interface CloudFormationActions {
  'cloudformation:DescribeStacks'(input: { NextToken?: string }): DescribeStacksOutput;
  'cloudformation:GetTemplate'(input: { StackName: string; TemplateStage: 'Original' }): GetTemplateOutput;
}

/** The client that stacks are read with. */
export interface StackServices { readonly cloudFormation: Service<CloudFormationActions> }

export function stackServices(configuration: CloudFormationClientConfig): StackServices {
  return { cloudFormation: new CloudFormation(configuration) as object };
}

/** The names of the stacks of the baseline, also those that a StackSet makes. */
const OURS = /^(StackSet-)?account-baseline/;

/** The stacks of the baseline in the region, by name. */
export async function readStacks(call: Call, { cloudFormation }: StackServices): Promise<BaselineStack[]> {
  const stacks: BaselineStack[] = [];
  let NextToken: string | undefined;
  do {
    const page = await call(cloudFormation, 'cloudformation:DescribeStacks', { NextToken });
    for (const { StackName: name = '', StackStatus: status = '', CreationTime, LastUpdatedTime, DriftInformation } of page.Stacks ?? []) {
      if (!OURS.test(name) || status === 'DELETE_COMPLETE') continue;
      stacks.push({
        name,
        status,
        changed: +(LastUpdatedTime ?? CreationTime ?? NaN),
        drift: DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED',
        driftChecked: DriftInformation?.LastCheckTimestamp && +DriftInformation.LastCheckTimestamp,
        template: await fact(digestOf(call, { cloudFormation }, name), ({ message }) => ({ unknown: message })),
      });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return stacks.sort((one, other) => one.name < other.name ? -1 : 1);
}

async function digestOf(call: Call, { cloudFormation }: StackServices, StackName: string): Promise<string> {
  const { TemplateBody = '' } = await call(cloudFormation, 'cloudformation:GetTemplate', { StackName, TemplateStage: 'Original' });
  return createHash('sha256').update(TemplateBody).digest('hex');
}
