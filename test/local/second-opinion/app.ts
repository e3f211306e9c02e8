import { App } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from '../../../src';
import { everythingOn } from '../../everything-on';

/** The baseline that the cases of the proof speak of: its stack is called so, all job functions are in it, the rest is by default. */
new SecureAccountBaselineStack(new App(), 'Baseline', { jobFunctions: everythingOn.jobFunctions });
