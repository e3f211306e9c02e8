import { App, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BaselineRollOut, CallerCredentialsSynthesizer, IdentityCenterGroup, JobFunction, JobFunctionPermissionSet, RollOutTarget, WorkloadBoundary } from '../../../src';

/** A roll-out to some accounts, and the job functions of their people by permission sets. */
const app = new App();
const context = (name: string): string => app.node.tryGetContext(name);
const stackOf = (id: string) => new Stack(app, id, { synthesizer: new CallerCredentialsSynthesizer() });

const rollOut = new BaselineRollOut(stackOf('account-baseline-roll-out'), 'RollOut', {
  baseline: { guardrail: { managedPolicyName: 'Guardrail' } },
  targets: [RollOutTarget.accounts(context('unit'), context('accounts').split(','))],
  region: 'eu-central-1',
});
const boundary = new WorkloadBoundary(rollOut.baseline, 'Boundary');

const stack = stackOf('account-baseline-people');
const instanceArn = context('instance');
const group = IdentityCenterGroup.fromGroupId(stack, 'Developers', context('group'));
const assignments = [{ group }];
new JobFunctionPermissionSet(stack, 'PowerUser', { instanceArn, jobFunction: JobFunction.POWER_USER, rollOut, assignments });
const leads = new JobFunctionPermissionSet(stack, 'TeamLead', {
  instanceArn,
  jobFunction: JobFunction.of({
    name: 'TeamLead',
    awsManagedPolicies: ['AdministratorAccess'],
    guardrail: false,
    statements: context('more') ? [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sqs:ListQueues'], resources: ['*'] })] : undefined,
  }),
  rollOut,
  permissionsBoundary: boundary,
  assignments,
});
// An account that no roll-out reaches, which only the deployment finds out.
if (context('foreign')) leads.assign({ group, accountIds: [Lazy.string({ produce: () => context('foreign') })] });
