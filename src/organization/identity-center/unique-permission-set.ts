import { Stack } from 'aws-cdk-lib';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { IConstruct } from 'constructs';
import { addTreeValidation } from '../../private/tree';
import { violation } from '../../private/written-properties';

/** Refuses, at synth, a name that another permission set of the instance has in the stage. */
export function requireUniquePermissionSet(construct: IConstruct, resource: CfnPermissionSet): void {
  addTreeValidation(construct, (tree) => {
    const all = tree.resources<CfnPermissionSet>('AWS::SSO::PermissionSet');
    const other = all.slice(0, all.indexOf(resource)).find((former) => keyOf(former) === keyOf(resource));
    if (!other) return [];
    return [violation(construct, 'permissionSetName', resource.name, `${other.node.path} has this name already, and an instance takes each name once. Choose another name`)];
  });
}

function keyOf(resource: CfnPermissionSet): string {
  const { instanceArn, name } = resource;
  return JSON.stringify(Stack.of(resource).resolve([instanceArn, name]));
}
