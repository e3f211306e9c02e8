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
   * The name of the policy. The policy names itself as what others have to carry, so the name cannot be left to CloudFormation.
   * It is 1 to 128 letters, digits and characters of `_+=,.@-`, and can be there once in an account. A change replaces the
   * policy; roles and users that other stacks or people made keep the old one.
   *
   * @default 'WorkloadBoundary'
   */
  readonly managedPolicyName?: string;
}

const KEYS: KnownKeys<WorkloadBoundaryProps> = { managedPolicyName: text };

/**
 * The permissions boundary for workloads and for administrators of a part of the account: whatever their policies allow, they
 * cannot get past it. It grants nothing.
 *
 * What carries it cannot
 * - make a role or a user that does not carry it, or change one that carries another boundary or none
 * - take it off, put on another one, or change it
 * - change users, roles, policies and instance profiles outside of the path `/workload/`, but for the own credentials; change
 *   groups, identity providers and settings of the account
 * - pass or assume a role outside of `/workload/`, in this account or another
 * - let people in through IAM Identity Center or IAM Roles Anywhere, reach other accounts through StackSets or the organization
 * - turn off or blind CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer
 * - change or use what this library makes, in whatever stack, region or account, and what `cdk bootstrap` made: names that begin
 *   with `account-baseline-`, parameters under `/account-baseline/`, stacks with `account-baseline` in their name, the boundary's own
 *   stack, and what `protect` and `protectStack` name
 *
 * Two limits follow from IAM, which shows no boundary to `PassRole`, `AssumeRole`, `CreateAccessKey` and the like:
 * - The path stands for the boundary. Whoever does not carry the boundary and makes a role or a user under `/workload/` without
 *   it opens a way out; so let all that lies there carry it.
 * - To change a stack, a function or an instance that has a role without the boundary is to use that role. Let the roles carry
 *   it (`applyTo`), or name what has them (`protect`).
 *
 * Those who make roles while they carry it give them the path `/workload/` and this boundary. In an app of theirs:
 * `permissionsBoundary: cdk.PermissionsBoundary.fromName('account-baseline/WorkloadBoundary')` on the stage or the stack.
 *
 * Scanners that take it for a policy report that it allows everything on everything (Security Hub IAM.1); a boundary has to. It
 * costs nothing and fits 6,144 characters, the limit of IAM, with some 20 protected ARNs.
 *
 * Sources: IAM User Guide, "Permissions boundaries for IAM entities"; Service Authorization Reference, "Actions, resources, and
 * condition keys for AWS Identity and Access Management".
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
   * Throws where the name is none that IAM takes. At synth it is an error to protect so much that the policy grows past 6,144
   * characters, and to apply the boundary to identities of the baseline.
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
   * Puts the boundary on every role and user below a scope, also on those that other constructs make, and instead of any other
   * boundary that they have. A scope that holds roles or users of the path `/account-baseline/` is refused at synth: it would
   * take the account from its administrators. A person of the baseline who administers a part of the account gets the boundary
   * as a property.
   *
   * @param scope a construct, a stack, a stage or an app
   */
  public applyTo(scope: IConstruct): void {
    iam.PermissionsBoundary.of(scope).apply(this);
    this.scopes.push(scope);
  }

  /**
   * Denies what carries the boundary to change or use further resources, such as a function whose role carries no boundary.
   * Resources of the services that this library uses may still be read; of other services nothing is left.
   *
   * What belongs to a resource is protected with it: the versions, aliases and event source mappings of a function, the objects of
   * a bucket, the streams of a log group.
   *
   * @param arns ARNs of resources of the same stack, or literal ones, in which `*` may stand
   * @throws if it is not the ARN of a resource, or belongs to a resource of another stack, since that would tie the stacks together by an
   * export
   */
  public protect(...arns: string[]): void {
    this.protection.protect(this, arns);
  }

  /**
   * Denies what carries the boundary every change to a stack of yours, and to what it has made under names that CloudFormation has
   * given: functions, rules, topics, logs and buckets. What this library makes needs no such call. Each stack takes some 250
   * characters of the policy.
   *
   * @param stackName the name of the stack, of at most 20 characters: CloudFormation shortens longer ones in the names that it gives
   * @throws if it is not the name of one stack
   */
  public protectStack(stackName: string): void {
    this.protection.protectStack(this, stackName);
  }

  private baselineIdentitiesInScopes(): string[] {
    const identities = this.scopes.flatMap((scope) => scope.node.findAll())
      .filter((node): node is iam.CfnRole | iam.CfnUser => iam.CfnRole.isCfnRole(node) || iam.CfnUser.isCfnUser(node))
      .filter((identity) => liesInBaseline(Stack.of(identity).resolve(identity.path)));
    return [...new Set(identities)].map(({ node }) => (
      violation(this, 'applyTo', node.path, `it lies under ${BASELINE_PATH}, and identities of the baseline administer the account. Apply the boundary to a narrower scope`)
    ));
  }
}

function liesInBaseline(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith(BASELINE_PATH);
}

/** By its name, since a policy that referred to itself would be a circle. */
function arnOfName(name: string): string {
  if (!Token.isUnresolved(name)) return iamArn(`policy${BASELINE_PATH}${name}`);
  return Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy${BASELINE_PATH}\${Name}`, { Name: name });
}
