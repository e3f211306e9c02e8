import { Annotations as CoreAnnotations, App, Aws, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { AccessCondition } from '../../../src/permissions/least-privilege/access-condition';
import { AccessLevel } from '../../../src/permissions/least-privilege/access-level';
import { LeastPrivilegePolicy, LeastPrivilegePolicyProps } from '../../../src/permissions/least-privilege/least-privilege-policy';
import { LeastPrivilegeRule } from '../../../src/permissions/least-privilege/least-privilege-rule';
import { ruleLink } from '../../../src/private/rules/rule-link';

const ROLE = 'arn:aws:iam::123456789012:role/workload/web';
const SERVICE = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
const IAM = 'arn:aws:iam::123456789012:';
const BOUNDARY = `${IAM}policy/account-baseline/WorkloadBoundary`;

const passing = (resource: string): iam.PolicyStatementProps => ({ actions: ['iam:PassRole'], resources: [resource], conditions: SERVICE });
const passingTo = (service: string): iam.PolicyStatementProps => ({ actions: ['iam:PassRole'], resources: [ROLE], conditions: { StringLike: { 'iam:PassedToService': service } } });
const onOwnUser = (action: string, user = 'user/${aws:username}'): iam.PolicyStatementProps => ({ actions: [action], resources: [`${IAM}${user}`] });
const bounded = (boundary: string, action = 'iam:CreateRole'): iam.PolicyStatementProps => (
  { actions: [action], resources: [`${IAM}role/workload/*`], conditions: { ArnLike: { 'iam:PermissionsBoundary': boundary } } }
);
const on = (action: string, resource: string): iam.PolicyStatementProps => ({ actions: [action], resources: [resource] });

function made(...statements: iam.PolicyStatementProps[]): LeastPrivilegePolicy {
  return policy({ statements: statements.map((props) => new iam.PolicyStatement(props)) });
}

function policy(props: LeastPrivilegePolicyProps): LeastPrivilegePolicy {
  return new LeastPrivilegePolicy(new Stack(new App(), 'Stack'), 'Policy', props);
}

function rulesBroken(...statements: iam.PolicyStatementProps[]): string[] {
  return rulesOf(made(...statements));
}

/** The rule that each error names. The link leads to the rule. */
function rulesOf(least: LeastPrivilegePolicy): string[] {
  return errorsOf(least).map((error) => {
    const [, rule, link] = /\[([^\]]+)\]\. See (\S+)$/.exec(error) ?? [];
    return rule && link === ruleLink(rule.replace('cdk-secure-account-baseline:', '')) ? rule : error;
  });
}

function errorsOf(least: LeastPrivilegePolicy): string[] {
  return least.node.validate();
}

