import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AUTHORITY, MACHINE } from '../../../proof/trusts/roles-anywhere-fixtures';
import { JobFunction } from '../../../src/permissions/job-function';
import { BaselineRole } from '../../../src/roles/baseline-role';
import { JobFunctionRole } from '../../../src/roles/job-function-role';
import { RolesAnywhereProfile, RolesAnywhereProfileProps } from '../../../src/roles/roles-anywhere/roles-anywhere-profile';
import { RolesAnywhereRole, RolesAnywhereRoleProps } from '../../../src/roles/roles-anywhere/roles-anywhere-role';
import { RolesAnywhereTrustAnchor } from '../../../src/roles/roles-anywhere/roles-anywhere-trust-anchor';
import { RoleTrust } from '../../../src/trust/role-trust';

const ARN = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a1b2c3d4-5678-90ab-cdef-111111111111';

let stack: Stack;
beforeEach(() => { stack = new Stack(new App(), 'Stack'); });
afterEach(() => { jest.useRealTimers(); });

const anchor = () => RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, `Anchor${stack.node.children.length}`, ARN);
const role = (props: Partial<RolesAnywhereRoleProps> = {}) => new RolesAnywhereRole(stack, 'Role', {
  trustAnchors: [anchor()], subjectCommonNames: ['scanner.example.com'], issuerCommonNames: ['Factory CA'], ...props,
});
const profile = (props: Partial<RolesAnywhereProfileProps> = {}) => new RolesAnywhereProfile(stack, 'Profile', { ...props, roles: props.roles ?? [role()] });

test('a machine gets a session by trust anchor, role and profile', () => {
  const made = new RolesAnywhereTrustAnchor(stack, 'Factory', { certificateBundle: AUTHORITY });
  profile({ roles: [role({ trustAnchors: [made], maxSessionDuration: Duration.hours(2) })], sessionDuration: Duration.hours(2) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::RolesAnywhere::TrustAnchor', {
    Enabled: true, Name: Match.stringLikeRegexp('^StackFactory'), Source: { SourceType: 'CERTIFICATE_BUNDLE', SourceData: { X509CertificateData: AUTHORITY } },
  });
  template.hasResourceProperties('AWS::RolesAnywhere::Profile', { Enabled: true, DurationSeconds: 7200, RoleArns: [{ 'Fn::GetAtt': ['Role1ABCC5F0', 'Arn'] }] });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^Factory'), 'TrustAnchorArn'] } } },
      }],
    },
  });
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

test.each([
  ['a machine\'s certificate', MACHINE, /CN=scanner.*it is not the certificate of an authority/],
  ['an authority and a machine', `${AUTHORITY}\n${MACHINE}`, /CN=scanner.*it is not the certificate of an authority/],
  ['a private key', `${AUTHORITY}\n-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----`, /a private key.*Keep the key at the authority/],
  ['no certificate', 'factory.pem', /must contain certificates in PEM format/],
  ['a certificate that is none', '-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----', /a certificate that cannot be read/],
  ['a certificate without an end', `${AUTHORITY}\n-----BEGIN CERTIFICATE-----\nZm9v`, /must contain certificates in PEM format/],
  ['a bundle too long', `${AUTHORITY}\n`.repeat(20), /up to 8,000 characters/],
])('%s is refused as trust anchor', (_, certificateBundle, message) => {
  expect(() => new RolesAnywhereTrustAnchor(stack, 'Factory', { certificateBundle })).toThrow(message);
});

test('a trust anchor warns before its authority ends, and is the same on every day', () => {
  jest.useFakeTimers({ now: new Date('2036-10-01') });
  new RolesAnywhereTrustAnchor(stack, 'Factory', { certificateBundle: `Subject: ours\n${AUTHORITY}` });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('expires on 2036-11-.*rolesAnywhereCertificateEnds'));
});

test.each(['arn:aws:rolesanywhere:eu-west-1:111122223333:profile/a1b2', 'arn:aws:iam::111122223333:role/x', 'a1b2'])('%s is no ARN of a trust anchor', (arn) => {
  expect(() => RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, 'Wrong', arn)).toThrow(/^Invalid `trustAnchorArn` .*it is not the ARN of a trust anchor/);
});

test('an imported trust anchor is in the account and the region of its ARN', () => {
  const { env, trustAnchorArn } = RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, 'Elsewhere', ARN.replace('eu-west-1', 'eu-north-1'));
  expect([env.region, env.account, trustAnchorArn]).toEqual(['eu-north-1', '111122223333', ARN.replace('eu-west-1', 'eu-north-1')]);
  expect(() => RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, 'Later', Fn.ref('Anchor'))).not.toThrow();
});

