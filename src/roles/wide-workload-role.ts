import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { statementsOf } from '../permissions/least-privilege/statements';
import { wideRightsOf } from '../permissions/wide-rights';
import { WORKLOAD_PATH } from '../private/iam-names';
import { intrinsicText } from '../private/text/intrinsic-text';
import { referencesOf } from '../private/text/references';

const WIDE = /:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

/**
 * Warns at synthesis of a role that power users may pass to their own workloads although it may do more than they may, with the id
 * `cdk-secure-account-baseline:wideWorkloadRole`.
 */
export function warnOfWideWorkloadRole(role: iam.Role): void {
  const resource = role.node.defaultChild;
  if (!(resource instanceof iam.CfnRole)) return;
  resource.node.addValidation({
    validate: () => {
      const wide = isPassable(resource) && !hasBoundary(resource) ? wideRights(resource) : [];
      if (wide.length > 0) {
        Annotations.of(resource).addWarningV2('cdk-secure-account-baseline:wideWorkloadRole',
          `Power users may pass the roles under ${WORKLOAD_PATH} to their workloads, and this one has ${wide.join(', ')} without a permissions boundary. `
          + 'Set `permissionsBoundary`, such as a WorkloadBoundary, or another `path`');
      }
      return [];
    },
  });
}

function isPassable({ path }: iam.CfnRole): boolean {
  return path !== undefined && !Token.isUnresolved(path) && path.startsWith(WORKLOAD_PATH);
}

/** Also one that `iam.PermissionsBoundary.of(scope)` sets, which is not a property. */
function hasBoundary(resource: iam.CfnRole): boolean {
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation());
  return Object.values<any>(Resources)[0].Properties.PermissionsBoundary !== undefined;
}

function wideRights(resource: iam.CfnRole): string[] {
  const stack = Stack.of(resource);
  const named = (stack.resolve(resource.managedPolicyArns) ?? []).map((arn: unknown) => WIDE.exec(intrinsicText(arn))?.[1]);
  const attached = referencesOf(resource, resource.managedPolicyArns).resources.filter((policy) => isPolicy(policy));
  const attaching = stack.node.findAll().filter((policy) => isPolicy(policy) && referencesOf(policy, policy.roles).resources.includes(resource));
  const inline = [resource.policies ?? []].flat().map((policy: any) => policy.policyDocument);
  const documents = [...new Set([...attached, ...attaching].filter(isPolicy))].map(({ policyDocument }) => policyDocument);
  const found = [...documents, ...inline].filter((document) => document instanceof iam.PolicyDocument)
    .flatMap((document) => statementsOf(resource, document).flatMap(wideRightsOf))
    .filter(({ kind }) => kind === 'fullAccess' || kind === 'identityWrites');
  return [...named.filter((name: string | undefined) => name !== undefined), ...new Set(found.map(({ what }) => `a policy that ${what}`))];
}

function isPolicy(construct: IConstruct): construct is iam.CfnPolicy | iam.CfnManagedPolicy {
  return iam.CfnPolicy.isCfnPolicy(construct) || iam.CfnManagedPolicy.isCfnManagedPolicy(construct);
}
