import { CfnElement, Stack } from 'aws-cdk-lib';

/** The characters of a template that CloudFormation takes without a bucket, as the CDK CLI counts them, and the bytes of one in a stack set. */
export const TEMPLATE_LIMIT = 51_200;

/** The characters of a template as the CDK CLI sends it. */
export function charactersOf(stack: Stack, template: object): number {
  return (stack.resolve(stack.toYamlString(template)) as string).length;
}

/** The characters of a template as the CDK CLI sends it, or a larger number that is within the limit and faster to know. */
export function countedLength(stack: Stack, template: object): number {
  const most = mostCharactersOf(template);
  return most <= TEMPLATE_LIMIT ? most : charactersOf(stack, template);
}

/**
 * What `charactersOf` cannot exceed, without writing YAML, which takes longer than the synthesis of a small stack. Each entry has a line,
 * indented by two spaces for each object or list around it.
 */
export function mostCharactersOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return mostCharactersOfScalar(value, depth);
  const entries = Array.isArray(value) ? value.map((item) => ['', item]) : Object.entries(value);
  return entries.reduce((sum, [key, item]) => sum + 2 * depth + JSON.stringify(key).length + 3 + mostCharactersOf(item, depth + 1), 3);
}

/** Text is plain, in quotation marks, or a block whose lines are indented. */
function mostCharactersOfScalar(value: unknown, depth: number): number {
  const text = typeof value === 'string' ? value : String(value);
  const quoted = JSON.stringify(text).length + text.split("'").length;
  return Math.max(quoted, text.length + text.split('\n').length * 2 * (depth + 1) + 4);
}

/** What aws-cdk-lib writes into the template for a resource, or the template of a stack, as they are at this moment. */
export function templateWith(element: CfnElement | Stack): any {
  const { _toCloudFormation } = element as unknown as { _toCloudFormation(): object };
  return Stack.of(element).resolve(_toCloudFormation.call(element));
}