test('a trust anchor of another partition is refused where the region is known', () => {
  const china = new Stack(stack.node.root as App, 'China', { env: { region: 'cn-north-1' } });
  expect(() => RolesAnywhereTrustAnchor.fromTrustAnchorArn(china, 'Wrong', ARN)).toThrow('nobody crosses');
});

test.each<[string, () => unknown, RegExp]>([
  ['no trust anchor', () => role({ trustAnchors: [] }), /^Invalid `trustAnchors` .*every trust anchor/],
  ['no subject', () => role({ subjectCommonNames: [] }), /^Invalid `subjectCommonNames` \[\].*every machine/],
  ['any subject', () => role({ subjectCommonNames: ['*'] }), /^Invalid `subjectCommonNames` '\*'.*every machine/],
  ['no issuer', () => role({ issuerCommonNames: [] }), /^Invalid `issuerCommonNames` /],
  ['any issuer', () => role({ issuerCommonNames: ['**'] }), /^Invalid `issuerCommonNames` '\*\*'/],
  ['an empty unit', () => role({ subjectOrganizationalUnits: [''] }), /^Invalid `subjectOrganizationalUnits` ''/],
  ['a policy variable', () => role({ subjectCommonNames: ['a${x}'] }), /^Invalid `subjectCommonNames` .*without \$\. In/],
  ['a role of another name than IAM takes', () => role({ roleName: 'a b' }), /^Invalid `roleName` /],
  ['no role', () => profile({ roles: [] }), /^Invalid `roles` 0: /],
  ['a session longer than the role allows', () => profile({ sessionDuration: Duration.hours(2) }), /^Invalid `sessionDuration` '2 hours'.*the role Stack\/Role allows 1 hour\. Raise its maxSessionDuration/],
  ['a session of 14 minutes', () => profile({ sessionDuration: Duration.minutes(14) }), /^Invalid `sessionDuration` '14 minutes'/],
  ['a session of 13 hours', () => profile({ sessionDuration: Duration.hours(13) }), /^Invalid `sessionDuration` '13 hours'/],
  ['too many policies', () => profile({ managedPolicies: Array(11).fill(iam.ManagedPolicy.fromAwsManagedPolicyName('X')) }), /^Invalid `managedPolicies` 11: /],
  ['a profile of a name that is none', () => profile({ profileName: 'a/b' }), /^Invalid `profileName` /],
  ['a trust anchor of a name that is none', () => new RolesAnywhereTrustAnchor(stack, 'A', { certificateBundle: AUTHORITY, trustAnchorName: '' }), /^Invalid `trustAnchorName` /],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test('a profile takes any role that trusts IAM Roles Anywhere, and no other', () => {
  const assumedBy = RoleTrust.rolesAnywhere({ trustAnchors: [anchor()], subjectCommonNames: ['a'], issuerCommonNames: ['b'] });
  const auditor = new JobFunctionRole(stack, 'Auditor', { jobFunction: JobFunction.SECURITY_AUDITOR, assumedBy, maxSessionDuration: Duration.hours(1) });
  profile({ roles: [auditor, new iam.Role(stack, 'Plain', { assumedBy }), iam.Role.fromRoleName(stack, 'Existing', 'existing')] });
  Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::Profile', { RoleArns: Match.arrayWith([{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Plain'), 'Arn'] }]) });

  const other = new Stack(new App(), 'Stack');
  new RolesAnywhereProfile(other, 'Profile', { roles: [new BaselineRole(other, 'Lambda', { assumedBy: RoleTrust.service('lambda.amazonaws.com') })] });
  expect(() => Template.fromStack(other)).toThrow("[Stack/Profile] Invalid `roles` 'Stack/Lambda': the role does not trust IAM Roles Anywhere. Set its `assumedBy` to RoleTrust.rolesAnywhere");
});

test('tokens pass', () => {
  new RolesAnywhereTrustAnchor(stack, 'Factory', { certificateBundle: Fn.ref('Bundle') });
  role({ subjectCommonNames: Fn.split(',', Fn.ref('Names')), issuerCommonNames: [Fn.ref('Issuer')] });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Condition: {
          StringLike: { 'aws:PrincipalTag/x509Subject/CN': { 'Fn::Split': [',', { Ref: 'Names' }] } }, StringEquals: { 'aws:PrincipalTag/x509Issuer/CN': { Ref: 'Issuer' } },
        },
      }],
    },
  });
});
