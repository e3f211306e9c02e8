import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgePassWorkloadRoles } from './acknowledgements';
import { passWorkloadRolesDocument } from './policies/pass-workload-roles';
import { invalid } from '../private/errors';
import { BASELINE_PATH } from '../private/iam-names';
import { omitDescription } from '../private/managed-policy';

/** A policy that a job function brings itself. */
export interface JobFunctionPolicyProps {
  /** In the stack. */
  readonly id: string;
  readonly document: () => iam.PolicyDocument;
  readonly acknowledge?: (policy: Construct) => void;
}

/** One policy for all the job functions that start workloads. */
export const PASS_WORKLOAD_ROLES: JobFunctionPolicyProps = {
  id: 'PassWorkloadRoles',
  document: passWorkloadRolesDocument,
  acknowledge: acknowledgePassWorkloadRoles,
};

/** The policy in the stack of a construct; the first call makes it. */
export function jobFunctionPolicy(scope: Construct, props: JobFunctionPolicyProps): iam.IManagedPolicy {
  const stack = Stack.of(scope);
  const known = stack.node.tryFindChild(props.id);
  if (!(known instanceof JobFunctionPolicy)) return new JobFunctionPolicy(stack, props);
  if (known.props !== props) throw invalid('name', props.id.replace('JobFunction', ''), 'the stack has another job function of that name');
  return known;
}

/** Remembers what it was made of, so that two job functions of one name are told apart. */
class JobFunctionPolicy extends iam.ManagedPolicy {
  constructor(scope: Construct, public readonly props: JobFunctionPolicyProps) {
    super(scope, props.id, { path: BASELINE_PATH, document: props.document() });
    omitDescription(this);
    props.acknowledge?.(this);
  }
}
