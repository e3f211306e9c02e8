import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { BOUNDARY_FINDINGS, workloadBoundaryStatements } from './policies/workload-boundary';
import { Protection } from './protection';
import { acknowledge } from '../private/acknowledge';
import { iamArn } from '../private/arn';
import { BASELINE_PATH, requireIamName } from '../private/iam-names';
import { checkProps, KnownKeys, text } from '../private/known-keys';
import { omitDescription } from '../private/managed-policy';
import { requireUniqueName } from '../private/unique-name';
import { violation } from '../private/written-properties';

/** Properties of a `WorkloadBoundary`. */
export interface WorkloadBoundaryProps {
  /**
   * The name of the policy: 1 to 128 letters, digits and characters of `_+=,.@-`, unique in the account. The policy contains its own name
   * as the boundary that others must carry, so that CloudFormation cannot generate it. A change replaces the policy; roles and users of
   * other stacks or people keep the old one.
   *
   * @default 'WorkloadBoundary'
   */
  readonly managedPolicyName?: string;
}

const KEYS: KnownKeys<WorkloadBoundaryProps> = { managedPolicyName: text };

/**
 * A permissions boundary for workloads and for administrators of a part of the account. It is the limit of their permissions, whatever
 * their policies allow, and grants nothing.
 *
 * An identity with the boundary cannot
 * - create a role or a user without the boundary, or change one that carries another boundary or none
 * - remove the boundary, replace it or change it
 * - change users, roles, policies and instance profiles outside of the path `/workload/`, except for its own credentials; change groups,
 *   identity providers and settings of the account
 * - pass or assume a role outside of `/workload/`, in this account or another
 * - grant access through IAM Identity Center or IAM Roles Anywhere, or reach other accounts through StackSets or the organization
 * - disable or blind CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer
 * - change or use the resources of this library, in whatever stack, region or account, and of `cdk bootstrap`: names that begin with
 * `account-baseline-`, parameters under `/account-baseline/`, stacks with `account-baseline` in their name, the boundary's own stack, and
 *   the resources that `protect` and `protectStack` name
 *
 * Two limits result from IAM, which does not provide the boundary to `PassRole`, `AssumeRole`, `CreateAccessKey` and similar actions:
 * - The path stands for the boundary. An identity without the boundary that creates a role or a user under `/workload/` without it opens
 *   a privilege-escalation path: make every identity under that path carry the boundary.
 * - Changing a stack, a function or an instance whose role lacks the boundary amounts to using that role. Make the roles carry the
 *   boundary (`applyTo`), or name the resources that have them (`protect`).
 *
 * Identities with the boundary create roles with the path `/workload/` and this boundary. In their apps, they set `permissionsBoundary:
 * cdk.PermissionsBoundary.fromName('account-baseline/WorkloadBoundary')` on the stage or the stack.
 *
 * Scanners that treat it as a policy report that it allows everything on everything (Security Hub IAM.1), as a boundary must. Free of
 * charge. With about 20 protected ARNs, it fits in 6,144 characters, the limit of IAM.
 *
 * Sources: IAM User Guide, "Permissions boundaries for IAM entities"; Service Authorization Reference, "Actions, resources, and condition
 * keys for AWS Identity and Access Management".
 *
 * @example
 * const boundary = new WorkloadBoundary(this, 'WorkloadBoundary');
 * const deployer = new iam.Role(this, 'TeamDeployer', {
 *   path: '/workload/',
 *   assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com'),
 *   managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
 *   permissionsBoundary: boundary,
 * });
 */
export class WorkloadBoundary extends iam.ManagedPolicy {
  private readonly protection: Protection;
  private readonly scopes: IConstruct[] = [];

  /**
   * @throws if the name is malformed. Exceeding 6,144 characters and applying the boundary to identities of the baseline are errors at
   * synthesis.
   */
  constructor(scope: Construct, id: string, props: WorkloadBoundaryProps = {}) {
    checkProps(scope, id, props, KEYS, () => requireIamName('managedPolicyName', props.managedPolicyName, 128));
    const name = props.managedPolicyName ?? 'WorkloadBoundary';
    const protection = new Protection();
    super(scope, id, {
      managedPolicyName: name,
      path: BASELINE_PATH,
      document: new iam.PolicyDocument({ statements: [...workloadBoundaryStatements(arnOfName(name)), ...protection.statements], minimize: false }),
    });
    omitDescription(this);
    requireUniqueName(this, 'managedPolicyName');
    this.protection = protection;
    acknowledge(this, BOUNDARY_FINDINGS);
    this.node.addValidation({ validate: () => [...protection.sizeErrors(this), ...this.baselineIdentitiesInScopes()] });
  }

  /**
   * Sets the boundary on every role and user below a scope, including those of other constructs, and replaces any other boundary. A scope
   * with roles or users of the path `/account-baseline/` is refused at synthesis: the boundary would lock out the administrators of the
   * account. For a person of the baseline who administers a part of the account, set the boundary as a property.
   *
   * @param scope a construct, a stack, a stage or an app
   */
  public applyTo(scope: IConstruct): void {
    iam.PermissionsBoundary.of(scope).apply(this);
    this.scopes.push(scope);
  }

  /**
   * Denies identities with the boundary changing or using further resources, such as a function whose role has no boundary. Resources of
   * the services that this library uses can still be read; every action on resources of other services is denied.
   *
   * The parts of a resource are protected too: the versions, aliases and event source mappings of a function, the objects of a bucket,
   * the streams of a log group.
   *
   * @param arns ARNs of resources of the same stack, or literal ones, which may contain `*`
   * @throws if an ARN belongs to a resource of another stack, since an export would then tie the stacks together
   */
  public protect(...arns: string[]): void {
    this.protection.protect(this, arns);
  }

  /**
   * Denies identities with the boundary every change to a stack of yours, and to its resources with names that CloudFormation generated:
   * functions, rules, topics, logs and buckets. The resources of this library need no such call. Each stack needs about 250 characters of
   * the policy.
   *
   * @param stackName the name of the stack, of at most 20 characters: CloudFormation shortens longer ones in the names that it generates
   * @throws if the text is not the name of one stack
   */
  public protectStack(stackName: string): void {
    this.protection.protectStack(this, stackName);
  }

  private baselineIdentitiesInScopes(): string[] {
    const identities = this.scopes.flatMap((scope) => scope.node.findAll())
      .filter((node): node is iam.CfnRole | iam.CfnUser => iam.CfnRole.isCfnRole(node) || iam.CfnUser.isCfnUser(node))
      .filter((identity) => liesInBaseline(Stack.of(identity).resolve(identity.path)));
    return [...new Set(identities)].map(({ node }) => (
      violation(this, 'applyTo', node.path, `it is under ${BASELINE_PATH}, and identities of the baseline administer the account. Apply the boundary to a narrower scope`, 'boundary-on-baseline')
    ));
  }
}

function liesInBaseline(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith(BASELINE_PATH);
}

/** By name, since a policy that refers to itself would be a circular reference. */
function arnOfName(name: string): string {
  if (!Token.isUnresolved(name)) return iamArn(`policy${BASELINE_PATH}${name}`);
  return Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy${BASELINE_PATH}\${Name}`, { Name: name });
}
