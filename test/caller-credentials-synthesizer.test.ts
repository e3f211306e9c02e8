import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as yaml from 'yaml';
import { CallerCredentialsSynthesizer, JobFunction, SecureAccountBaselineStack } from '../src';

const withUsers = (count: number) => {
  const app = new App({ analyticsReporting: false });
  const users = Array.from({ length: count }, (_, index) => ({ userName: `user-${index}`, jobFunctions: [JobFunction.BILLING] }));
  const stack = new SecureAccountBaselineStack(app, 'account-baseline', { users });
  const { template } = app.synth().getStackByName('account-baseline');
  return { stack, sent: yaml.stringify(template, { schema: 'yaml-1.1', lineWidth: 0 }).length };
};
const SIZE = Match.stringLikeRegexp('cdk-secure-account-baseline:templateSize');

test('a template that CloudFormation takes without a bucket is no warning', () => {
  const { stack, sent } = withUsers(1);
  expect(sent).toBeLessThan(51_200);
  expect(Annotations.fromStack(stack).findWarning('*', SIZE)).toEqual([]);
});

test('a larger one is, with its size as the CDK CLI counts it and what to do', () => {
  const { stack, sent } = withUsers(300);
  expect(sent).toBeGreaterThan(51_200);
  Annotations.fromStack(stack).hasWarning('/account-baseline', Match.stringLikeRegexp(
    `account-baseline has ${sent} characters, and CloudFormation takes 51200 without a bucket: move users and resources to another stack`));
});

test('an asset is refused with what to do', () => {
  const stack = new Stack(new App(), 'Stack', { synthesizer: new CallerCredentialsSynthesizer() });
  expect(() => new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(__dirname, { exclude: ['**'] }),
  })).toThrow(/^Invalid `synthesizer` 'CallerCredentialsSynthesizer': a file asset \(.*\) needs what cdk bootstrap creates, and this stack is deployed without it\. Move .* In Stack\.$/);
  expect(() => stack.synthesizer.addDockerImageAsset({ sourceHash: 'a', directoryName: 'image' })).toThrow('a container image asset (image) needs');
});
