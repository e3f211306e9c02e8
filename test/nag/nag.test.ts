import { App } from 'aws-cdk-lib';
import { testRulePacks } from './rule-packs';
import { everythingOn } from '../../proof/everything-on';
import { SecureAccountBaselineProps, SecureAccountBaselineStack } from '../../src';

/** A user who adds the packs to an app of their own must see none of our findings. */
describe.each<[string, SecureAccountBaselineProps]>([['default', {}], ['everything on', everythingOn]])('with %s', (_, props) => {
  testRulePacks(() => {
    const app = new App();
    new SecureAccountBaselineStack(app, 'account-baseline', props);
    return app;
  });
});
