import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { CallerCredentialsSynthesizer, JobFunction, SecureAccountBaselineStack } from '../src';
import { mostCharactersOf } from '../src/private/template';

const synthesized = (count: number) => {
  const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const users = Array.from({ length: count }, (_, index) => ({ userName: `user-${index}`, jobFunctions: [JobFunction.BILLING] }));
  const stack = new SecureAccountBaselineStack(app, 'account-baseline', { users });
  return { stack, template: app.synth().getStackByName('account-baseline').template };
};
const withUsers = (count: number) => {
  const { stack, template } = synthesized(count);
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

test('one that is much larger is not counted, which takes longer than its synthesis', () => {
  const { stack, sent } = withUsers(900);
  expect(sent).toBeGreaterThan(51_200);
  Annotations.fromStack(stack).hasWarning('/account-baseline', Match.stringLikeRegexp('account-baseline has far too many characters, and CloudFormation takes 51200'));
});

describe('the most characters of a template', () => {
  const written = (template: object) => yaml.stringify(template, { schema: 'yaml-1.1', lineWidth: 0 }).length;
  const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('yes', '', ' a', "it's: \"\"", 'a\nb\n\n', '#', 'Fn::Sub', '- ', '1e3', '*', '!x'), fc.integer(), fc.boolean());
  const { template } = fc.letrec((tie) => ({
    template: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    value: fc.oneof({ maxDepth: 5 }, scalar, fc.array(tie('value'), { maxLength: 4 }), tie('template')),
  }));

  test('are never fewer than the CDK CLI sends', () => {
    fc.assert(fc.property(template, (any) => mostCharactersOf(any) >= written(any as object)), { numRuns: 2_000, seed: 1 });
  });

  test('are within the limit for the default baseline, so that it is not counted', () => {
    const ours = synthesized(0).template;
    expect(mostCharactersOf(ours)).toBeGreaterThanOrEqual(written(ours));
    expect(mostCharactersOf(ours)).toBeLessThan(51_200);
  });
});

test('an asset is refused with what to do', () => {
  const stack = new Stack(new App(), 'Stack', { synthesizer: new CallerCredentialsSynthesizer() });
  expect(() => new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(__dirname, { exclude: ['**'] }),
  })).toThrow(/^Invalid `synthesizer` 'CallerCredentialsSynthesizer': a file asset \(.*\) needs what cdk bootstrap creates, and this stack is deployed without it\. Move .* In Stack\.$/);
  expect(() => stack.synthesizer.addDockerImageAsset({ sourceHash: 'a', directoryName: 'image' })).toThrow('a container image asset (image) needs');
});
