import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * A policy that AWS maintains, by an ARN that is right in every partition and short in the template.
 *
 * @param name with its path, such as `job-function/ViewOnlyAccess`
 */
export function awsManagedPolicy(scope: Construct, name: string): iam.IManagedPolicy {
  // The text of a substitution must be known at synth.
  if (Token.isUnresolved(name)) return iam.ManagedPolicy.fromAwsManagedPolicyName(name);
  const stack = Stack.of(scope);
  const id = `AwsManagedPolicy-${name.replace(/\//g, '-')}`;
  const known = stack.node.tryFindChild(id) as iam.IManagedPolicy | undefined;
  return known ?? iam.ManagedPolicy.fromManagedPolicyArn(stack, id, Fn.sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`));
}
