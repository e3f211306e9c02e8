import { Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { invalid } from '../errors';

/** The partition of a stack whose region is known; `Stack.partition` says it only with a feature flag of aws-cdk-lib. */
export function partitionOf(stack: Stack): string {
  return Token.isUnresolved(stack.region) ? stack.partition : RegionInfo.get(stack.region).partition ?? stack.partition;
}

/** Nobody crosses from one partition to another. */
export function requireSamePartition(stack: Stack, property: string, arn: string): void {
  const partition = partitionOf(stack);
  if (Token.isUnresolved(partition) || Token.isUnresolved(arn) || arn.split(':')[1] === partition) return;
  throw invalid(property, arn, `the stack is in the partition ${partition}, and nobody crosses from one to another`);
}
