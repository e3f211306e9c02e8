import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';

const GUARDRAIL = Symbol.for('cdk-secure-account-baseline.Guardrail');

/** Marks a policy as a guardrail, since an imported guardrail is not an instance of a class of this library. */
export function markGuardrail<T extends iam.IManagedPolicy>(policy: T): T {
  return Object.defineProperty(policy, GUARDRAIL, { value: true });
}

function isGuardrail(construct: IConstruct): boolean {
  return GUARDRAIL in construct;
}

/** The guardrail that the job functions of a stack carry. Undefined if the stack has none. */
export function guardrailIn(scope: Construct): iam.IManagedPolicy | undefined {
  const stack = Stack.of(scope);
  return stack.node.findAll().find((other) => isGuardrail(other) && Stack.of(other) === stack) as iam.IManagedPolicy | undefined;
}
