import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { everythingOn } from '../../proof/everything-on';
import { SecureAccountBaselineProps, SecureAccountBaselineStack } from '../../src';

/** A user who adds the packs to an app of their own must see none of our findings. */
describe.each<[string, SecureAccountBaselineProps]>([['default', {}], ['everything on', everythingOn]])('with %s', (_, props) => {
  test.each([AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks, HIPAASecurityChecks, ServerlessChecks])('%p finds nothing unacknowledged', (Pack) => {
    const app = new App();
    new SecureAccountBaselineStack(app, 'account-baseline', props);
    const pack = new Pack(app);
    expect(pack.validateScope(app).violations).toEqual([]);
  });
});
