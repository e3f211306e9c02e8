import { CfnResource, Reference, Tokenization } from 'aws-cdk-lib';
import type { CfnAccount, CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';

/** The quota of AWS Organizations: the root, five levels of units, and the account. */
const LEVELS = 7;

/**
 * The ids of the units that contain a unit or an account, and of the root, from the inside out, as far as resources of the app say so. Where
 * other units lie, only AWS knows.
 */
export function unitsAbove(id: string): string[] {
  const units: string[] = [];
  // A circular reference is CloudFormation's to refuse.
  for (let unit = parentOf(id); unit !== undefined && units.length < LEVELS; unit = parentOf(unit)) units.push(unit);
  return units;
}

function parentOf(id: string): string | undefined {
  const fragments = Tokenization.reverseString(id);
  const token = fragments.length === 1 ? fragments.firstToken : undefined;
  const resource = Reference.isReference(token) ? token.target : undefined;
  if (!CfnResource.isCfnResource(resource!)) return undefined;
  switch (resource.cfnResourceType) {
    case 'AWS::Organizations::OrganizationalUnit': return (resource as CfnOrganizationalUnit).parentId;
    case 'AWS::Organizations::Account': return (resource as CfnAccount).parentIds?.[0];
    default: return undefined;
  }
}
