import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { statementsOf } from './least-privilege/statements';
import { wideRightsOf } from './wide-rights';
import { WORKLOAD_PATH } from '../private/iam-names';
import { templateWith } from '../private/template';
import { intrinsicText } from '../private/text/intrinsic-text';
import { referencesOf } from '../private/text/references';
import { addTreeValidation, Tree } from '../private/tree';
import { warn } from '../private/warnings';

const WIDE = /:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

/**
 * Warns at synthesis about a role that power users may pass to their workloads although it has more permissions than they have. The ID is
 * `cdk-secure-account-baseline:wideWorkloadRole`.
 */
export function warnOfWideWorkloadRole(role: iam.Role): void {
  const resource = role.node.defaultChild;
  if (resource instanceof iam.CfnRole) addTreeValidation(resource, (tree) => check(resource, tree));
}

/**
 * Warns about every role that is deployed together with the policy that allows power users to pass roles, including plain roles of
 * aws-cdk-lib.
 */
export function warnOfWideWorkloadRoles(policy: IConstruct): void {
  addTreeValidation(policy, (tree) => tree.derived(checkEachRole));
}

/** Once for a stage, whatever number of policies asks for it. */
function checkEachRole(tree: Tree): string[] {
  return tree.resources<iam.CfnRole>('AWS::IAM::Role').filter((role) => role instanceof iam.CfnRole).flatMap((role) => check(role, tree));
}

function check(role: iam.CfnRole, tree: Tree): string[] {
  const wide = isPassable(role) && !hasBoundary(role) ? wideRights(role, tree) : [];
  if (wide.length > 0) {
    warn(role, 'wideWorkloadRole', `Power users may pass the roles under ${WORKLOAD_PATH} to their workloads, and this role has `
      + `${wide.join(', ')} without a permissions boundary. Set \`permissionsBoundary\`, such as a WorkloadBoundary, or another \`path\``);
  }
  return [];
}

function isPassable({ path }: iam.CfnRole): boolean {
  return path !== undefined && !Token.isUnresolved(path) && path.startsWith(WORKLOAD_PATH);
}

/** A boundary of `iam.PermissionsBoundary.of(scope)` is not a property of the role. */
function hasBoundary(role: iam.CfnRole): boolean {
  const [resource] = Object.values<any>(templateWith(role).Resources);
  return resource.Properties.PermissionsBoundary !== undefined;
}

function wideRights(role: iam.CfnRole, tree: Tree): string[] {
  const arns = Stack.of(role).resolve(role.managedPolicyArns) ?? [];
  const named = arns.map((arn: unknown) => WIDE.exec(intrinsicText(arn))?.[1]).filter((name: string | undefined) => name !== undefined);
  const attached = referencesOf(role, role.managedPolicyArns).resources.filter(isPolicy);
  const attaching = tree.derived(policiesByRole).get(role) ?? [];
  const documents = [...new Set([...attached, ...attaching])].map(({ policyDocument }) => policyDocument);
  const inline = [role.policies ?? []].flat().map((policy: any) => policy.policyDocument);
  const found = [...documents, ...inline].filter((document) => document instanceof iam.PolicyDocument)
    .flatMap((document) => statementsOf(role, document).flatMap(wideRightsOf))
    .filter(({ kind }) => kind === 'fullAccess' || kind === 'identityWrites');
  return [...named, ...new Set(found.map(({ what }) => `a policy that ${what}`))];
}

/** The policies of a stage that attach themselves, by the role. */
function policiesByRole(tree: Tree): Map<IConstruct, PolicyResource[]> {
  const known = new Map<IConstruct, PolicyResource[]>();
  for (const policy of [...tree.resources('AWS::IAM::Policy'), ...tree.resources('AWS::IAM::ManagedPolicy')].filter(isPolicy)) {
    for (const role of referencesOf(policy, policy.roles).resources) known.set(role, [...known.get(role) ?? [], policy]);
  }
  return known;
}

type PolicyResource = (iam.CfnPolicy | iam.CfnManagedPolicy) & CfnResource;

function isPolicy(construct: IConstruct): construct is PolicyResource {
  return iam.CfnPolicy.isCfnPolicy(construct) || iam.CfnManagedPolicy.isCfnManagedPolicy(construct);
}
