import { CfnMapping, Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { partitionOf } from './stack-partition';

const MAPPING = 'AccountBaselineSignIn';

/**
 * The sign-in host of the partition that the stack is deployed to, such as `signin.aws.amazon.com`. It cannot be derived from
 * `AWS::URLSuffix`, so that a mapping of the template holds what aws-cdk-lib knows. In a partition without a known host, the deployment fails
 * and says so.
 */
export function signInHost(scope: IConstruct): string {
  const stack = Stack.of(scope);
  const mapping = stack.node.tryFindChild(MAPPING) as CfnMapping | undefined ?? new CfnMapping(stack, MAPPING, { mapping: hosts(), lazy: true });
  return mapping.findInMap(partitionOf(stack), 'Host');
}

function hosts(): Record<string, { Host: string }> {
  const known: Record<string, { Host: string }> = {};
  for (const { partition, samlSignOnUrl } of RegionInfo.regions) {
    if (partition && samlSignOnUrl) known[partition] = { Host: new URL(samlSignOnUrl).host };
  }
  return known;
}
