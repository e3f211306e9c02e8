import { App } from 'aws-cdk-lib';
import { findings } from './findings';
import { everythingOn } from '../../proof/everything-on';
import { accountWatchEverythingOn, credentialWatchEverythingOn } from '../../proof/watches-everything-on';
import { AccountWatchStack, CredentialWatchStack, SecureAccountBaselineStack } from '../../src';

/** A user who adds the checks to an app of their own must see none of our findings. */
test.each<[string, boolean]>([['default', false], ['everything on', true]])('the library with %s has no finding that is not acknowledged', (_, all) => {
  const app = new App();
  new SecureAccountBaselineStack(app, 'account-baseline', all ? everythingOn : {});
  new AccountWatchStack(app, 'account-watch', all ? accountWatchEverythingOn : {});
  new CredentialWatchStack(app, 'credential-watch', all ? credentialWatchEverythingOn : {});
  expect(findings(app)).toEqual({});
});
