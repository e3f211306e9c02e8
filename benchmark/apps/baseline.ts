import { App } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved

/** The baseline as it is by default. */
const app = new App();
new SecureAccountBaselineStack(app, 'benchmark');
app.synth();
