import { App } from 'aws-cdk-lib';
import { AccountWatchStack, CredentialAgeStandard, CredentialWatchStack, OnFinding } from 'cdk-secure-account-baseline';

const app = new App();
const emailAddresses = [app.node.tryGetContext('securityEmail') ?? 'security@example.com'];

// Checks the account at deployment and every day. The trail bills for its storage, some cents a month; without it, there are no alerts
// within minutes of root activity and of identity changes.
new AccountWatchStack(app, 'account-baseline-watch', {
  env: { region: 'us-east-1' },
  emailAddresses,
  securityStatus: { onFinding: OnFinding.WARN },
  auditTrail: {},
  rootActivity: {},
  identityChanges: {},
});

// Reports old and unused credentials and permissions.
new CredentialWatchStack(app, 'account-baseline-credential-watch', {
  env: { region: 'us-east-1' },
  emailAddresses,
  credentialReport: { standard: CredentialAgeStandard.PCI_DSS_4 },
});
