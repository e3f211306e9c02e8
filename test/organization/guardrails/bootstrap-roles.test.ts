import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CallerCredentialsSynthesizer, LandingZone, OrganizationGuardrails, OrganizationGuardrailsProps, ServiceControl } from '../../../src';

/** The warnings of guardrails that make exceptions for roles. */
function warnings(props: Partial<OrganizationGuardrailsProps>, make = (_: Stack): Partial<OrganizationGuardrailsProps> => ({})): string[] {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer() });
  new OrganizationGuardrails(stack, 'Guardrails', { targets: ['ou-abcd-11112222'], serviceControls: [ServiceControl.protectBaseline()], ...props, ...make(stack) });
  return app.synth().getStackByName(stack.stackName).messages.map(({ entry }) => `${entry.data}`);
}

test.each([
  ['arn:*:iam::*:role/cdk-*', 'cfn-exec'],
  ['arn:*:iam::*:role/cdk-hnb659fds-*', 'cfn-exec'],
  ['arn:aws:iam::111122223333:role/cdk-hnb659fds-deploy-role-111122223333-eu-central-1', 'deploy'],
  ['arn:*:iam::*:role/cdk-*-publishing-role-*', 'file-publishing'],
  ['arn:*:iam::*:role/*-lookup-*', 'lookup'],
  ['arn:*:iam::*:role/c*', 'cfn-exec'],
])('a deployer %s matches roles of cdk bootstrap, which is a warning', (arn, kind) => {
  expect(warnings({ deployers: ['arn:*:iam::*:role/Deploy', arn] })).toEqual([
    expect.stringMatching(new RegExp(`^\`deployers\` '${arn.replace(/[*]/g, '\\*')}' matches the roles of cdk bootstrap, such as cdk-hnb659fds-${kind}-role-.*\\[ack: cdk-secure-account-baseline:bootstrapRoleExempt\\]`)),
  ]);
});

test.each([
  'arn:*:iam::*:role/platform-deployer', 'arn:*:iam::*:role/cdk-base-*', 'arn:*:iam::*:role/cdk-accel*', 'arn:*:iam::*:role/team/cdk-*', 'arn:*:iam::*:role/*-role-deploy', 'arn:*:iam::*:role/cdk-hnb659fds-*-Role-1A2B*',
])('a deployer %s matches no role of cdk bootstrap', (arn) => {
  expect(warnings({ deployers: [arn], landingZone: LandingZone.LANDING_ZONE_ACCELERATOR })).toEqual([]);
});

test('a deployer that is known at deployment passes, and one with a name is known', () => {
  const ofBootstrap = (deployer: (stack: Stack) => string) => warnings({ breakGlassRoles: [] }, (stack) => ({ deployers: [deployer(stack)] })).filter((text) => text.includes('bootstrapRoleExempt'));
  expect(ofBootstrap((stack) => new CfnParameter(stack, 'Deployer').valueAsString)).toEqual([]);
  expect(ofBootstrap((stack) => `arn:${stack.partition}:iam::*:role/cdk-*`)).toHaveLength(1);
});

test('an exception of a control for them is a warning too', () => {
  expect(warnings({ serviceControls: [ServiceControl.protectAudit().exceptRoles('arn:*:iam::*:role/Network*', 'arn:*:iam::*:role/cdk-*')] })).toEqual([
    expect.stringMatching(/^`exceptRoles of protectAudit` 'arn:\*:iam::\*:role\/cdk-\*' matches the roles of cdk bootstrap/),
  ]);
});
