import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BaselineRollOut, CallerCredentialsSynthesizer, IdentityCenterGroup, IdentityCenterUser, JobFunction, JobFunctionPermissionSet, RollOutTarget } from '../../../src';

/** A roll-out to a unit, and power users in some of its accounts. */
const app = new App();
const context = (name: string): string => app.node.tryGetContext(name);
const stackOf = (id: string) => new Stack(app, id, { synthesizer: new CallerCredentialsSynthesizer() });

const rollOut = new BaselineRollOut(stackOf('account-baseline-roll-out'), 'RollOut', {
  baseline: { guardrail: { managedPolicyName: 'Guardrail' } },
  targets: [RollOutTarget.unit(context('unit'))],
  region: 'eu-central-1',
  removalPolicy: RemovalPolicy.DESTROY,
});

const stack = stackOf('account-baseline-people');
const identityStoreId = context('store');
const alice = new IdentityCenterUser(stack, 'Alice', { identityStoreId, givenName: 'Alice', familyName: 'Example', email: 'alice@example.com', userName: 'alice' });
new JobFunctionPermissionSet(stack, 'PowerUser', {
  instanceArn: context('instance'),
  jobFunction: JobFunction.POWER_USER,
  rollOut,
  assignments: [{ group: new IdentityCenterGroup(stack, 'Developers', { identityStoreId, groupName: 'Developers', users: [alice] }), accountIds: context('accounts').split(',') }],
});
