import { App, Stack } from 'aws-cdk-lib';
import { CallerCredentialsSynthesizer, SecurityControlParameter, SecurityHubCspm, SecurityStandard, SecurityStatus } from '../../../src';

/** The stack of docs/security-hub-of-an-account.md, and a second one in another region. */
const app = new App();
const { standards, controlParameters = [], findingAggregation } = JSON.parse(process.env.SECURITY_HUB!);
const stackOf = (name: string, region: string) => new Stack(app, name, { synthesizer: new CallerCredentialsSynthesizer(), env: { region } });

const stack = stackOf('account-baseline-security-hub', 'us-east-1');
new SecurityHubCspm(stack, 'SecurityHub', {
  standards: standards.map(([name, ...disabledControls]: any) => ({ standard: SecurityStandard.of(name), disabledControls })),
  controlParameters: controlParameters.map(([control, name, value]: any) => SecurityControlParameter.integer(control, name, value)),
  findingAggregation,
});
new SecurityStatus(stack, 'Status', { securityHub: true });

new SecurityHubCspm(stackOf('account-baseline-elsewhere', 'eu-west-1'), 'SecurityHub', { standards: [{ standard: SecurityStandard.CIS_5_0 }] });
