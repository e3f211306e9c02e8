import { App } from 'aws-cdk-lib';
import { everythingOn } from '../../../proof/everything-on';
import { SecureAccountBaselineStack } from '../../../src';

/** The baseline that the cases of the proof speak of: its stack is called so, all job functions are in it, the rest is by default. */
new SecureAccountBaselineStack(new App(), 'Baseline', { groups: everythingOn.groups });
