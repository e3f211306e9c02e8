import { Duration, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { JobFunction } from '../../src/permissions/job-function';
import { BaselineRole, BaselineRoleProps } from '../../src/roles/baseline-role';
import { Ec2InstanceRole } from '../../src/roles/ec2/ec2-instance-role';
import { JobFunctionRole } from '../../src/roles/job-function-role';
import { ServiceRole } from '../../src/roles/service/service-role';
import { RoleTrust } from '../../src/trust/role-trust';
import { stackOf } from '../stack-of';

const EXTERNAL_ID = '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b';
const partner = (accounts: string[], externalId = EXTERNAL_ID) => ({ assumedBy: RoleTrust.thirdParty({ accounts, externalId }) });
const reused = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('reusedExternalId')).length;

test('it takes what roles take: name, path, boundary, session length, description, tags, job functions, policies, grants', () => {
  const stack = stackOf();
  const role = new BaselineRole(stack, 'Role', {
    assumedBy: RoleTrust.people({ siblings: { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' } }),
    roleName: 'auditors',
    path: '/across/',
    description: 'Auditors of the group.',
    maxSessionDuration: Duration.hours(12),
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
    jobFunctions: [JobFunction.SECURITY_AUDITOR, JobFunction.VIEW_ONLY],
    managedPolicies: [iam.ManagedPolicy.fromManagedPolicyName(stack, 'More', 'more')],
  });
  Tags.of(role).add('team', 'audit');
  new s3.Bucket(stack, 'Bucket').grantRead(role);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'auditors',
    Path: '/across/',
    Description: 'Auditors of the group.',
    MaxSessionDuration: 43200,
    PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([':policy/boundary'])] },
    Tags: [{ Key: 'team', Value: 'audit' }],
    // The guardrail that both job functions bring is there once.
    ManagedPolicyArns: [
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/SecurityAudit' }, { Ref: Match.stringLikeRegexp('^Guardrail') },
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/job-function/ViewOnlyAccess' }, { 'Fn::Join': ['', Match.arrayWith([':policy/more'])] },
    ],
  });
  template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: Match.stringLikeRegexp('^Role') }] });
});

test('without options it lives under the path of the baseline and IAM\'s own hour holds', () => {
  const stack = stackOf();
  new BaselineRole(stack, 'Role', partner(['444455556666']));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Path: '/account-baseline/', RoleName: Match.absent(), MaxSessionDuration: Match.absent(), Description: Match.absent(),
  });
});

test('an external id that another third party has is a warning, the same one for two roles of one is not', () => {
  const stack = stackOf();
  new BaselineRole(stack, 'One', partner(['444455556666']));
  new BaselineRole(stack, 'Two', partner(['444455556666', '444455557777']));
  expect(reused(stack)).toBe(0);
  new BaselineRole(stack, 'Other', partner(['999988887777']));
  expect(reused(stack)).toBe(1);
  new BaselineRole(stack, 'Different', partner(['999988886666'], `${EXTERNAL_ID}0`));
  expect(reused(stack)).toBe(1);
});

test('an external id is told apart in roles of aws-cdk-lib as well', () => {
  const stack = stackOf();
  new iam.Role(stack, 'One', partner(['444455556666']));
  new iam.Role(stack, 'Other', partner(['999988887777']));
  expect(Annotations.fromStack(stack).findWarning('/Stack/Other/Resource', Match.stringLikeRegexp("Stack/One has the external ID '.*' for another third party"))).toHaveLength(1);
});

test.each<[string, Partial<BaselineRoleProps>]>([
  ["`maxSessionDuration` '15 minutes'", { maxSessionDuration: Duration.minutes(15) }],
  ["`maxSessionDuration` '59 minutes'", { maxSessionDuration: Duration.minutes(59) }],
  ["`maxSessionDuration` '13 hours'", { maxSessionDuration: Duration.hours(13) }],
  ["`roleName` 'a/b'", { roleName: 'a/b' }],
  ["`path` 'x'", { path: 'x' }],
  ["`path` '/aws-service-role/states.amazonaws.com/'", { path: '/aws-service-role/states.amazonaws.com/' }],
])('%s is refused', (message, props) => {
  expect(() => new BaselineRole(stackOf(), 'Role', { assumedBy: RoleTrust.people(), ...props })).toThrow(new RegExp(`^Invalid ${message}: .* In Stack/Role\\.$`));
});

