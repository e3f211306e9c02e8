import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { everythingOn } from '../../proof/everything-on';
import { accountWatchEverythingOn, credentialWatchEverythingOn } from '../../proof/watches-everything-on';
import { AccountWatchStack, CredentialWatchStack, SecureAccountBaselineStack } from '../../src';

/** The other tests of the newest aws-cdk-lib run without its validation of templates, and 2.257.0 has none. */
beforeAll(() => {
  delete process.env.CDK_VALIDATION;
});

/** With this feature flag a finding is an error that ends the synthesis. */
const strict = () => new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });

test('aws-cdk-lib finds no error in any template of the library', () => {
  const app = strict();
  new SecureAccountBaselineStack(app, 'account-baseline');
  new AccountWatchStack(app, 'account-watch');
  new CredentialWatchStack(app, 'credential-watch');
  const everything = new Stage(app, 'EverythingOn');
  new SecureAccountBaselineStack(everything, 'account-baseline', everythingOn);
  new AccountWatchStack(everything, 'account-watch', accountWatchEverythingOn);
  new CredentialWatchStack(everything, 'credential-watch', credentialWatchEverythingOn);
  expect(() => app.synth()).not.toThrow();
});

test('aws-cdk-lib finds an error in an invalid template of a stage', () => {
  const app = strict();
  new CfnResource(new Stack(new Stage(app, 'Stage'), 'Invalid'), 'Group', { type: 'AWS::IAM::Group', properties: { Pat: '/' } });
  expect(() => app.synth()).toThrow(/validation/i);
});
