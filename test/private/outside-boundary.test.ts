import { App, PermissionsBoundary, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BaselineUser, Ec2InstanceRole, JobFunction, JobFunctionGroup, JobFunctionRole, MfaEnforcement, ProgramUser, SecureAccountBaseline, SupportRole } from '../../src';

const RULE = 'puts it on an identity that administers the account. Apply it to a scope without the baseline, or set it on single identities';

test.each<[string, () => Stack]>([
  ['a stage', () => new Stack(new Stage(new App(), 'Stage', { permissionsBoundary: PermissionsBoundary.fromName('central') }), 'Stack')],
  ['a stack', () => new Stack(new App(), 'Stack', { permissionsBoundary: PermissionsBoundary.fromName('central') })],
  ['the context', () => new Stack(new App({ context: { '@aws-cdk/core:permissionsBoundary': { name: 'central' } } }), 'Stack')],
  ['iam.PermissionsBoundary', () => {
    const stack = new Stack(new App(), 'Stack');
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
    return stack;
  }],
])('%s does not limit the baseline from outside', (_, make) => {
  const stack = make();
  new SecureAccountBaseline(stack, 'Baseline', { users: [{ userName: 'alice', jobFunctions: [JobFunction.BILLING] }] });
  const synth = () => Template.fromStack(stack);
  expect(synth).toThrow(/Baseline\/Administrator\/Role\] Invalid `permissionsBoundary` /);
  expect(synth).toThrow(/Baseline\/User-alice\] Invalid `permissionsBoundary` /);
  expect(synth).toThrow(RULE);
});

describe('each identity by itself', () => {
  const make = (create: (stack: Stack, boundary: iam.IManagedPolicy) => unknown) => () => {
    const stack = new Stack(new App(), 'Stack');
    const boundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
    create(stack, boundary);
    return Template.fromStack(stack);
  };
  const everywhere = (stack: Stack, boundary: iam.IManagedPolicy) => iam.PermissionsBoundary.of(stack).apply(boundary);
  const groups = (stack: Stack) => [new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.BILLING, mfaEnforcement: new MfaEnforcement(stack, 'Mfa') })];

  test.each<[string, (stack: Stack, boundary: iam.IManagedPolicy) => unknown]>([
    ['SupportRole', (stack) => new SupportRole(stack, 'Identity')],
    ['JobFunctionRole', (stack) => new JobFunctionRole(stack, 'Identity', { jobFunction: JobFunction.BILLING })],
    ['BaselineUser', (stack) => new BaselineUser(stack, 'Identity', { groups: groups(stack) })],
    ['ProgramUser', (stack) => new ProgramUser(stack, 'Identity', { usableFromAnywhere: true })],
  ])('%s refuses a boundary from outside', (_, create) => {
    expect(make(create)).not.toThrow();
    expect(make((stack, boundary) => { create(stack, boundary); everywhere(stack, boundary); })).toThrow('[Stack/Identity] Invalid `permissionsBoundary` ');
  });

  test('takes one as a property', () => {
    make((stack, permissionsBoundary) => new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.BILLING, permissionsBoundary }))()
      .hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/PowerUserAccess']] } });
  });

  test('a role of a workload takes one from outside: there it belongs', () => {
    expect(make((stack, boundary) => { new Ec2InstanceRole(stack, 'Role'); everywhere(stack, boundary); })).not.toThrow();
  });
});

describe('where the app has the CDK create no roles and policies', () => {
  const stackOf = () => {
    const app = new App();
    iam.Role.customizeRoles(app, { preventSynthesis: true });
    return new Stack(app, 'Stack');
  };
  const RULE_OF_POLICIES = 'iam.Role.customizeRoles prevents this policy from being created, and groups would be less protected without it';

  test('neither the baseline nor MFA enforcement nor a group is created without its policies', () => {
    expect(() => new SecureAccountBaseline(stackOf(), 'Baseline')).toThrow(`Invalid \`scope\` 'Stack/Baseline': ${RULE_OF_POLICIES}`);
    expect(() => new MfaEnforcement(stackOf(), 'Mfa')).toThrow(`Invalid \`scope\` 'Stack': ${RULE_OF_POLICIES}`);
    expect(() => new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.BILLING })).toThrow(RULE_OF_POLICIES);
  });

  test('a role for workloads may have one', () => {
    expect(() => Template.fromStack(Stack.of(new SupportRole(stackOf(), 'Role')))).not.toThrow();
  });
});
