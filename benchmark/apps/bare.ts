import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Group } from 'aws-cdk-lib/aws-iam';

/** The least that is an app with something in it: one group. */
const app = new App();
new Group(new Stack(app, 'benchmark', { synthesizer: new BootstraplessSynthesizer() }), 'Group');
app.synth();
