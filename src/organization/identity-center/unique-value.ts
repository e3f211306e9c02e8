import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { addTreeValidation } from '../../private/tree';
import { violation } from '../../private/written-properties';

/** A value that an instance of Identity Center, or its directory, takes once. */
export interface UniqueValue<T extends CfnResource> {
  /** The property with which the user chooses the value. */
  readonly property: string;
  /** What it is called in an error. */
  readonly kind: 'name' | 'email address';
  /** What takes it once, with its article. */
  readonly holder: string;
  /** The id of the holder and the value, of a resource of the same type; undefined if they are unknown. */
  readonly read: (resource: T) => [holder: string, value: string] | undefined;
  readonly ignoresCase: boolean;
}

/** Refuses, at synth, a value that another resource of the type has in the stage. */
export function requireUnique<T extends CfnResource>(construct: IConstruct, resource: T, value: UniqueValue<T>): void {
  addTreeValidation(construct, (tree) => {
    const all = tree.resources<T>(resource.cfnResourceType);
    const key = keyOf(resource, value);
    const other = all.slice(0, all.indexOf(resource)).find((former) => keyOf(former, value) === key);
    if (!other) return [];
    const rule = `${other.node.path} has this ${value.kind} already, and ${value.holder} takes each ${value.kind} once. Choose another ${value.kind}`;
    return [violation(construct, value.property, value.read(resource)![1], rule)];
  });
}

function keyOf<T extends CfnResource>(resource: T, { read, ignoresCase }: UniqueValue<T>): string | undefined {
  const pair = read(resource);
  if (!pair) return undefined;
  const key = JSON.stringify(Stack.of(resource).resolve(pair));
  return ignoresCase ? key.toLowerCase() : key;
}
