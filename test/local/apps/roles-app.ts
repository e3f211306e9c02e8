import { App, BootstraplessSynthesizer, CfnOutput, Stack } from 'aws-cdk-lib';
import { BaselineRole } from '../../../src/roles/baseline-role';
import { BreakGlassRole } from '../../../src/roles/break-glass-role';
import { Ec2InstanceRole } from '../../../src/roles/ec2/ec2-instance-role';
import { ServiceRole } from '../../../src/roles/service/service-role';
import { SupportRole } from '../../../src/roles/support-role';
import { RoleTrust } from '../../../src/trust/role-trust';

/** A role of each kind that can be assumed on the local endpoint, which has no organization. */
const stack = new Stack(new App(), 'Roles', { synthesizer: new BootstraplessSynthesizer() });
new SupportRole(stack, 'Support');
new BreakGlassRole(stack, 'BreakGlass', { userNames: ['glass-1', 'break-glass-1', 'break-glass-2'] });
new BaselineRole(stack, 'Partner', {
  roleName: 'Partner', assumedBy: RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' }),
});
new ServiceRole(stack, 'StateMachine', { roleName: 'StateMachine', service: 'states.amazonaws.com' });
const instance = new Ec2InstanceRole(stack, 'Instance', { roleName: 'Instance', ownVpcOnly: true, cloudWatchAgent: false });
new CfnOutput(stack, 'InstanceProfile', { value: instance.instanceProfile.instanceProfileName });
