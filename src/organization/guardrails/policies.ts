import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { PolicyKind } from './policy-kind';

/** A policy as it is attached. */
export interface NamedPolicy {
  readonly name: string;
  readonly content: object;
}

/** The names of the policies of a kind. They are not create-only. */
export function namedPolicies({ suffix }: PolicyKind, policyName: string, contents: readonly object[]): NamedPolicy[] {
  return contents.map((content, index) => ({ name: `${policyName}-${suffix}-${index + 1}`, content }));
}

/**
 * Creates the policies of a kind and attaches them.
 *
 * @param after AWS Organizations changes one thing at a time, so that each policy comes after another one
 */
export function createPolicies(
  scope: Construct, kind: PolicyKind, policies: readonly NamedPolicy[], targets: string[], after?: CfnPolicy,
): CfnPolicy[] {
  const created: CfnPolicy[] = [];
  for (const [index, { name, content }] of policies.entries()) {
    const id = `${kind.suffix[0].toUpperCase()}${kind.suffix.slice(1)}${index + 1}`;
    const policy = new CfnPolicy(scope, id, { name, type: kind.type, content, targetIds: targets, description: `Made by the stack ${Stack.of(scope).stackName}` });
    const previous = created.at(-1) ?? after;
    if (previous) policy.addDependency(previous);
    created.push(policy);
  }
  return created;
}
