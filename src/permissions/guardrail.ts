import { CfnResource, Fn, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { denyAuditTamperingStatement, denyChangesStatement, denyIdentityStatements, denySessionsStatement, resourcesOfStack } from './policies/guardrail';
import { policySizeErrors } from './policies/policy-size';
import { invalid, requireOnlyOneInStack } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { omitDescription } from '../private/managed-policy';
import { requireUniqueName } from '../private/unique-name';

/** Properties of a `Guardrail`. */
export interface GuardrailProps {
  /**
   * Lets whoever carries the guardrail, and is allowed `sts:AssumeRole`, assume the roles that `cdk bootstrap` makes, so that a
   * normal `cdk deploy` works for power users. It gives away the account: the deploy role hands CloudFormation an administrator
   * role, which makes whatever the template says, other administrators included. Better is a pipeline that deploys, or a
   * bootstrap with `--cloudformation-execution-policies` narrower than AdministratorAccess.
   *
   * @default false
   */
  readonly cdkDeployWithAdministratorRights?: boolean;

  /**
   * The name of the policy. A change replaces the policy.
   *
   * @default - named by CloudFormation
   */
  readonly managedPolicyName?: string;

  /**
   * The path of the policy. It begins and ends with a slash; a change replaces the policy.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;
}

/**
 * What no job function but the administrator's may do, whatever else it is allowed: the deny policy that closes the known ways
 * from a job to an administrator's rights. It grants nothing. One for all the job functions of a stack.
 *
 * Denied are:
 * - changes of users, groups, roles, policies and identity providers; the own credentials stay in the person's hands
 * - passing a role from outside of the path `/workload/`, and assuming any role, in this account or another
 * - changes of IAM Identity Center, trust anchors of IAM Roles Anywhere, and StackSets, which reach other accounts
 * - turning off or blinding CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer
 * - changes of the baseline's own stack, parameters and functions, and of what `cdk bootstrap` made
 *
 * A deny wins over every allow: somebody who is in the group of the administrators and in another one with the guardrail cannot
 * assume the administrators' role. Give an administrator that one job function.
 *
 * Open stays what the job needs: to change a stack, a function or an instance that already has a role is to use that role.
 * Protect such a one by its ARN (`protect`) or with its stack (`protectStack`), or let its role carry a permissions boundary. Not denied are
 * `organizations` and `account`, which no job function of ours allows, and `config:PutConfigRule`, which can empty a rule.
 *
 * The policy fits 6,144 characters, the limit of IAM, with some 15 protected ARNs; it costs nothing.
 *
 * Sources: AWS managed policy PowerUserAccess; AWS CDK Developer Guide, "AWS CDK bootstrapping"; pathfinding.cloud; CIS AWS
 * Foundations Benchmark 7.0.0, 2.14.
 *
 * @example
 * const developers = new iam.Group(this, 'Developers', {
 *   managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'), Guardrail.of(this)],
 * });
 */
export class Guardrail extends iam.ManagedPolicy {
  /**
   * The guardrail of the stack of a construct. The first call makes it, with default properties; make it yourself before that
   * to choose others.
   */
  public static of(scope: Construct): Guardrail {
    return guardrailIn(scope) ?? new Guardrail(Stack.of(scope), 'Guardrail');
  }

  /** Whether the stack of a construct has a guardrail: whoever wants something protected need not make one that nobody carries. */
  public static isUsedIn(scope: Construct): boolean {
    return guardrailIn(scope) !== undefined;
  }

  /**
   * Has the guardrail of the stack of a construct protect something, now or as soon as there is one.
   *
   * @internal
   */
  public static _whenUsedIn(scope: Construct, protect: (guardrail: Guardrail) => void): void {
    const guardrail = guardrailIn(scope);
    if (guardrail) return protect(guardrail);
    const stack = Stack.of(scope);
    awaited.set(stack, [...awaited.get(stack) ?? [], protect]);
  }

  private readonly changes: iam.PolicyStatement;

  /**
   * Throws where the stack has a guardrail already, and where the name or the path is none that IAM takes. At synth it is an
   * error to protect so much that the policy grows past 6,144 characters.
   */
  constructor(scope: Construct, id: string, props: GuardrailProps = {}) {
    const path = props.path ?? BASELINE_PATH;
    requireIamPath('path', path);
    requireIamName('managedPolicyName', props.managedPolicyName, 128);
    const changes = denyChangesStatement();
    super(scope, id, {
      managedPolicyName: props.managedPolicyName,
      path,
      document: new iam.PolicyDocument({
        statements: [
          ...denyIdentityStatements(),
          denySessionsStatement(props.cdkDeployWithAdministratorRights ?? false),
          denyAuditTamperingStatement(),
          changes,
        ],
        minimize: false,
      }),
    });
    omitDescription(this);
    requireUniqueName(this, 'managedPolicyName');
    requireOnlyOneInStack(this, (other) => other instanceof Guardrail, 'a guardrail', 'job functions share one; refer to it with Guardrail.of(scope)');
    this.changes = changes;
    this.node.addValidation({ validate: () => policySizeErrors(this, this.document, 'protect', 'protect fewer ARNs, or one pattern for several') });
    awaited.get(Stack.of(this))?.forEach((protect) => protect(this));
  }

  /**
   * Denies every change to resources of the baseline, and to use them: functions, rules, topics and parameters. They may still
   * be looked at. Of other kinds, such as secrets, nothing is left, reading included.
   *
   * @param arns ARNs of resources of the same stack, or literal ones. Of a function also its versions and aliases are protected.
   * @throws if an ARN belongs to a resource of another stack, since that would tie the stacks together by an export
   */
  public protect(...arns: string[]): void {
    for (const arn of arns) {
      const target = this.targetOf(arn);
      this.changes.addResources(arn);
      if (target ? target.cfnResourceType === 'AWS::Lambda::Function' : /:function:[^:]+$/.test(arn)) {
        this.changes.addResources(this.versionsOf(arn, target));
      }
    }
  }

  /**
   * Denies every change to another stack, and to what it has made under names that CloudFormation has given: functions, rules, topics,
   * logs and buckets. `AccountWatchStack` and `CredentialWatchStack` are stacks of their own, and whoever may stop them is not watched.
   * Each stack takes some 250 characters of the policy.
   *
   * @param stackName the name of the stack, of at most 20 characters: CloudFormation shortens longer ones in the names that it gives
   * @throws if it is no such name
   */
  public protectStack(stackName: string): void {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,19}$/.test(stackName)) {
      throw invalid('stackName', stackName, 'give the name of one stack: a letter, then up to 19 letters, digits and hyphens');
    }
    this.changes.addResources(...resourcesOfStack(stackName));
  }

  /**
   * Denies actions on the account itself, which have no resource that `protect` could name; none at all is nothing to deny.
   *
   * @internal
   */
  public _keep(actions: string[]): void {
    if (actions.length === 0) return;
    this.document.addStatements(new iam.PolicyStatement({ sid: 'Settings', effect: iam.Effect.DENY, actions, resources: ['*'] }));
  }

  private targetOf(arn: string): CfnResource | undefined {
    if (!Token.isUnresolved(arn)) return undefined;
    const target = Tokenization.reverseString(arn).tokens.filter(Reference.isReference).map((reference) => reference.target)[0];
    if (!CfnResource.isCfnResource(target!)) return undefined;
    if (Stack.of(target) !== Stack.of(this)) {
      throw invalid('protect', target.node.path, `it belongs to another stack than the guardrail ${this.node.path}: use the guardrail of its own stack`);
    }
    return target;
  }

  /** With the logical id, which may still be overridden, as a substitution: a join would take three times the room. */
  private versionsOf(arn: string, target?: CfnResource): string {
    if (!target) return `${arn}:*`;
    return Lazy.uncachedString({ produce: (context) => Fn.sub(`\${${context.resolve(target.logicalId)}.Arn}:*`) });
  }
}

/** What waits in each stack for a guardrail: none is made that nobody carries, and one may be made after what it protects. */
const awaited = new WeakMap<Stack, ((guardrail: Guardrail) => void)[]>();

function guardrailIn(scope: Construct): Guardrail | undefined {
  const stack = Stack.of(scope);
  return stack.node.findAll().find((other): other is Guardrail => other instanceof Guardrail && Stack.of(other) === stack);
}
