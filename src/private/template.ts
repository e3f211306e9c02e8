import { CfnElement, Stack } from 'aws-cdk-lib';

/** The characters of a template that CloudFormation takes without a bucket, as the CDK CLI counts them, and the bytes of one in a stack set. */
export const TEMPLATE_LIMIT = 51_200;

/** The characters of a template as the CDK CLI sends it. */
export function charactersOf(stack: Stack, template: object): number {
  return (stack.resolve(stack.toYamlString(template)) as string).length;
}

/** What aws-cdk-lib writes into the template for a resource, or the template of a stack, as they are at this moment. */
export function templateWith(element: CfnElement | Stack): any {
  const { _toCloudFormation } = element as unknown as { _toCloudFormation(): object };
  return Stack.of(element).resolve(_toCloudFormation.call(element));
}
