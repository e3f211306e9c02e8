import { CfnResource, Fn, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MANAGED_POLICY_LIMIT, policySize } from './policies/policy-size';
import { denyChangesStatement, denyMappingsStatement, resourcesOfStack } from './policies/protected';
import { invalid } from '../private/errors';

/** How many calls an error names: those that take the most. */
const NAMED_CALLS = 5;

/**
 * What a policy protects: everything that this library makes, wherever it is, and what its user adds. It remembers which call took
 * how much of the policy.
 */
export class Protection {
  /** The statements that deny. */
  public readonly statements: iam.PolicyStatement[];

  private readonly changes = denyChangesStatement();
  private readonly mappings = denyMappingsStatement();
  private readonly functionArns: string[] = [];
  private readonly calls: { readonly call: string; readonly arns: string[] }[] = [];

  public constructor() {
    this.statements = [this.changes, this.mappings];
  }

  /**
   * Protects resources with what belongs to them: the versions, aliases and event source mappings of a function, the objects of a
   * bucket, the streams of a log group.
   *
   * @throws if it is not the ARN of a resource, or belongs to a resource of another stack, since that would tie the stacks together by an
   * export
   */
  public protect(policy: iam.ManagedPolicy, arns: string[]): void {
    for (const arn of arns) {
      requireArn(policy, arn);
      const target = targetOf(policy, arn);
      const forms = [arn, ...formsOf(arn, target)];
      this.add(`protect(${target ? target.node.path : `'${arn}'`})`, forms);
      if (kindOf(arn, target) === 'AWS::Lambda::Function') this.protectMappings(forms);
    }
  }

  /**
   * Protects another stack and what it has made under names that CloudFormation has given.
   *
   * @throws if it is not the name of one stack, or so long that CloudFormation shortens it in the names that it gives
   */
  public protectStack(policy: iam.ManagedPolicy, stackName: string): void {
    if (typeof stackName !== 'string' || !/^[A-Za-z][A-Za-z0-9-]{0,19}$/.test(stackName)) {
      throw invalid('protectStack', stackName, 'give the name of one stack: a letter, then up to 19 letters, digits and hyphens. '
        + 'CloudFormation shortens a longer one in the names that it gives: protect its resources by their ARNs', policy);
    }
    this.add(`protectStack('${stackName}')`, resourcesOfStack(stackName));
  }

  /** Refuses a policy that IAM would not take, with the calls that made it long; none if it fits. */
  public sizeErrors(policy: iam.ManagedPolicy): string[] {
    const size = policySize(policy, policy.document);
    if (size <= MANAGED_POLICY_LIMIT) return [];
    const sizes = this.calls.map(({ call, arns }) => ({ call, characters: policySize(policy, arns) - 1 }));
    sizes.sort((one, other) => other.characters - one.characters);
    const named = sizes.slice(0, NAMED_CALLS).map(({ call, characters }) => `${call} takes ${characters}`);
    const others = sizes.length > NAMED_CALLS ? [`${sizes.length - NAMED_CALLS} more calls`] : [];
    return [invalid('protect', `${size} characters`,
      `the policy may have ${MANAGED_POLICY_LIMIT}: ${[...named, ...others].join(', ')}. Protect fewer ARNs, or one pattern for several`).message];
  }

  private add(call: string, arns: string[]): void {
    this.changes.addResources(...arns);
    this.calls.push({ call, arns });
  }

  private protectMappings(functionArns: string[]): void {
    this.functionArns.push(...functionArns);
    this.mappings.addCondition('ArnLike', denyMappingsStatement(this.functionArns).conditions.ArnLike);
  }
}

/** What only the deployment knows passes. */
function requireArn(policy: iam.ManagedPolicy, arn: unknown): void {
  if (Token.isUnresolved(arn)) return;
  if (typeof arn === 'string' && /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn)) return;
  throw invalid('protect', arn, 'it must be the ARN of a resource, such as arn:aws:sqs:eu-west-1:111122223333:orders, in which * may stand', policy);
}

/** The resource of the same stack that an ARN is an attribute of. */
function targetOf(policy: iam.ManagedPolicy, arn: string): CfnResource | undefined {
  const fragments = Tokenization.reverseString(arn);
  const target = fragments.tokens.filter(Reference.isReference).map((reference) => reference.target)[0];
  if (!CfnResource.isCfnResource(target!)) return undefined;
  if (Stack.of(target) !== Stack.of(policy)) {
    throw invalid('protect', target.node.path, `it belongs to another stack than the policy ${policy.node.path}: give a pattern, or protect it in its own stack`, policy);
  }
  // With more text around it, it is somebody's own form.
  return fragments.length === 1 ? target : undefined;
}

const KINDS: Record<string, RegExp> = {
  'AWS::Lambda::Function': /:function:[^:]+$/,
  'AWS::Logs::LogGroup': /:log-group:[^:]+(:\*)?$/,
  'AWS::S3::Bucket': /:s3:::[^/]+$/,
};

function kindOf(arn: string, target?: CfnResource): string | undefined {
  if (target) return target.cfnResourceType;
  return Token.isUnresolved(arn) ? undefined : Object.keys(KINDS).find((kind) => KINDS[kind].test(arn));
}

/** The other ARNs by which requests name what belongs to a resource. */
function formsOf(arn: string, target?: CfnResource): string[] {
  switch (kindOf(arn, target)) {
    case 'AWS::Lambda::Function': return [target ? substituted(target, (id) => `\${${id}.Arn}:*`) : `${arn}:*`];
    case 'AWS::S3::Bucket': return [target ? substituted(target, (id) => `\${${id}.Arn}/*`) : `${arn}/*`];
    // The attribute ends with `:*`, which is not what tags and policies of the group itself are asked for.
    case 'AWS::Logs::LogGroup': return [target ? substituted(target, (id) => `arn:*:logs:*:*:log-group:\${${id}}`) : otherFormOfLogGroup(arn)];
    default: return [];
  }
}

function otherFormOfLogGroup(arn: string): string {
  return arn.endsWith(':*') ? arn.slice(0, -2) : `${arn}:*`;
}

/** With the logical id, which may still be overridden, as a substitution: a join would take three times the room. */
function substituted(target: CfnResource, text: (logicalId: string) => string): string {
  return Lazy.uncachedString({ produce: (context) => Fn.sub(text(context.resolve(target.logicalId))) });
}
