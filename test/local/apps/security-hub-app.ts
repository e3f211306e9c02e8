import { App, Stack } from 'aws-cdk-lib';
import { CfnDelegatedAdmin } from 'aws-cdk-lib/aws-securityhub';
import {
  CallerCredentialsSynthesizer, OrganizationSettings, SecurityControlParameter, SecurityHubCentralConfiguration, SecurityStandard, SecurityStatus,
} from '../../../src';

/** The stacks of docs/organization/security-hub.md: of the management account, of the administrator and of a member. */
const app = new App();
const { management, administrator, member, policies, selfManagedTargets, linkedRegions } = JSON.parse(process.env.SECURITY_HUB!);
const stackOf = (name: string, account: string, region = 'eu-central-1') => new Stack(app, name, { synthesizer: new CallerCredentialsSynthesizer(), env: { account, region } });

const designation = stackOf('account-baseline-designation', management);
const settings = new OrganizationSettings(designation, 'Settings', { trustedServices: ['securityhub.amazonaws.com'] });
new CfnDelegatedAdmin(designation, 'Administrator', { adminAccountId: administrator }).node.addDependency(settings);

new SecurityHubCentralConfiguration(stackOf('account-baseline-security-hub', administrator), 'SecurityHub', {
  selfManagedTargets,
  linkedRegions,
  policies: policies.map(({ standards, controlParameters = [], ...policy }: any) => ({
    ...policy,
    standards: standards.map((name: string) => SecurityStandard.of(name)),
    controlParameters: controlParameters.map(([control, name, value]: any) => SecurityControlParameter.integer(control, name, value)),
  })),
});

new SecurityStatus(stackOf('account-baseline-status', member, 'us-east-1'), 'Status', { securityHub: true });