describe('a role that power users may pass to their workloads', () => {
  const service = RoleTrust.service('lambda.amazonaws.com');
  const named = (name: string) => iam.ManagedPolicy.fromAwsManagedPolicyName(name);
  const everything = () => new iam.PolicyStatement({ actions: ['*'], resources: ['*'] });
  const warnings = (make: (stack: Stack) => unknown) => {
    const stack = stackOf();
    make(stack);
    return Annotations.fromStack(stack).findWarning('/Stack/Role/Resource', Match.stringLikeRegexp('wideWorkloadRole')).map(({ entry }) => `${entry.data}`);
  };
  const workload = (stack: Stack, props: Partial<BaselineRoleProps> = {}) => new ServiceRole(stack, 'Role', { service: 'lambda.amazonaws.com', ...props });

  test.each<[string, (stack: Stack) => unknown]>([
    ['AdministratorAccess', (stack) => workload(stack, { managedPolicies: [named('AdministratorAccess')] })],
    ['PowerUserAccess', (stack) => workload(stack, { managedPolicies: [named('PowerUserAccess')] })],
    ['IAMFullAccess', (stack) => workload(stack).addManagedPolicy(named('IAMFullAccess'))],
    ['AdministratorAccess', (stack) => workload(stack, { jobFunctions: [JobFunction.ADMINISTRATOR] })],
    ['PowerUserAccess', (stack) => new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.POWER_USER, path: '/workload/builds/', assumedBy: service })],
    ['AdministratorAccess', (stack) => new BaselineRole(stack, 'Role', { path: '/workload/', assumedBy: service, managedPolicies: [named('AdministratorAccess')] })],
    ['AdministratorAccess', (stack) => new Ec2InstanceRole(stack, 'Role', { managedPolicies: [named('AdministratorAccess')] })],
    ['a policy that may do everything', (stack) => workload(stack).addToPolicy(everything())],
    ['a policy that changes identities with iam:AttachRolePolicy', (stack) => workload(stack).addToPolicy(new iam.PolicyStatement({ actions: ['iam:AttachRolePolicy'], resources: ['*'] }))],
    ['a policy that may do everything', (stack) => workload(stack, { managedPolicies: [new iam.ManagedPolicy(stack, 'Wide', { statements: [everything()] })] })],
    ['a policy that may do everything', (stack) => new iam.ManagedPolicy(stack, 'Wide', { statements: [everything()], roles: [workload(stack)] })],
  ])('is a warning with %s', (what, make) => {
    expect(warnings(make)).toEqual([expect.stringContaining(`this role has ${what} without a permissions boundary. Set \`permissionsBoundary\``)]);
  });

  test('is one for a role of aws-cdk-lib too, where power users are deployed with it', () => {
    const plain = (stack: Stack) => new iam.Role(stack, 'Role', { path: '/workload/', assumedBy: service, managedPolicies: [named('AdministratorAccess')] });
    expect(warnings(plain)).toEqual([]);
    expect(warnings((stack) => {
      plain(stack);
      new JobFunctionRole(stack, 'PowerUser', { jobFunction: JobFunction.POWER_USER });
    })).toHaveLength(1);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['with a boundary', (stack) => workload(stack, { managedPolicies: [named('AdministratorAccess')], permissionsBoundary: named('Boundary') })],
    ['with a boundary on its scope', (stack) => {
      iam.PermissionsBoundary.of(stack).apply(named('Boundary'));
      workload(stack, { managedPolicies: [named('AdministratorAccess')] });
    }],
    ['under another path', (stack) => workload(stack, { path: '/deployment/', managedPolicies: [named('AdministratorAccess')] })],
    ['with narrow permissions', (stack) => workload(stack, { managedPolicies: [named('ReadOnlyAccess')] }).addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }))],
    ['beside a policy of another role', (stack) => {
      workload(stack);
      new iam.ManagedPolicy(stack, 'Wide', { statements: [everything()], roles: [iam.Role.fromRoleName(stack, 'Other', 'other')] });
    }],
  ])('is none %s', (_, make) => {
    expect(warnings(make)).toEqual([]);
  });
});
