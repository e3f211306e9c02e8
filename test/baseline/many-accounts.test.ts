import { App, Tokenization } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from '../../src';

/** How often a synthesis resolves what a property refers to, for as many accounts in one app. */
function resolutions(accounts: number): number {
  const resolve = jest.spyOn(Tokenization, 'resolve');
  const app = new App();
  for (let index = 0; index < accounts; index++) new SecureAccountBaselineStack(app, `account-baseline-${index}`);
  app.synth();
  const { length } = resolve.mock.calls;
  resolve.mockRestore();
  return length;
}

test('the checks of an app with many accounts grow as the accounts do, not as their square', () => {
  const [few, many] = [resolutions(3), resolutions(9)];
  expect(few).toBeGreaterThan(0);
  expect(many / few).toBeLessThan(3.3);
});