const refused: [string, LeastPrivilegeRule, iam.PolicyStatementProps][] = [
  ['everything on everything', LeastPrivilegeRule.FULL_ACCESS, { actions: ['*'], resources: ['*'] }],
  ['everything on every ARN', LeastPrivilegeRule.FULL_ACCESS, { actions: ['*'], resources: ['arn:aws:*'] }],
  ['everything on something', LeastPrivilegeRule.SERVICE_WILDCARD, { actions: ['*'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] }],
  ['every action of a service', LeastPrivilegeRule.SERVICE_WILDCARD, { actions: ['dynamodb:*'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] }],
  ['every action of a service, by more than one wildcard', LeastPrivilegeRule.SERVICE_WILDCARD, { actions: ['dynamodb:**'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] }],
  ['an Allow with NotAction', LeastPrivilegeRule.ALLOW_WITH_NOT_ACTION, { notActions: ['iam:*', 'sts:*'], resources: ['arn:aws:s3:::reports/*'] }],
  ['to pass any role', LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { actions: ['iam:PassRole'], resources: ['*'], conditions: SERVICE }],
  ['to pass any role of the account', LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/*'], conditions: SERVICE }],
  ['to pass any role but one', LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { actions: ['iam:PassRole'], notResources: [ROLE], conditions: SERVICE }],
  ['to pass a role, by a wildcard in the action', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['iam:Pass*'], resources: [ROLE] }],
  ['to pass a role to any service', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['IAM:passrole'], resources: [ROLE] }],
  ['to pass a role to a service called *', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['iam:PassRole'], resources: [ROLE], conditions: { StringLike: { 'iam:PassedToService': '*' } } }],
  ['to pass a role to a service, if there is one', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['iam:PassRole'], resources: [ROLE], conditions: { StringEqualsIfExists: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }],
  ...['role*', 'r*', '*', 'role/*a*', 'role/?*', 'role/??*', 'role/a*', 'role/ad*', 'role/*-prod', '*/workload/*', 'role/**'].map((role): typeof refused[number] => (
    [`to pass roles by ${role}`, LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, passing(`${IAM}${role}`)]
  )),
  ...['arn:aws:iam:*', 'arn:aws:iam::*', 'arn:*', 'arn:*:iam::*:role/*', 'arn:aws:iam::1*'].map((resource): typeof refused[number] => (
    [`to pass roles by ${resource}`, LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, passing(resource)]
  )),
  ...['cdk-*', 'cdk-hnb659fds-cfn-exec-role-123456789012-eu-west-1'].map((role): typeof refused[number] => (
    [`to pass ${role} to CloudFormation`, LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { ...passing(`${IAM}role/${role}`), conditions: { StringLike: { 'iam:PassedToService': 'cloudformation.*' } } }]
  )),
  ...['*.amazonaws.com', '?*', 'e*', 'ec*', '*ec2.amazonaws.com', '?c2.amazonaws.com'].map((service): typeof refused[number] => (
    [`to pass a role to ${service}`, LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, passingTo(service)]
  )),
  ['to assume any role', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, { actions: ['sts:AssumeRole'], resources: ['*'] }],
  ['to assume roles of a prefix', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::123456789012:role/app-*'] }],
  ['to assume a role of any account', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, on('sts:AssumeRole', 'arn:aws:iam::*:role/deploy')],
  ['to assume the role that a tag names', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, on('sts:AssumeRole', `${IAM}role/\${aws:PrincipalTag/role}`)],
  ['to become root of any member account', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, on('sts:AssumeRoot', 'arn:aws:iam::*:root')],
  ...[
    'PutUserPolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'DeleteUserPolicy', 'DeleteUserPermissionsBoundary', 'PutUserPermissionsBoundary', 'UpdateUser',
    'DeleteUser', 'TagUser', 'AddUserToGroup',
  ].map((action): typeof refused[number] => (
    [`${action} on their own user`, LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, onOwnUser(`iam:${action}`)]
  )),
  ['PutUserPolicy on their own user, whatever its path', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, onOwnUser('iam:PutUserPolicy', 'user/*/${AWS:UserName}')],
  ['PutUserPolicy on their own user, beside their credentials', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { ...onOwnUser('iam:CreateAccessKey'), actions: ['iam:CreateAccessKey', 'iam:PutUserPolicy'] }],
  ...['user/*${aws:username}', 'user/${aws:username}*', '*/${aws:username}', 'user/${aws:PrincipalTag/name}', 'user/${aws:username, \'bob\'}', 'user/?${aws:username}'].map((user): typeof refused[number] => (
    [`credentials of ${user}, which others match`, LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, onOwnUser('iam:CreateAccessKey', user)]
  )),
  ...[
    '*', 'arn:aws:iam::*:policy/*', `${IAM}policy/*`, `${IAM}policy/account-baseline/*`, 'arn:*:iam::*:policy/b*', 'arn:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/Administrator*', 'arn:aws:iam::aws:policy/PowerUserAccess', 'arn:aws:iam::aws:policy/IAMFullAccess', `${IAM}policy/AdministratorAccess`,
    'arn:aws-cn:iam::aws:policy/AdministratorAccess', 'AdministratorAccess', `${IAM}policy/\${aws:PrincipalTag/boundary}`,
  ].map((boundary): typeof refused[number] => (
    [`to make roles with the boundary ${boundary}`, LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, bounded(boundary)]
  )),
  ['to attach policies under a boundary or another', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { ...bounded(BOUNDARY, 'iam:AttachRolePolicy'), conditions: { ArnLike: { 'iam:PermissionsBoundary': [BOUNDARY, '*'] } } }],
  ['to remove the boundary that holds a role', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, bounded(BOUNDARY, 'iam:DeleteRolePermissionsBoundary')],
  ['to make roles without a certain boundary', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { ...bounded(''), conditions: { ArnNotLike: { 'iam:PermissionsBoundary': BOUNDARY } } }],
  ['to make roles with a boundary, if there is one', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { ...bounded(''), conditions: { ArnLikeIfExists: { 'iam:PermissionsBoundary': BOUNDARY } } }],
  ['to give the users of a directory roles, by a wildcard', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, on('ds:EnableRoleAccess', 'arn:aws:ds:eu-west-1:123456789012:directory/*')],
  ...['s3:*t*', 's3:*', 's3:Put*', 's3:P*', 's3:*Object', 's3:Delete*', 's3:DeleteB*'].map((action): typeof refused[number] => (
    [`writes by ${action}`, LeastPrivilegeRule.SERVICE_WILDCARD, on(action, 'arn:aws:s3:::reports/*')]
  )),
  ['changes of identities by a wildcard in the action', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['iam:Put*'], resources: [ROLE] }],
  ['changes of identities by a wildcard in the resource', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['iam:AttachRolePolicy'], resources: ['arn:aws:iam::123456789012:role/workload/*'] }],
  ['changes of identities but for some', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['iam:AttachRolePolicy'], notResources: ['arn:aws:iam::123456789012:role/admin'] }],
  ['Identity Center by a wildcard', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['sso:CreateAccountAssignment'], resources: ['arn:aws:sso:::permissionSet/*'] }],
  ['a resource left open', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:GetItem'], resources: ['*'] }],
  ['a resource left open but for its service', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::*'] }],
  ['resources left open but for one', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['s3:GetObject'], notResources: ['arn:aws:s3:::secret/*'] }],
  ['a resource left open by a wildcard in the action', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:Get*'], resources: ['*'] }],
  ['a resource left open under a condition on another key', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:GetItem'], resources: ['*'], conditions: { StringEquals: { 'aws:PrincipalTag/team': 'web' } } }],
  ['a resource left open, tagged anyhow', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:GetItem'], resources: ['*'], conditions: { StringLike: { 'aws:ResourceTag/team': '*' } } }],
  ...([
    ['secretsmanager:GetSecretValue', 'secretsmanager:eu-west-1:123456789012:secret:*'], ['kms:Decrypt', 'kms:*:123456789012:key/*'], ['kms:Decrypt', 'kms:*:123456789012:key/mrk-*'],
    ['kms:Decrypt', 'kms:eu-west-1:123456789012:key/????????-????-????-????-????????????'], ['lambda:InvokeFunction', 'lambda:*:*:function:*'], ['lambda:InvokeFunction', 'lambda:*:*:f*'],
    ['ssm:GetParameter', 'ssm:*:*:parameter/*'], ['ssm:GetParameter', 'ssm:*:*:parameter*'], ['ssm:GetParameter', 'ssm:*:*:parameter/*/db'], ['cloudformation:UpdateStack', 'cloudformation:*:*:stack/*'],
    ['cloudformation:UpdateStack', 'cloudformation:*:*:stack/*/*'], ['dynamodb:DeleteTable', 'dynamodb:*:*:table/*'], ['dynamodb:DeleteTable', 'dynamodb:*:*:table/?*'], ['dynamodb:DeleteTable', 'dynamodb:*:*:table/or*'],
    ['dynamodb:DeleteTable', 'dynamodb:*'], ['dynamodb:Query', 'dynamodb:*:*:table/*/index/by-date'], ['ec2:StartInstances', 'ec2:*:*:instance/i-*'], ['ec2:StartInstances', 'ec2:*:*:instance/i-0*'],
    ['ec2:StartInstances', 'ec2:*:*:*'], ['s3:GetObject', 's3:::*/*'], ['s3:GetObject', 's3:::*-reports/*'], ['sns:Publish', 'sns:*:*:*'], ['sqs:SendMessage', 'sqs:eu-west-1:123456789012:*'],
    ['states:StartExecution', 'states:*:*:stateMachine:*'], ['iam:GetRole', 'iam::123456789012:role/*'], ['iam:GetRole', 'iam::123456789012:role/*-prod'],
    ['autoscaling:SetDesiredCapacity', 'autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/*'], ['apigateway:DELETE', 'apigateway:eu-west-1::/restapis/*'],
  ] as const).map(([action, resource]): typeof refused[number] => (
    [`${action} on every resource of a type: ${resource}`, LeastPrivilegeRule.RESOURCE_LEFT_OPEN, on(action, `arn:aws:${resource}`)]
  )),
  ['a condition without a value', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': [] } } }],
  ['addresses together with a VPC', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } } }],
  ['a time that ends before it begins', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { DateGreaterThan: { 'aws:CurrentTime': '2040-01-02T00:00:00Z' }, DateLessThan: { 'aws:CurrentTime': '2040-01-01T00:00:00Z' } } }],
  ['tags of a resource that the action does not take', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { StringEquals: { 'aws:ResourceTag/team': 'web' } } }],
  ['a global service outside of its region', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['iam:ListRoles'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }],
];

