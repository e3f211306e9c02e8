import { CfnResource, Fn, Lazy, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MANAGED_POLICY_LIMIT, policySize } from './policies/policy-size';
import { denyChangesStatement, denyMappingsStatement, resourcesOfStack } from './policies/protected';
import { invalid } from '../private/errors';

/** The maximum number of calls that an error names: those that need the most characters. */
const NAMED_CALLS = 5;

/**
 * The protection that a policy provides: for all resources of this library, wherever they are, and for those that its user adds. It
 * records how many characters of the policy each call needs.
 */
export class Protection {
  /** The deny statements. */
  public readonly statements: iam.PolicyStatement[];

  private readonly changes = denyChangesStatement();
  private readonly mappings = denyMappingsStatement();
  private readonly functionArns: string[] = [];
  private readonly calls: { readonly call: string; readonly arns: string[] }[] = [];

  public constructor() {
    this.statements = [this.changes, this.mappings];
  }

  /**
   * Protects resources and their parts: the versions, aliases and event source mappings of a function, the objects of a bucket, the
   * streams of a log group.
   *
   * @throws if an ARN belongs to a resource of another stack, since an export would then tie the stacks together
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
   * Protects another stack and its resources with names that CloudFormation generated.
   *
   * @throws if the text is not the name of one stack, or so long that CloudFormation shortens it in generated names
   */
  public protectStack(policy: iam.ManagedPolicy, stackName: string): void {
    if (typeof stackName !== 'string' || !/^[A-Za-z][A-Za-z0-9-]{0,19}$/.test(stackName)) {
      throw invalid('protectStack', stackName, 'give the name of one stack: a letter, then up to 19 letters, digits and hyphens. '
        + 'CloudFormation shortens a longer one in the names that it gives: protect its resources by their ARNs', policy);
    }
    this.add(`protectStack('${stackName}')`, resourcesOfStack(stackName));
  }

  /** Refuses a policy that is longer than IAM allows, and names the calls that need the most characters. */
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

/** Refuses text that is not an ARN. Tokens pass. */
function requireArn(policy: iam.ManagedPolicy, arn: unknown): void {
  if (Token.isUnresolved(arn)) return;
  if (typeof arn === 'string' && /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(arn)) return;
  throw invalid('protect', arn, 'it must be the ARN of a resource, such as arn:aws:sqs:eu-west-1:111122223333:orders, which may contain *', policy);
}

/** The resource of the same stack of which an ARN is an attribute. */
function targetOf(policy: iam.ManagedPolicy, arn: string): CfnResource | undefined {
  const fragments = Tokenization.reverseString(arn);
  const target = fragments.tokens.filter(Reference.isReference).map((reference) => reference.target)[0];
  if (!CfnResource.isCfnResource(target!)) return undefined;
  if (Stack.of(target) !== Stack.of(policy)) {
    throw invalid('protect', target.node.path, `it belongs to another stack than the policy ${policy.node.path}: give a pattern, or protect it in its own stack`, policy);
  }
  // An ARN with further text around the attribute is used as it is.
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

/** The other ARNs with which requests name a resource and its parts. */
function formsOf(arn: string, target?: CfnResource): string[] {
  switch (kindOf(arn, target)) {
    case 'AWS::Lambda::Function': return [target ? substituted(target, (id) => `\${${id}.Arn}:*`) : `${arn}:*`];
    case 'AWS::S3::Bucket': return [target ? substituted(target, (id) => `\${${id}.Arn}/*`) : `${arn}/*`];
    // The attribute ends with `:*`, which requests for tags and policies of the group itself do not use.
    case 'AWS::Logs::LogGroup': return [target ? substituted(target, (id) => `arn:*:logs:*:*:log-group:\${${id}}`) : otherFormOfLogGroup(arn)];
    default: return [];
  }
}

function otherFormOfLogGroup(arn: string): string {
  return arn.endsWith(':*') ? arn.slice(0, -2) : `${arn}:*`;
}

/** The logical ID, which may still be overridden, as a substitution: a join would need three times as many characters. */
function substituted(target: CfnResource, text: (logicalId: string) => string): string {
  return Lazy.uncachedString({ produce: (context) => Fn.sub(text(context.resolve(target.logicalId))) });
}
