import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunction } from '../../src/access/job-function';

const stackOf = () => new Stack(new App(), 'Stack');
const statement = () => new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources: ['arn:aws:codepipeline:::x'] });

test('a job function makes its policy and the guardrail once per stack, whoever asks', () => {
  const stack = stackOf();
  const first = JobFunction.POWER_USER.bind(stack);
  const second = JobFunction.POWER_USER.bind(stack);
  expect(second).toEqual(first);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
});

test('every job function but the administrator carries the guardrail', () => {
  const all = Object.values(JobFunction).filter((value): value is JobFunction => value instanceof JobFunction);
  expect(all).toHaveLength(10);
  expect(all.filter((jobFunction) => !jobFunction.guardrail)).toEqual([JobFunction.ADMINISTRATOR]);
});

test('policies that AWS maintains are named in whatever partition the stack is deployed to', () => {
  const stack = stackOf();
  const [policy] = JobFunction.VIEW_ONLY.bind(stack);
  expect(stack.resolve(policy.managedPolicyArn)).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/job-function/ViewOnlyAccess' });
});

test('a job function of the user\'s own gets a customer-managed policy of its statements, under the path of the baseline', () => {
  const stack = stackOf();
  JobFunction.of({ name: 'ReleaseManager', statements: [statement()] }).bind(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Path: '/account-baseline/',
    ManagedPolicyName: Match.absent(),
    Description: Match.absent(),
    PolicyDocument: { Statement: [{ Action: 'codepipeline:StartPipelineExecution' }] },
  });
});

test('two job functions of one name in a stack are refused', () => {
  const stack = stackOf();
  JobFunction.of({ name: 'ReleaseManager', statements: [statement()] }).bind(stack);
  expect(() => JobFunction.of({ name: 'ReleaseManager', statements: [statement()] }).bind(stack))
    .toThrow("name: 'ReleaseManager' is not allowed: the stack has another job function of that name");
});

test.each(['', '1st', 'Release Manager', 'x'.repeat(65)])('the name %j is refused', (name) => {
  expect(() => JobFunction.of({ name, statements: [statement()] })).toThrow(/^name: .* a job function has 1 to 64 letters and digits/);
});

test('a job function that may do nothing is refused', () => {
  expect(() => JobFunction.of({ name: 'Idle' })).toThrow('needs at least one of awsManagedPolicies, managedPolicies and statements');
});

test.each([Duration.minutes(59), Duration.hours(13)])('a session of %s is refused', (sessionDuration) => {
  expect(() => JobFunction.of({ name: 'X', statements: [statement()], sessionDuration })).toThrow('sessionDuration: ');
});

test('a session whose length only the deployment knows passes', () => {
  const sessionDuration = Duration.seconds(Lazy.number({ produce: () => 3600 }));
  expect(JobFunction.of({ name: 'X', statements: [statement()], sessionDuration }).sessionDuration).toBe(sessionDuration);
});
