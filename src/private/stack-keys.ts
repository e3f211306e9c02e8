import { Stack, StackProps } from 'aws-cdk-lib';
import { inConstruct } from './errors';
import { Kind, KnownKeys, requireKnownKeys } from './known-keys';
import { warn } from './warnings';

/** aws-cdk-lib checks these itself. */
const any: Kind = () => undefined;

const STACK_KEYS: KnownKeys<StackProps> = {
  analyticsReporting: any,
  crossRegionReferences: any,
  description: any,
  env: any,
  notificationArns: any,
  permissionsBoundary: any,
  propertyInjectors: any,
  stackName: any,
  suppressTemplateIndentation: any,
  synthesizer: any,
  tags: any,
  terminationProtection: any,
};

/**
 * The properties of a stack's own construct, out of those of the stack. A typo is refused. A property that neither has may be one that
 * a later aws-cdk-lib knows, or one of a subclass: it gets a warning.
 */
export function propsOfConstruct<T extends object>(stack: Stack, props: StackProps & T, keys: KnownKeys<T>): T {
  const all = { ...STACK_KEYS, ...keys } as unknown as KnownKeys<StackProps & T>;
  inConstruct(stack.node.scope ?? stack, stack.node.id, () => requireKnownKeys(props, all, true));
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || key in all) continue;
    warn(stack, 'unknownProperty', `Neither ${stack.constructor.name} nor its aws-cdk-lib of the time of its release has a property ${key}: it is ignored unless a later aws-cdk-lib or a subclass takes it`);
  }
  return Object.fromEntries(Object.entries(props).filter(([key]) => key in keys)) as T;
}
