import { Duration, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { JobFunction } from '../../src/permissions/job-function';
import { CrossAccountRole } from '../../src/roles/cross-account-role';
import { TrustedAccount } from '../../src/trust/trusted-account';
import { stackOf } from '../stack-of';

const PARTNER = { externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' };
const reused = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('reusedExternalId')).length;

test('it takes what roles take: name, path, boundary, session length, description, tags, job functions, policies, grants', () => {
  const stack = stackOf();
  const role = new CrossAccountRole(stack, 'Role', {
    trusted: TrustedAccount.people(['111122223333'], { organizationId: 'o-a1b2c3d4e5' }),
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
  new CrossAccountRole(stack, 'Role', { trusted: TrustedAccount.thirdParty(['444455556666'], PARTNER) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Path: '/account-baseline/', RoleName: Match.absent(), MaxSessionDuration: Match.absent(), Description: Match.absent(),
  });
});

test('an external id that another third party has is a warning, the same one for two roles of one is not', () => {
  const stack = stackOf();
  new CrossAccountRole(stack, 'One', { trusted: TrustedAccount.thirdParty(['444455556666'], PARTNER) });
  new CrossAccountRole(stack, 'Two', { trusted: TrustedAccount.thirdParty(['444455556666', '444455557777'], PARTNER) });
  expect(reused(stack)).toBe(0);
  new CrossAccountRole(stack, 'Other', { trusted: TrustedAccount.thirdParty(['999988887777'], PARTNER) });
  expect(reused(stack)).toBe(1);
  new CrossAccountRole(stack, 'Different', { trusted: TrustedAccount.thirdParty(['999988886666'], { externalId: `${PARTNER.externalId}0` }) });
  expect(reused(stack)).toBe(1);
});

test.each<[string, () => TrustedAccount]>([
  ["`accounts` '*'", () => TrustedAccount.roles(['*'], { organizationId: 'o-a1b2c3d4e5' })],
  ['`accounts` []', () => TrustedAccount.thirdParty([], PARTNER)],
  ["`organizationId` 'example'", () => TrustedAccount.people(['111122223333'], { organizationId: 'example' })],
  ["`externalId` ''", () => TrustedAccount.thirdParty(['444455556666'], { externalId: '' })],
  ["`onlyPrincipals` 'arn:aws:iam::999988887777:role/x'", () => TrustedAccount.thirdParty(['444455556666'], { ...PARTNER, principals: ['arn:aws:iam::999988887777:role/x'] })],
])('%s is refused', (message, trusted) => {
  expect(trusted).toThrow(`Invalid ${message}: `);
});
