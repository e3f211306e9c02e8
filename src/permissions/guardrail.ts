import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { guardrailStatements } from './policies/guardrail';
import { Protection } from './protection';
import { guardrailIn, markGuardrail } from './stack-guardrail';
import { inConstruct, invalid, requireMatch } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, flag, KnownKeys, text } from '../private/known-keys';
import { omitDescription } from '../private/managed-policy';
import { requireOnlyOneInStack } from '../private/only-one';
import { requireUniqueName } from '../private/unique-name';

/** What can be chosen about a guardrail. */
export interface GuardrailOptions {
  /**
   * Lets an identity with the guardrail that is allowed `sts:AssumeRole` assume the roles that `cdk bootstrap` makes, so that a
   * normal `cdk deploy` works for power users. It gives away the account: the deploy role hands CloudFormation an administrator
   * role, which makes whatever the template says, other administrators included. Better is a pipeline that deploys, or a
   * bootstrap with `--cloudformation-execution-policies` narrower than AdministratorAccess.
   *
   * @default false
   */
  readonly cdkDeployWithAdministratorRights?: boolean;

  /**
   * Whether this account manages an organization. The guardrail then also denies the writes of Organizations, account management, Control
   * Tower and Firewall Manager, by which one account changes all the others.
   *
   * @default false
   */
  readonly managementAccount?: boolean;

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

/** Properties of a `Guardrail`. */
export interface GuardrailProps extends GuardrailOptions {}

/** A guardrail, made here or in another stack. */
export interface IGuardrail extends iam.IManagedPolicy {}
const KEYS: KnownKeys<GuardrailProps> = { cdkDeployWithAdministratorRights: flag, managementAccount: flag, managedPolicyName: text, path: text };

/**
 * The deny policy of every job function but the administrator's: it closes the known privilege-escalation paths. It grants nothing.
 * The job functions of a stack share one.
 *
 * It denies
 * - changes of users, groups, roles, policies and identity providers; people keep their own credentials in their hands
 * - passing a role from outside of the path `/workload/`, and assuming any role, in this account or another
 * - changes of IAM Identity Center, trust anchors of IAM Roles Anywhere, certificates of private authorities, and StackSets, which reach
 *   other accounts; roles, applications and passwords of managed directories
 * - logins that are handed to another machine, and tokens of code repositories
 * - turning off or blinding CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer
 * - changes of the settings of the account that this library makes, such as `s3:PutAccountPublicAccessBlock`
 * - changes and use of everything that this library makes, in whatever stack, region or account, and of what `cdk bootstrap` made:
 *   names that begin with `account-baseline-`, parameters under `/account-baseline/`, stacks with `account-baseline` in their name
 *   and the guardrail's own stack. They may still be read.
 *
 * A deny wins over every allow: a person who is in the group of the administrators and in another one with the guardrail cannot
 * assume the administrators' role. Give an administrator that one job function.
 *
 * Known limitations, by class:
 * - the role of a resource that exists: to change a stack, a function or an instance that has a role is to use that role, and to open a
 *   session on it is to read the credentials. Protect it (`protect`), its stack (`protectStack`), or give its role a permissions boundary
 * - sharing: a resource policy, a snapshot or an image gives another account data of this one, and another account that shares a private
 *   certificate authority issues certificates of it
 * - audit services other than the five above, and `config:PutConfigRule`, which can empty a rule
 * - an organization: set `managementAccount` where this account manages one. Elsewhere no job function of this library allows
 *   `organizations` and `account`, and of `account` only changes of contacts are denied
 *
 * The policy fits 6,144 characters, the limit of IAM, with some 30 protected ARNs, or 4 functions of the same stack;
 * a resource whose name begins with `account-baseline-` takes none. It costs nothing.
 *
 * Sources: AWS managed policy PowerUserAccess; AWS CDK Developer Guide, "AWS CDK bootstrapping"; pathfinding.cloud; CIS AWS
 * Foundations Benchmark 7.0.0, 2.14.
 *
 * @example
 * const developers = new iam.Group(this, 'Developers', {
 *   managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'), Guardrail.of(this)],
 * });
 */
export class Guardrail extends iam.ManagedPolicy implements IGuardrail {
  /**
   * The guardrail of the stack of a construct. The first call makes it, with default properties; make it yourself before that
   * to choose others.
   *
   * @throws if the stack imports its guardrail: what is protected is said in the stack that makes it
   */
  public static of(scope: Construct): Guardrail {
    const guardrail = guardrailIn(scope) ?? new Guardrail(Stack.of(scope), 'Guardrail');
    if (guardrail instanceof Guardrail) return guardrail;
    throw invalid('scope', scope.node.path, `its stack imports the guardrail ${guardrail.node.path}: refer to that, and protect in the stack that makes it`, scope);
  }

  /**
   * Refers to a guardrail that another stack of the account makes. The job functions of this stack then carry it. It does not know
   * this stack: call the stack `account-baseline...`, or protect it where the guardrail is made.
   *
   * @throws if it is not the ARN of a managed policy, or the stack has a guardrail already
   */
  public static fromGuardrailArn(scope: Construct, id: string, guardrailArn: string): IGuardrail {
    inConstruct(scope, id, () => requireMatch('guardrailArn', guardrailArn, /^arn:[\w-]+:iam::\d{12}:policy\/[\x21-\x7e]+$/, 'give the ARN of a managed policy'));
    const guardrail = markGuardrail(iam.ManagedPolicy.fromManagedPolicyArn(scope, id, guardrailArn));
    requireOnlyGuardrail(guardrail);
    return guardrail;
  }

  private readonly protection: Protection;

  /**
   * @throws if the stack has a guardrail already, or the name or the path is not one that IAM takes. At synth it is an error to
   * protect so much that the policy grows past 6,144 characters.
   */
  constructor(scope: Construct, id: string, props: GuardrailProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireIamPath('path', props.path);
      requireIamName('managedPolicyName', props.managedPolicyName, 128);
    });
    const path = props.path ?? BASELINE_PATH;
    const protection = new Protection();
    super(scope, id, {
      managedPolicyName: props.managedPolicyName,
      path,
      document: new iam.PolicyDocument({
        statements: [
          ...guardrailStatements(props.cdkDeployWithAdministratorRights ?? false, props.managementAccount ?? false), ...protection.statements,
        ],
        minimize: false,
      }),
    });
    omitDescription(this);
    requireUniqueName(this, 'managedPolicyName');
    requireOnlyGuardrail(markGuardrail(this));
    this.protection = protection;
    this.node.addValidation({ validate: () => protection.sizeErrors(this) });
  }

  /**
   * Denies every change to further resources, and to use them. Resources of the services that this library uses may still be read;
   * of other services nothing is left.
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
   * Denies every change to another stack of yours, and to what it has made under names that CloudFormation has given: functions,
   * rules, topics, logs and buckets. What this library makes needs no such call. Each stack takes some 250 characters of the policy.
   *
   * @param stackName the name of the stack, of at most 20 characters: CloudFormation shortens longer ones in the names that it gives
   * @throws if it is not the name of one stack
   */
  public protectStack(stackName: string): void {
    this.protection.protectStack(this, stackName);
  }
}

function requireOnlyGuardrail(guardrail: IGuardrail): void {
  requireOnlyOneInStack(guardrail, 'a guardrail', 'Job functions share one. Refer to it with Guardrail.of(scope)');
}
