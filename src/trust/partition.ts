import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { literals } from './trust-formats';
import { requireSamePartition } from '../private/partition/stack-partition';

/** Refuses ARNs of another partition than that of the stack, if its region is known. */
export function requirePartition(scope: IConstruct, property: string, arns: string[] | undefined): void {
  for (const arn of literals(arns).filter((each) => !Token.isUnresolved(each) && /^arn:(?!\$\{)/.test(each))) requireSamePartition(Stack.of(scope), property, arn);
}
