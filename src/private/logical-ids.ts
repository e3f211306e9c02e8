import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Gives resources of which a stack has one the logical ids that their purpose says, instead of their place in the tree. A resource with a
 * fixed name can be moved in the tree by that: under another logical id CloudFormation would make it again before it deletes the former
 * one. Each reference to a short id also saves some 20 characters of the template.
 *
 * @param purpose in kebab case, such as `security-status`
 * @param parts what each id ends with, and the construct
 */
export function pinLogicalIds(purpose: string, parts: Record<string, IConstruct | undefined>): void {
  const prefix = purpose.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  for (const [suffix, part] of Object.entries(parts)) {
    const resource = part?.node.defaultChild ?? part;
    if (CfnResource.isCfnResource(resource!)) resource.overrideLogicalId(`${prefix}${suffix}`);
  }
}
