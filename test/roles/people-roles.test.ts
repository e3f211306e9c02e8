import { App, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { decide } from '../../proof/engine/decide';
import { COMMERCIAL, loadTemplate, policiesOfRole } from '../../proof/engine/template';
import { JobFunction } from '../../src/permissions/job-function';
import { BaselineRole } from '../../src/roles/baseline-role';
import { BreakGlassRole, BreakGlassRoleProps } from '../../src/roles/break-glass-role';
import { SecurityAuditRole } from '../../src/roles/security-audit-role';
import { ServiceRole } from '../../src/roles/service/service-role';
import { SupportRole } from '../../src/roles/support-role';
import { RoleTrust } from '../../src/trust/role-trust';
import { testRulePacks } from '../nag/rule-packs';
import { stackOf } from '../stack-of';

const ACCOUNT = COMMERCIAL.account;
const awsPolicy = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` });

test('the support role carries AWSSupportAccess and nothing else, in fewer than 800 characters', () => {
  const stack = stackOf();
  new SupportRole(stack, 'Support');
  const resources = Template.fromStack(stack).toJSON().Resources;
  expect(Object.values<any>(resources).map(({ Properties }) => [Properties.RoleName, Properties.Path, Properties.ManagedPolicyArns])).toEqual([
    ['Support', '/account-baseline/', [awsPolicy('AWSSupportAccess')]],
  ]);
  expect(JSON.stringify(resources).length).toBeLessThan(800);
});

test('the audit role is the job function of security auditors, once, with its guardrail', () => {
  const stack = stackOf();
  new SecurityAuditRole(stack, 'Audit', { jobFunctions: [JobFunction.SECURITY_AUDITOR, JobFunction.VIEW_ONLY] });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'SecurityAudit',
    ManagedPolicyArns: [awsPolicy('SecurityAudit'), { Ref: Match.stringLikeRegexp('^Guardrail') }, awsPolicy('job-function/ViewOnlyAccess')],
  });
});

test('the break-glass role may do everything, for an hour', () => {
  const stack = stackOf();
  new BreakGlassRole(stack, 'Glass', { userNames: ['glass-1'] });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'BreakGlass', Path: '/account-baseline/', MaxSessionDuration: 3600, ManagedPolicyArns: [awsPolicy('AdministratorAccess')],
  });
});

test('the glass can be broken by users of a path that only the deployment knows', () => {
  const stack = stackOf();
  new BreakGlassRole(stack, 'Glass', { userNames: ['glass-1', Fn.ref('Second')], usersPath: Fn.ref('Path') });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  const user = (...name: unknown[]) => ({
    'Fn::Sub': ['arn:${AWS::Partition}:iam::${AWS::AccountId}:${Resource}', { Resource: { 'Fn::Join': ['', ['user', { Ref: 'Path' }, ...name]] } }],
  });
  expect(Properties.AssumeRolePolicyDocument.Statement[0].Condition.ArnLike['aws:PrincipalArn']).toEqual([user('glass-1'), user({ Ref: 'Second' })]);
});

test('names, paths and ages can be chosen, and tokens pass', () => {
  const stack = stackOf();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  new SupportRole(stack, 'Support', { roleName: 'Helpdesk', path: '/helpdesk/', assumedBy: RoleTrust.people({ usersPath: '/people/', mfaMaxAge: Duration.hours(1) }), maxSessionDuration: Duration.hours(4) });
  new BreakGlassRole(stack, 'Glass', { userNames: [text], usersPath: '/glass/', roleName: text, path: '/glass/' });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'Helpdesk',
    Path: '/helpdesk/',
    MaxSessionDuration: 14400,
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({
        Condition: Match.objectLike({
          ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/people/*' } },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        }),
      })],
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    Path: '/glass/',
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({
        Condition: Match.objectLike({
          ArnLike: { 'aws:PrincipalArn': { 'Fn::Join': ['', [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:' }, 'user/glass/', { Ref: 'Text' }]] } },
        }),
      })],
    },
  });
});

test('another trust takes the place of the people of this account', () => {
  const stack = stackOf();
  new SecurityAuditRole(stack, 'Audit', { assumedBy: RoleTrust.roles({ siblings: { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' } }) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::111122223333:root' } } })] },
  });
});

test.each<[string, BreakGlassRoleProps]>([
  ['`userNames` []', { userNames: [] }],
  ["`userNames` '*'", { userNames: ['*'] }],
  ["`userNames` 'a/b'", { userNames: ['a/b'] }],
  ["`userNames` 'Glass-1'", { userNames: ['glass-1', 'Glass-1'] }],
  ["`userNames` 'a list token'", { userNames: Fn.split(',', Fn.importValue('Names')) }],
  ["`usersPath` 'glass'", { userNames: ['glass-1'], usersPath: 'glass' }],
  ["`mfaMaxAge` '2 hours'", { userNames: ['glass-1'], mfaMaxAge: Duration.hours(2) }],
  ["`mfaMaxAge` '14 minutes'", { userNames: ['glass-1'], mfaMaxAge: Duration.minutes(14) }],
])('%s is refused', (message, props) => {
  expect(() => new BreakGlassRole(stackOf(), 'Glass', props)).toThrow(`Invalid ${message}: `);
});

test.each([
  ['Allowed', 'Support', 'support:CreateCase'], ['Denied', 'Support', 's3:GetObject'], ['Denied', 'Support', 'iam:CreateUser'],
  ['Allowed', 'SecurityAudit', 'iam:GetUser'], ['Denied', 'SecurityAudit', 's3:GetObject'], ['Denied', 'SecurityAudit', 'iam:CreateUser'],
  ['Allowed', 'BreakGlass', 'iam:CreateUser'],
])('%s: a session of %s calls %s', async (expected, name, action) => {
  const stack = stackOf();
  new SupportRole(stack, 'Support');
  new SecurityAuditRole(stack, 'SecurityAudit');
  new BreakGlassRole(stack, 'BreakGlass', { userNames: ['glass-1'] });
  const resource = { 's3:GetObject': 'arn:aws:s3:::bucket/key', 'iam:CreateUser': `arn:aws:iam::${ACCOUNT}:user/x`, 'iam:GetUser': `arn:aws:iam::${ACCOUNT}:user/x` };
  expect(await decide({
    principal: `arn:aws:iam::${ACCOUNT}:role/account-baseline/${name}`,
    action,
    resource: resource[action as keyof typeof resource] ?? '*',
    account: ACCOUNT,
    context: {},
    policies: policiesOfRole(loadTemplate(stack), name),
  })).toBe(expected);
});

testRulePacks(() => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new SupportRole(stack, 'Support');
  new SecurityAuditRole(stack, 'Audit');
  new BreakGlassRole(stack, 'Glass', { userNames: ['glass-1'] });
  new ServiceRole(stack, 'Service', { service: 'states.amazonaws.com' });
  new BaselineRole(stack, 'Across', {
    assumedBy: RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' }), jobFunctions: [JobFunction.VIEW_ONLY],
  });
  return app;
});
