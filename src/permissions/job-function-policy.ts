import { Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgePassWorkloadRoles } from './acknowledgements';
import { documentErrors } from './least-privilege/document-errors';
import { statementsOf } from './least-privilege/statements';
import { passWorkloadRolesStatements } from './policies/pass-workload-roles';
import { policySizeErrors } from './policies/policy-size';
import { warnOfWideWorkloadRoles } from './wide-workload-role';
import { invalid } from '../private/errors';
import { BASELINE_PATH } from '../private/iam-names';
import { omitDescription } from '../private/managed-policy';

/** A policy that a job function brings itself. */
export interface JobFunctionPolicyProps {
  /** In the stack. */
  readonly id: string;
  readonly make: (scope: Construct, id: string) => iam.ManagedPolicy;
  /** Its statements, for an inline policy that is the same in every account. */
  readonly statements: () => iam.PolicyStatement[];
}

/** What a permission set makes of a job function. It brings no policy of its own into an account. */
export interface JobFunctionParts {
  readonly awsManagedPolicies: string[];
  readonly managedPolicies: iam.IManagedPolicy[];
  /** Those of the policy that the job brings itself, for any account. */
  readonly statements: iam.PolicyStatement[];
  /** Whether the user has defined the job. */
  readonly ofUser: boolean;
}

/** One policy for all the job functions that start workloads. */
export const PASS_WORKLOAD_ROLES: JobFunctionPolicyProps = {
  id: 'PassWorkloadRoles',
  make: (scope, id) => {
    const policy = statementsPolicy(scope, id, BASELINE_PATH, passWorkloadRolesStatements());
    acknowledgePassWorkloadRoles(policy);
    warnOfWideWorkloadRoles(policy);
    return policy;
  },
  statements: () => passWorkloadRolesStatements((resource) => Fn.sub(`arn:\${AWS::Partition}:iam::*:${resource}`)),
};

/** The policy of a user's own job function. Unsafe rights get a warning; a `LeastPrivilegePolicy` would refuse them. */
export function policyOfStatements(job: string, statements: iam.PolicyStatement[]): JobFunctionPolicyProps {
  return {
    id: `JobFunction${job}`,
    make: (scope, id) => statementsPolicy(scope, id, BASELINE_PATH, statements),
    statements: () => statements,
  };
}

/**
 * A policy of a group. The policies of the baseline itself are no `LeastPrivilegePolicy`, which would read the table of actions in each
 * synth; a test checks that they would pass as one.
 */
export function statementsPolicy(scope: Construct, id: string, path: string, statements: iam.PolicyStatement[]): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, id, { path, document: new iam.PolicyDocument({ statements }) });
  omitDescription(policy);
  policy.node.addValidation({
    validate: () => [
      ...documentErrors(policy, statementsOf(policy, policy.document)),
      ...policySizeErrors(policy, policy.document, 'statements', 'split them: give some as a managed policy of their own in managedPolicies'),
    ],
  });
  return policy;
}

/** What each policy was made of, so that two job functions of one name are told apart. */
const madeOf = new WeakMap<object, JobFunctionPolicyProps>();

/** The policy in the stack of a construct; the first call makes it. */
export function jobFunctionPolicy(scope: Construct, props: JobFunctionPolicyProps): iam.IManagedPolicy {
  const stack = Stack.of(scope);
  const known = stack.node.tryFindChild(props.id) as iam.ManagedPolicy | undefined;
  if (known && madeOf.has(known)) {
    if (madeOf.get(known) !== props) throw invalid('jobFunction', props.id.replace('JobFunction', ''), 'the stack has another job function of that name. Give one of the two another name', scope);
    return known;
  }
  const policy = props.make(stack, props.id);
  madeOf.set(policy, props);
  return policy;
}