const accepted: [string, iam.PolicyStatementProps][] = [
  ['an action on its resource', { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: ['arn:aws:dynamodb:*:123456789012:table/orders-*'] }],
  ['reading by a wildcard, of one bucket', { actions: ['s3:Get*', 's3:List*'], resources: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }],
  ['an action that takes no resource', { actions: ['s3:ListAllMyBuckets', 'ec2:DescribeVolumes*'], resources: ['*'] }],
  ['an action on what carries a tag', { actions: ['ec2:StartInstances'], resources: ['*'], conditions: { StringEquals: { 'aws:ResourceTag/team': 'web' } } }],
  ['an action on what carries a tag, as the service calls it', { actions: ['ec2:StartInstances'], resources: ['*'], conditions: { StringEquals: { 'ec2:ResourceTag/team': 'web' } } }],
  ['to pass the roles of a path to a service', { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/workload/*'], conditions: SERVICE }],
  ...['ci/*', 'app-*', 'web*', 'a-*'].map((role): typeof accepted[number] => [`to pass roles by the prefix ${role}`, passing(`${IAM}role/${role}`)]),
  ...['ec2.amazonaws.com*', 'lambda.*', 'ecs-tasks.amazonaws.com'].map((service): typeof accepted[number] => [`to pass a role to ${service}`, passingTo(service)]),
  ['to pass a bootstrap role to another service', passing(`${IAM}role/cdk-*`)],
  ['to assume one role', { actions: ['sts:AssumeRole'], resources: [ROLE] }],
  ['to change one identity', { actions: ['iam:PutRolePolicy'], resources: [ROLE] }],
  ['to change the own IAM user', { actions: ['iam:CreateAccessKey'], resources: ['arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:iam::123456789012:user/*/${aws:username}'] }],
  ...[
    'ChangePassword', 'CreateLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile', 'CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey', 'EnableMFADevice', 'DeactivateMFADevice',
    'ResyncMFADevice', 'UploadSigningCertificate', 'UpdateSigningCertificate', 'DeleteSigningCertificate', 'UploadSSHPublicKey', 'UpdateSSHPublicKey', 'DeleteSSHPublicKey',
    'CreateServiceSpecificCredential', 'ResetServiceSpecificCredential', 'UpdateServiceSpecificCredential', 'DeleteServiceSpecificCredential',
  ].map((action): typeof accepted[number] => [`${action} on their own user`, onOwnUser(`iam:${action}`)]),
  ...['user/team/${aws:username}', 'user/*/${aws:username}', 'user/team/*/${AWS:username}', 'user/${aws:username, \'#\'}'].map((user): typeof accepted[number] => (
    [`credentials of ${user}`, onOwnUser('iam:CreateAccessKey', user)]
  )),
  ['virtual MFA devices', { actions: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice', 'iam:EnableMFADevice'], resources: [`${IAM}mfa/*`, `${IAM}user/\${aws:username}`] }],
  ...[BOUNDARY, 'arn:*:iam::*:policy/account-baseline/WorkloadBoundary', 'arn:aws:iam::aws:policy/ReadOnlyAccess'].map((boundary): typeof accepted[number] => (
    [`to make roles with the boundary ${boundary}`, bounded(boundary)]
  )),
  ['to attach policies to what carries a boundary', bounded(BOUNDARY, 'iam:AttachRolePolicy')],
  ...([
    ['secretsmanager:GetSecretValue', 'secretsmanager:eu-west-1:123456789012:secret:app/*'], ['kms:Decrypt', 'kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'], ['kms:CreateAlias', 'kms:*:*:alias/app-*'],
    ['lambda:InvokeFunction', 'lambda:*:*:function:app-*'], ['ssm:GetParameter', 'ssm:*:*:parameter/app/*'], ['cloudformation:UpdateStack', 'cloudformation:*:*:stack/app-*/*'],
    ['dynamodb:Query', 'dynamodb:*:*:table/orders/index/*'], ['ec2:StartInstances', 'ec2:*:*:instance/i-0123456789abcdef0'], ['s3:GetObject', 's3:::reports/*'], ['s3:GetObject', 's3:::job/*'],
    ['s3:GetObject', 's3:::accesspoint/*'], ['sns:Publish', 'sns:*:*:alerts-*'], ['autoscaling:SetDesiredCapacity', 'autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/web-*'],
    ['logs:PutLogEvents', 'logs:*:*:log-group:/aws/lambda/*'], ['logs:PutLogEvents', 'logs:*:*:log-group:web:*'], ['apigateway:DELETE', 'apigateway:eu-west-1::/restapis/abc123/*'],
    ['execute-api:Invoke', 'execute-api:eu-west-1:123456789012:abc123/*/GET/orders'], ['elasticloadbalancing:DeleteLoadBalancer', 'elasticloadbalancing:*:*:loadbalancer/app/web/*'],
  ] as const).map(([action, resource]): typeof accepted[number] => [`${action} on ${resource}`, on(action, `arn:aws:${resource}`)]),
  ['writes of which a wildcard names verb and object', on('s3:PutObject*', 'arn:aws:s3:::reports/*')],
  ['a wildcard that covers one write', on('s3:Abort*', 'arn:aws:s3:::reports/*')],
  ['to make roles that carry a boundary', { actions: ['iam:CreateRole'], resources: ['arn:aws:iam::123456789012:role/workload/*'], conditions: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/account-baseline/WorkloadBoundary' } } }],
  ['a service-linked role', { actions: ['iam:CreateServiceLinkedRole'], resources: ['arn:aws:iam::123456789012:role/aws-service-role/*'] }],
  ['a global service in its region', { actions: ['iam:ListRoles'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } } }],
  ['denials of any kind', { effect: iam.Effect.DENY, notActions: ['s3:*'], resources: ['*'] }],
];

describe('a statement that is refused', () => {
  test.each(refused)('%s', (_name, rule, props) => expect(rulesBroken(props)).toContain(rule));

  test('each rule refuses something', () => {
    // What the carrier of a policy changes about itself has tests of its own.
    expect([...new Set(refused.map(([, rule]) => rule)), LeastPrivilegeRule.CHANGES_ITSELF].sort()).toEqual(Object.values(LeastPrivilegeRule).sort());
  });

  test('the app does not synthesize', () => {
    expect(() => Template.fromStack(Stack.of(made({ actions: ['s3:*'], resources: ['arn:aws:s3:::reports/*'] })))).toThrow(LeastPrivilegeRule.SERVICE_WILDCARD);
  });

  test('everything on everything is one finding and not all of them', () => {
    expect(rulesBroken({ actions: ['*'], resources: ['*'] })).toEqual([LeastPrivilegeRule.FULL_ACCESS]);
  });

  test('the error names the statement, the entry, its value, the rule and what to do', () => {
    const errors = errorsOf(made(
      { actions: ['sts:GetCallerIdentity'], resources: ['*'] },
      { sid: 'Read', actions: ['s3:List*'], resources: ['*'] },
    ));
    expect(errors).toEqual([expect.stringMatching(
      /^Invalid `statements\[1\]\.resources` '\*': of s3:List\*, .*s3:ListBucket.* take a resource: name it by its ARN, .*; give what takes none a statement of its own \[cdk-secure-account-baseline:leastPrivilege:resourceLeftOpen\] in the statement Read\. See /,
    )]);
  });
});

describe('the advice for a resource left open', () => {
  const advice = (...actions: string[]) => errorsOf(made({ actions, resources: ['*'] })).join();
  const TAG = 'or by a condition on aws:ResourceTag';

  test('is a tag for what exists', () => expect(advice('dynamodb:GetItem', 'ec2:CreateTags')).toContain(TAG));

  test.each(['elasticloadbalancing:CreateLoadBalancer', 'ec2:RunInstances', 'ec2:ImportKeyPair'])('is no tag of a resource for %s, which creates it', (action) => {
    expect(advice(action)).toMatch(/by a prefix of names such as table\/orders-\*: what does not exist yet has no tags.*aws:RequestTag/);
    expect(advice(action)).not.toContain('aws:ResourceTag');
  });

  test('names the actions that create among others', () => {
    expect(advice('dynamodb:*Table')).toMatch(/aws:ResourceTag, but not for dynamodb:Create.*dynamodb:ImportTable: what does not exist yet has no tags/);
  });
});

describe('a statement that is accepted', () => {
  test.each(accepted)('%s', (_name, props) => expect(rulesBroken(props)).toEqual([]));

  test.each(accepted)('%s, and it synthesizes', (_name, props) => {
    Template.fromStack(Stack.of(made(props))).resourceCountIs('AWS::IAM::ManagedPolicy', 1);
  });
});

describe('what is added later', () => {
  test('addStatements is checked', () => {
    const least = made({ actions: ['sts:GetCallerIdentity'], resources: ['*'] });
    least.addStatements(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::reports/*'] }));
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.SERVICE_WILDCARD);
  });

  test('the document, and a statement that is changed, are checked', () => {
    const least = made();
    const statement = new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] });
    least.document.addStatements(statement);
    statement.addAllResources();
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.RESOURCE_LEFT_OPEN);
  });

  test('a grant of a bucket is accepted, and one of a role without a service is not', () => {
    const least = made();
    const stack = Stack.of(least);
    new s3.Bucket(stack, 'Bucket').grantRead(least);
    expect(errorsOf(least)).toEqual([]);
    new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }).grantPassRole(least.grantPrincipal);
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE);
  });
});

describe('tokens', () => {
  test('pass where they hide all of a value', () => {
    const token = Lazy.string({ produce: () => 'dynamodb:*' });
    const resource = new s3.Bucket(new Stack(), 'Bucket');
    expect(rulesBroken({ actions: ['dynamodb:GetItem'], resources: [resource.bucketArn, Aws.NO_VALUE] })).toEqual([]);
    expect(rulesBroken({ actions: ['dynamodb:GetItem'], resources: [resource.arnForObjects('*')] })).toEqual([]);
    // A lazy value is known at synth, and is judged as what it is.
    expect(rulesBroken({ actions: [token], resources: [ROLE] })).toContain(LeastPrivilegeRule.SERVICE_WILDCARD);
  });

  test('what is known of an ARN is judged', () => {
    const roles = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/*`;
    expect(rulesBroken({ actions: ['iam:PassRole'], resources: [roles], conditions: SERVICE })).toEqual([LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE]);
  });
});

describe('an acknowledgement', () => {
  const statements = () => [
    new iam.PolicyStatement({ sid: 'Reports', actions: ['s3:*'], resources: ['arn:aws:s3:::reports/*'] }),
    new iam.PolicyStatement({ sid: 'Logs', actions: ['logs:*'], resources: ['arn:aws:logs:eu-west-1:123456789012:log-group:web:*'] }),
  ];

  test('with a reason lets the policy pass', () => {
    expect(errorsOf(policy({ statements: statements(), acknowledge: [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason: 'Owners of both' }] }))).toEqual([]);
  });

  test('of one statement leaves the others refused', () => {
    const acknowledge = [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, sid: 'Reports', reason: 'Owners of the bucket' }];
    expect(errorsOf(policy({ statements: statements(), acknowledge }))).toEqual([expect.stringContaining('in the statement Logs.')]);
  });

  test('of one rule leaves the others in force', () => {
    const acknowledge = [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason: 'Owners of the service' }];
    const least = policy({ statements: [new iam.PolicyStatement({ actions: ['sqs:*'], resources: ['*'] })], acknowledge });
    expect(errorsOf(least).map((error) => /\[(cdk-[^\]]+)\]/.exec(error)![1])).toEqual([LeastPrivilegeRule.RESOURCE_LEFT_OPEN]);
  });

  test.each(['', '  '])('without a reason (%j) is refused', (reason) => {
    expect(() => policy({ acknowledge: [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason }] })).toThrow(/^Invalid `acknowledge\[0\]\.reason` '\s*': tell the reviewer why/);
  });

  test('that nothing needs gets a warning that can be acknowledged', () => {
    const useless = () => policy({
      statements: [new iam.PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })],
      acknowledge: [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason: 'Was needed once' }],
    });
    const id = 'cdk-secure-account-baseline:leastPrivilege:uselessAcknowledgement';
    Annotations.fromStack(Stack.of(useless())).hasWarning('/Stack/Policy/Resource', Match.stringLikeRegexp(id));
    const quiet = useless();
    CoreAnnotations.of(quiet).acknowledgeWarning(id, 'Kept for the next release');
    Annotations.fromStack(Stack.of(quiet)).hasNoWarning('*', Match.anyValue());
  });
});

describe('a policy that IAM would refuse', () => {
  const read = (sid: string) => ({ sid, actions: ['s3:ListAllMyBuckets'], resources: ['*'] });

  test.each<[string, iam.PolicyStatementProps[], RegExp]>([
    ['without a statement', [], /^Invalid `statements` \[\]: IAM refuses a policy without a statement. Give at least one\.$/],
    ['with a Sid twice', [read('Read'), read('List'), read('Read')], /^Invalid `statements\[2\]\.sid` 'Read': IAM takes a Sid only once in a policy/],
    ['with a hyphen in a Sid', [read('Read-all')], /^Invalid `statements\[0\]\.sid` 'Read-all': a Sid has letters and digits only/],
    ['with a resource that is no ARN', [{ actions: ['s3:GetObject'], resources: ['reports/*'] }], /^Invalid `statements\[0\]\.resources` 'reports\/\*': a resource is \* or an ARN/],
  ])('%s', (_name, statements, error) => {
    expect(errorsOf(made(...statements)).filter((each) => each.startsWith('Invalid'))).toEqual([expect.stringMatching(error)]);
  });

  test('with a wildcard in the service of an action', () => {
    const least = made();
    least.document.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] }));
    jest.spyOn(least.document, 'toJSON').mockReturnValue({ Statement: [{ Effect: 'Allow', Action: ['s*:Get*', '*:*'], Resource: '*' }] });
    expect(errorsOf(least)).toEqual([expect.stringMatching(/^Invalid `statements\[0\]\.actions` 's\*:Get\*': an action is \* or a service and a name/)]);
  });

  test('statements without a Sid, and one Sid in two policies, are fine', () => {
    const least = made({ ...read('Read'), sid: undefined }, { ...read('Read'), sid: undefined }, read('Read'));
    new LeastPrivilegePolicy(Stack.of(least), 'Other', { statements: [new iam.PolicyStatement(read('Read'))] });
    expect(() => Template.fromStack(Stack.of(least))).not.toThrow();
  });
});

describe('warnings', () => {
  test('an action that AWS does not have', () => {
    const least = made({ actions: ['s3:GetObjekt'], resources: ['arn:aws:s3:::reports/*'] });
    Annotations.fromStack(Stack.of(least)).hasWarning('/Stack/Policy/Resource', Match.stringLikeRegexp('statements.0.: AWS has no action s3:GetObjekt .do you mean s3:GetObject.*leastPrivilege:unknownAction'));
  });

  test('access that has ended', () => {
    const until = (date: string) => policy({
      statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })], conditions: [AccessCondition.validUntil(new Date(date))],
    });
    Annotations.fromStack(Stack.of(until('2020-02-01'))).hasWarning('/Stack/Policy/Resource', Match.stringLikeRegexp('the access ended at 2020-02-01T00:00:00Z.*leastPrivilege:expired'));
    Annotations.fromStack(Stack.of(until('2999-02-01'))).hasNoWarning('*', Match.anyValue());
  });
});

describe('conditions of the whole policy', () => {
  const conditions = [AccessCondition.mfa(Duration.hours(1)), AccessCondition.tls()];
  const expected = { Bool: { 'aws:MultiFactorAuthPresent': 'true', 'aws:SecureTransport': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } };

  test('are on every Allow, also on what comes later, and on no Deny', () => {
    const least = policy({ conditions, statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
    least.addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ec2:DeleteVpc'], resources: ['*'] }));
    new s3.Bucket(Stack.of(least), 'Bucket').grantRead(least);
    const [first, deny, grant] = Object.values(Template.fromStack(Stack.of(least)).findResources('AWS::IAM::ManagedPolicy'))[0].Properties.PolicyDocument.Statement;
    expect([first.Condition, deny.Condition, grant.Condition]).toEqual([expected, undefined, expected]);
  });

  test('are besides those of the statement, and a second one on the same key is refused', () => {
    const statement = (age: string) => new iam.PolicyStatement({
      sid: 'Look', actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { NumericLessThan: { 'aws:multifactorauthage': age, 'x:y': '1' } },
    });
    expect(() => policy({ conditions, statements: [statement('60')] })).toThrow('Invalid `conditions of Look` \'3600\': NumericLessThan aws:MultiFactorAuthAge has the value "60" already');
  });

  test('reach a statement that another policy has rendered, and leave that one alone', () => {
    const shared = new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] }).freeze();
    const least = policy({ conditions: [AccessCondition.tls()], statements: [shared] });
    expect(shared.conditions).toEqual({});
    Template.fromStack(Stack.of(least)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })] },
    });
  });
});

describe('MFA asked of a role', () => {
  const mfa = () => policy({ conditions: [AccessCondition.mfa()], statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
  const roleBeside = (least: LeastPrivilegePolicy) => new iam.Role(Stack.of(least), 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  test('is refused where the policy is attached to the role', () => {
    const least = mfa();
    least.attachToRole(roleBeside(least));
    expect(errorsOf(least)).toEqual([expect.stringMatching(/^Invalid `statements\[0\]\.conditions\.Bool\.aws:MultiFactorAuthPresent` 'true': Stack\/Role.* carries the policy, .*conditionNeverHolds\]\. See /)]);
  });

  test('is refused where the role is given the policy', () => {
    const least = mfa();
    roleBeside(least).addManagedPolicy(least);
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.CONDITION_NEVER_HOLDS);
  });

  test('is fine on a group', () => {
    const least = mfa();
    least.attachToGroup(new iam.Group(Stack.of(least), 'Group'));
    expect(errorsOf(least)).toEqual([]);
  });
});

describe('a policy whose carrier gives itself rights', () => {
  const changing = (action: string, ...resources: string[]) => new iam.PolicyStatement({ actions: [action], resources });

  test.each(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy', 'iam:DetachGroupPolicy'])('by %s on its group', (action) => {
    const stack = new Stack(new App(), 'Stack');
    const group = new iam.Group(stack, 'Group');
    const least = new LeastPrivilegePolicy(stack, 'Policy', { statements: [changing(action, group.groupArn)] });
    expect(rulesOf(least)).toEqual([]);
    least.attachToGroup(group);
    expect(errorsOf(least)).toEqual([expect.stringMatching(/^Invalid `statements\[0\]\.actions` 'iam:\w+GroupPolicy': Stack\/Group\/Resource carries the policy, so that its carrier .*changesItself\]\. See /)]);
  });

  test('by the name of its role, its user or an imported group', () => {
    const stack = new Stack(new App(), 'Stack');
    const role = new iam.Role(stack, 'Role', { roleName: 'deploy', path: '/ci/', assumedBy: new iam.AccountRootPrincipal() });
    const user = new iam.User(stack, 'User', { userName: 'robot' });
    const group = iam.Group.fromGroupName(stack, 'Group', 'Staff');
    const carried = (id: string, action: string, resource: string) => new LeastPrivilegePolicy(stack, id, { statements: [changing(action, `${IAM}${resource}`)] });
    const ofRole = carried('OfRole', 'iam:UpdateAssumeRolePolicy', 'role/ci/deploy');
    const ofUser = carried('OfUser', 'iam:PutUserPolicy', 'user/robot');
    const ofGroup = carried('OfGroup', 'iam:AttachGroupPolicy', 'group/team/Staff');
    const ofAnother = carried('OfAnother', 'iam:UpdateAssumeRolePolicy', 'role/deploy');
    [ofRole, ofAnother].forEach((least) => role.addManagedPolicy(least));
    user.addManagedPolicy(ofUser);
    ofGroup.attachToGroup(group);
    for (const least of [ofRole, ofUser, ofGroup]) expect(rulesOf(least)).toEqual([LeastPrivilegeRule.CHANGES_ITSELF]);
    expect(rulesOf(ofAnother)).toEqual([]);
  });

  test('by a new version of the policy', () => {
    const props = { managedPolicyName: 'Own', path: '/team/' };
    expect(rulesOf(policy({ ...props, statements: [changing('iam:CreatePolicyVersion', `${IAM}policy/team/Own`)] }))).toEqual([LeastPrivilegeRule.CHANGES_ITSELF]);
    expect(rulesOf(policy({ ...props, statements: [changing('iam:CreatePolicyVersion', `${IAM}policy/Own`)] }))).toEqual([]);
  });

  test('is fine as far as a boundary holds it, for members, and for another identity', () => {
    const stack = new Stack(new App(), 'Stack');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const other = new iam.Role(stack, 'Other', { assumedBy: new iam.AccountRootPrincipal() });
    const group = new iam.Group(stack, 'Group');
    const statement = changing('iam:PutRolePolicy', role.roleArn);
    statement.addCondition('StringEquals', { 'iam:PermissionsBoundary': BOUNDARY });
    const least = new LeastPrivilegePolicy(stack, 'Policy', { statements: [statement, changing('iam:PutRolePolicy', other.roleArn), changing('iam:AddUserToGroup', group.groupArn)] });
    least.attachToRole(role);
    least.attachToGroup(group);
    expect(rulesOf(least)).toEqual([]);
  });
});

describe('grants of aws-cdk-lib on named resources', () => {
  const KEY = { name: 'id', type: dynamodb.AttributeType.STRING };

  test.each<[string, (stack: Stack, least: LeastPrivilegePolicy) => void]>([
    ['a bucket', (stack, least) => new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS }).grantReadWrite(least)],
    ['objects with a prefix', (stack, least) => new s3.Bucket(stack, 'Bucket').grantPut(least, 'in/*')],
    ['a table', (stack, least) => new dynamodb.Table(stack, 'Table', { partitionKey: KEY }).grantReadWriteData(least)],
    ['a queue', (stack, least) => new sqs.Queue(stack, 'Queue').grantConsumeMessages(least)],
    ['a secret', (stack, least) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'app/db').grantRead(least)],
    ['a parameter', (stack, least) => ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/app/db').grantRead(least)],
    ['a log group', (stack, least) => new logs.LogGroup(stack, 'LogGroup').grantWrite(least)],
    ['a repository', (stack, least) => new ecr.Repository(stack, 'Repository').grantPullPush(least)],
  ])('%s: accepted', (_name, grant) => {
    const least = made();
    grant(Stack.of(least), least);
    expect(errorsOf(least)).toEqual([]);
  });
});

describe('access levels', () => {
  test('are those of what is allowed, without what is denied altogether', () => {
    const least = made(
      { actions: ['s3:GetObject', 's3:PutObject*', 's3:ListBucket'], resources: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] },
      { effect: iam.Effect.DENY, actions: ['s3:PutObject*Acl'], resources: ['*'] },
    );
    expect(least.accessLevels).toEqual([AccessLevel.LIST, AccessLevel.READ, AccessLevel.TAGGING, AccessLevel.WRITE]);
    expect(least.actionsOf(AccessLevel.TAGGING)).toEqual(['s3:PutObjectTagging', 's3:PutObjectVersionTagging']);
    expect(least.actionsOf(AccessLevel.PERMISSIONS_MANAGEMENT)).toEqual([]);
  });

  test('a Deny of some resources, or under a condition, takes no level away', () => {
    const least = made(
      { actions: ['iam:PutRolePolicy'], resources: [ROLE] },
      { effect: iam.Effect.DENY, actions: ['iam:PutRolePolicy'], resources: ['arn:aws:iam::123456789012:role/admin'] },
      { effect: iam.Effect.DENY, actions: ['iam:PutRolePolicy'], resources: ['*'], conditions: { Bool: { 'aws:SecureTransport': 'false' } } },
    );
    expect(least.accessLevels).toEqual([AccessLevel.PERMISSIONS_MANAGEMENT]);
  });

  test('grow with what is added', () => {
    const least = made();
    expect(least.accessLevels).toEqual([]);
    least.addStatements(new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] }));
    expect(least.accessLevels).toEqual([AccessLevel.LIST]);
  });
});

describe('the policy itself', () => {
  test('has the path and name that are asked for, and no description', () => {
    const least = policy({ managedPolicyName: 'Reports', path: '/team/', statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
    Template.fromStack(Stack.of(least)).hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'Reports', Path: '/team/', Description: Match.absent() });
  });

  test.each([[{ path: 'team' }, /^Invalid `path` 'team'/], [{ managedPolicyName: 'a b' }, /^Invalid `managedPolicyName` 'a b'/]])('%j is refused', (props, error) => {
    expect(() => policy(props)).toThrow(error);
  });

  test('names its size and what to split where it is too long', () => {
    const resources = Array.from({ length: 120 }, (_, index) => `arn:aws:dynamodb:eu-west-1:123456789012:table/orders-of-customer-${index}`);
    expect(errorsOf(made({ actions: ['dynamodb:GetItem'], resources }))).toEqual([
      expect.stringMatching(/^Invalid `statements` '\d{4} characters': the policy may have 6144; split them into two policies\.$/),
    ]);
  });

  test('is written as given, whatever a feature flag says', () => {
    const stack = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } }), 'Stack');
    const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
    new LeastPrivilegePolicy(stack, 'Policy', { statements: [statement('ec2:DescribeVpcs'), statement('ec2:DescribeImages')] });
    const [held] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(held.Properties.PolicyDocument.Statement).toHaveLength(2);
  });
});
