import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { SecureAccountBaseline } from '../../baseline/secure-account-baseline';
import { invalid, unsafe } from '../../private/errors';
import { intrinsicText, isPartlyUnknown } from '../../private/text/intrinsic-text';

/** A policy of a permission set: one of AWS, or one that each account holds by name and path. */
export interface AccountPolicy {
  readonly awsManagedArn?: string;
  readonly reference?: CfnPermissionSet.CustomerManagedPolicyReferenceProperty;
  /** Whether the app creates it in each account, so that it is known where it is missing. */
  readonly isCreated: boolean;
}

/** The guardrail that a baseline creates in each account. */
export function guardrailPolicy(baseline: SecureAccountBaseline, property: string): AccountPolicy {
  const { guardrail } = baseline;
  const remedy = 'Set `guardrail: { managedPolicyName: \'Guardrail\' }` in its baseline';
  if (!guardrail) throw unsafe('permission-set-policy-missing', property, baseline.node.path, `Identity Center refers to the guardrail of the job function by name, and the baseline creates none. ${remedy}`);
  const reference = nameAndPath(guardrail.node.defaultChild as iam.CfnManagedPolicy);
  if (!reference) {
    throw invalid(property, baseline.node.path, `Identity Center refers to the guardrail of the job function by name, and the baseline lets CloudFormation generate it. ${remedy}`);
  }
  return { reference, isCreated: true };
}

/**
 * A policy that a user gives.
 *
 * @param accounts the stacks whose resources the accounts hold
 */
export function givenPolicy(scope: Construct, property: string, policy: iam.IManagedPolicy, accounts: Stack[]): AccountPolicy {
  // What refers to a policy of AWS is no construct.
  const resource = Construct.isConstruct(policy) ? policy.node.defaultChild : undefined;
  if (!CfnResource.isCfnResource(resource)) return importedPolicy(scope, property, policy);
  return createdPolicy(property, policy, resource as iam.CfnManagedPolicy, accounts);
}

/** Whether a stack creates a policy of that name and path. */
export function creates(stack: Stack, { name, path }: CfnPermissionSet.CustomerManagedPolicyReferenceProperty): boolean {
  const policies = stack.node.findAll().filter((each): each is iam.CfnManagedPolicy => iam.CfnManagedPolicy.isCfnManagedPolicy(each));
  return policies.some((policy) => {
    const other = nameAndPath(policy);
    return other?.name === name && other.path === path;
  });
}

function createdPolicy(property: string, policy: iam.IManagedPolicy, resource: iam.CfnManagedPolicy, accounts: Stack[]): AccountPolicy {
  const stack = Stack.of(policy);
  if (!accounts.includes(stack)) {
    throw unsafe('permission-set-policy-missing', property, policy.node.path, `the stack ${stack.node.path} creates it, and the accounts of the permission set do not hold it. `
      + 'Create it in the scope of rollOut.baseline, under a name');
  }
  const reference = nameAndPath(resource);
  if (!reference) throw invalid(property, policy.node.path, 'Identity Center refers to it by name, and CloudFormation generates it. Set managedPolicyName');
  return { reference, isCreated: true };
}

function importedPolicy(scope: Construct, property: string, policy: iam.IManagedPolicy): AccountPolicy {
  const arn = intrinsicText(Stack.of(scope).resolve(policy.managedPolicyArn), (name) => `\${${name.replace(/^AWS::/, '')}}`);
  if (/^arn:[^:]+:iam::aws:policy\/./.test(arn)) return { awsManagedArn: policy.managedPolicyArn, isCreated: false };
  const [, path, name] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  if (name === undefined || isPartlyUnknown(name + path)) {
    throw invalid(property, arn, 'Identity Center refers to it by name, which must be known at synth. Refer to it with ManagedPolicy.fromManagedPolicyName');
  }
  return { reference: { name, path }, isCreated: false };
}

function nameAndPath(policy: iam.CfnManagedPolicy): { readonly name: string; readonly path: string } | undefined {
  const [name, path = '/'] = [policy.managedPolicyName, policy.path];
  return name === undefined || Token.isUnresolved(name) || Token.isUnresolved(path) ? undefined : { name, path };
}
