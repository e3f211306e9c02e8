import { App } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved
import { everythingOn } from '../../proof/everything-on';

/** The baseline with every option that adds something. */
const app = new App();
new SecureAccountBaselineStack(app, 'benchmark', everythingOn);
app.synth();
