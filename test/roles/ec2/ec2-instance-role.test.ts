import { App, Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { decide, Decision } from '../../../proof/engine/decide';
import { COMMERCIAL, LoadedTemplate, loadTemplate, policiesOfGroup, policiesOfRole, trustOfRole } from '../../../proof/engine/template';
import { JobFunction } from '../../../src/permissions/job-function';
import { Ec2InstanceRole } from '../../../src/roles/ec2/ec2-instance-role';
import { Ec2InstanceRoleProps } from '../../../src/roles/ec2/ec2-instance-role-props';
import { testRulePacks } from '../../nag/rule-packs';
import { stackOf } from '../../stack-of';

const ACCOUNT = COMMERCIAL.account;
const SESSION_MANAGER = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy' };
const IMDS_V2 = { 'ec2:RoleDelivery': '2.0' };

const role = (stack: Stack, props?: Ec2InstanceRoleProps) => new Ec2InstanceRole(stack, 'Role', props);

const elsewhere = new Stack(new App(), 'Elsewhere');
const imported = {
  bucket: s3.Bucket.fromBucketAttributes(elsewhere, 'Bucket', {
    bucketArn: 'arn:aws:s3:::instance-files', encryptionKey: kms.Key.fromKeyArn(elsewhere, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/files`),
  }),
  logGroup: logs.LogGroup.fromLogGroupArn(elsewhere, 'Logs', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/sessions`),
};
const sessionKey = kms.Key.fromKeyArn(elsewhere, 'SessionKey', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/sessions`);

test('the role and its instance profile live where power users may pass them from', () => {
  const stack = stackOf();
  const created = role(stack);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    Path: '/workload/', RoleName: Match.absent(), ManagedPolicyArns: [SESSION_MANAGER, { Ref: Match.stringLikeRegexp('^RolePolicy') }],
  });
  template.hasResourceProperties('AWS::IAM::InstanceProfile', {
    Path: '/workload/', InstanceProfileName: Match.absent(), Roles: [stack.resolve(created.roleName)],
  });
  expect(stack.resolve(created.instanceProfile.instanceProfileName)).toEqual({ Ref: expect.stringMatching(/^RoleProfile/) });
});

test('its own permissions are a managed policy, not an inline one', () => {
  const stack = stackOf();
  role(stack);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent() });
});

test.each([
  ['aws', 'ec2.amazonaws.com'], ['aws-us-gov', 'ec2.amazonaws.com'], ['aws-cn', 'ec2.amazonaws.com.cn'],
])('in the partition %s EC2, and nobody else, may assume it: %s', (partition, service) => {
  const stack = stackOf();
  role(stack);
  const trust = trustOfRole(loadTemplate(stack, { ...COMMERCIAL, partition }), 'Role');
  expect(trust.Statement).toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }]);
});

test('names, path, boundary and further policies can be given', () => {
  const stack = stackOf();
  role(stack, {
    roleName: 'web',
    instanceProfileName: 'web-profile',
    path: '/web/',
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
    managedPolicies: [iam.ManagedPolicy.fromManagedPolicyName(stack, 'More', 'more')],
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'web',
    Path: '/web/',
    PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([':policy/boundary'])] },
    ManagedPolicyArns: [SESSION_MANAGER, Match.anyValue(), { 'Fn::Join': ['', Match.arrayWith([':policy/more'])] }],
  });
  template.hasResourceProperties('AWS::IAM::InstanceProfile', { InstanceProfileName: 'web-profile', Path: '/web/' });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Path: '/web/' });
});

test('a profile without a name of its own is called as the role', () => {
  const stack = stackOf();
  role(stack, { roleName: 'web' });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::InstanceProfile', { InstanceProfileName: 'web' });
});

test('everything can be switched off', () => {
  const stack = stackOf();
  role(stack, { sessionManager: false, cloudWatchAgent: false, allowImdsV1: true });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('what is granted to it works as on any role', () => {
  const stack = stackOf();
  new s3.Bucket(stack, 'Bucket').grantRead(role(stack));
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: Match.stringLikeRegexp('^Role') }] });
});

describe('bad input is refused with the property, the value and the rule', () => {
  test.each<[string, Ec2InstanceRoleProps]>([
    ["`roleName` ''", { roleName: '' }],
    [`\`roleName\` '${'x'.repeat(65)}'`, { roleName: 'x'.repeat(65) }],
    ["`roleName` 'a/b'", { roleName: 'a/b' }],
    [`\`instanceProfileName\` '${'x'.repeat(129)}'`, { instanceProfileName: 'x'.repeat(129) }],
    ["`path` 'workload'", { path: 'workload' }],
    ["`logGroupPrefix` ''", { logGroupPrefix: '' }],
    ["`logGroupPrefix` '*'", { logGroupPrefix: '*' }],
    ["`logGroupPrefix` '/web:logs'", { logGroupPrefix: '/web:logs' }],
    ["`logGroupPrefix` 'aws/lambda'", { logGroupPrefix: 'aws/lambda' }],
    [`\`logGroupPrefix\` '${'x'.repeat(512)}'`, { logGroupPrefix: 'x'.repeat(512) }],
    ['`metricNamespaces` []', { metricNamespaces: [] }],
    ["`metricNamespaces` ''", { metricNamespaces: ['Web', ''] }],
    ["`metricNamespaces` 'Web*'", { metricNamespaces: ['Web*'] }],
    ["`metricNamespaces` 'AWS/EC2'", { metricNamespaces: ['AWS/EC2'] }],
    ["`metricNamespaces` ':web'", { metricNamespaces: [':web'] }],
    [`\`metricNamespaces\` '${'x'.repeat(256)}'`, { metricNamespaces: ['x'.repeat(256)] }],
    ["`logGroupPrefix` '/web/'", { cloudWatchAgent: false, logGroupPrefix: '/web/' }],
    ['`metricNamespaces` ["Web"]', { cloudWatchAgent: false, metricNamespaces: ['Web'] }],
    ["`agentConfigurationPrefix` 'AmazonCloudWatch-'", { cloudWatchAgent: false, agentConfigurationPrefix: 'AmazonCloudWatch-' }],
    ["`agentConfigurationPrefix` '/AmazonCloudWatch-'", { agentConfigurationPrefix: '/AmazonCloudWatch-' }],
    ['`sessionLogs` []', { sessionLogs: {} }],
    ['`sessionLogs` ["bucketPrefix"]', { sessionLogs: { bucketPrefix: 'sessions/' } }],
    ["`sessionLogs.bucketPrefix` 'sessions/'", { sessionLogs: { bucketPrefix: 'sessions/', logGroup: imported.logGroup } }],
    ["`sessionLogs.bucketPrefix` '/sessions/'", { sessionLogs: { bucketPrefix: '/sessions/', bucket: imported.bucket } }],
    ['`sessionLogs` ["bucket"]', { sessionManager: false, sessionLogs: { bucket: imported.bucket } }],
    ["`buckets[0].prefix` ''", { buckets: [{ bucket: imported.bucket, prefix: '' }] }],
    ["`buckets[0].prefix` '*'", { buckets: [{ bucket: imported.bucket, prefix: '*' }] }],
    ["`buckets[0].prefix` '/web/'", { buckets: [{ bucket: imported.bucket, prefix: '/web/' }] }],
    ["`agentConfigurationPrefix` '*'", { agentConfigurationPrefix: '*' }],
  ])('%s', (message, props) => {
    expect(() => role(stackOf(), props)).toThrow(`Invalid ${message}: `);
  });

  test.each<[Ec2InstanceRoleProps]>([
    [{ roleName: 'x'.repeat(64), instanceProfileName: 'x'.repeat(128) }], [{ logGroupPrefix: 'x'.repeat(511) }], [{ logGroupPrefix: '/aws-like/' }],
    [{ metricNamespaces: ['x'.repeat(255), 'Web/Front end', 'AWSlike'] }],
  ])('%j passes', (props) => {
    expect(() => role(stackOf(), props)).not.toThrow();
  });

  test('tokens pass', () => {
    const stack = stackOf();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    role(stack, { roleName: name, path: name, logGroupPrefix: name, metricNamespaces: [name, Fn.importValue('Namespace')] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Resource: { 'Fn::Join': ['', [{ 'Fn::Sub': 'arn:${AWS::Partition}:logs:*:${AWS::AccountId}:log-group:' }, { Ref: 'Name' }, '*']] } }),
          Match.objectLike({ Condition: { StringEquals: { 'cloudwatch:namespace': [{ Ref: 'Name' }, { 'Fn::ImportValue': 'Namespace' }] } } }),
        ]),
      },
    });
  });
});

describe('proof', () => {
  const known = new Map<Ec2InstanceRoleProps | undefined, LoadedTemplate>();
  const launched = (props?: Ec2InstanceRoleProps): LoadedTemplate => {
    if (!known.has(props)) known.set(props, synthesized(props));
    return known.get(props)!;
  };
  const synthesized = (props?: Ec2InstanceRoleProps): LoadedTemplate => {
    const stack = stackOf();
    const instance = role(stack, props);
    s3.Bucket.fromBucketName(stack, 'Bucket', 'instance-data').grantRead(instance);
    return loadTemplate(stack);
  };
  const asked = (template: LoadedTemplate, action: string, resource: string, context: Record<string, string>) => decide({
    principal: `arn:aws:iam::${ACCOUNT}:role/workload/web`,
    action,
    resource,
    account: ACCOUNT,
    context,
    policies: policiesOfRole(template, 'Role'),
  });

  test.each<[string, Record<string, string>, boolean, Decision]>([
    ['came over IMDSv1', { 'ec2:RoleDelivery': '1.0' }, false, 'Denied'],
    ['came over IMDSv2', { 'ec2:RoleDelivery': '2.0' }, false, 'Allowed'],
    ['will come over a later version', { 'ec2:RoleDelivery': '3.0' }, false, 'Allowed'],
    ['came from elsewhere, such as a test that assumes the role', {}, false, 'Allowed'],
    ['came over IMDSv1, which the user allowed', { 'ec2:RoleDelivery': '1.0' }, true, 'Allowed'],
  ])('credentials that %s: %j', async (_, context, allowImdsV1, expected) => {
    expect(await asked(launched({ allowImdsV1 }), 's3:GetObject', 'arn:aws:s3:::instance-data/hello.txt', context)).toBe(expected);
  });

  test.each<[Decision, string, string]>([
    ['Allowed', 'ssm:GetParameter', 'AmazonCloudWatch-linux'],
    ['Denied', 'ssm:GetParameter', 'database-password'],
    ['Denied', 'ssm:GetParameters', 'AmazonCloudWatch-linux'],
  ])('%s: with its configuration in parameters of a prefix, %s on %s', async (expected, action, name) => {
    const template = launched({ agentConfigurationPrefix: 'AmazonCloudWatch-' });
    expect(await asked(template, action, `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/${name}`, IMDS_V2)).toBe(expected);
  });

  const log = (group: string, region = 'eu-west-1') => `arn:aws:logs:${region}:${ACCOUNT}:log-group:${group}`;
  const parameter = (name: string) => `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/${name}`;
  test.each<[Decision, string, string, Record<string, string>]>([
    ['Allowed', 's3:GetObject', 'arn:aws:s3:::instance-data/hello.txt', {}],
    ['Denied', 's3:GetObject', 'arn:aws:s3:::other-data/hello.txt', {}],
    ['Denied', 's3:PutObject', 'arn:aws:s3:::instance-data/hello.txt', {}],
    ['Allowed', 'logs:CreateLogGroup', log('/workload/web'), {}],
    ['Allowed', 'logs:CreateLogStream', `${log('/workload/web')}:log-stream:i-1`, {}],
    ['Allowed', 'logs:PutLogEvents', `${log('/workload/web')}:log-stream:i-1`, {}],
    ['Allowed', 'logs:PutLogEvents', `${log('/workload/web', 'ap-south-1')}:log-stream:i-1`, {}],
    ['Denied', 'logs:PutLogEvents', `${log('/aws/lambda/f')}:log-stream:i-1`, {}],
    ['Denied', 'logs:CreateLogGroup', log('/workloads'), {}],
    ['Denied', 'logs:PutRetentionPolicy', log('/workload/web'), {}],
    ['Denied', 'logs:DeleteLogGroup', log('/workload/web'), {}],
    ['Denied', 'logs:GetLogEvents', `${log('/workload/web')}:log-stream:i-1`, {}],
    ['Allowed', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'CWAgent' }],
    ['Denied', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'CWAgent2' }],
    ['Denied', 'cloudwatch:PutMetricData', '*', {}],
    ['Allowed', 'ec2:DescribeTags', '*', {}],
    ['Denied', 'ec2:DescribeInstances', '*', {}],
    ['Denied', 'ssm:GetParameter', parameter('AmazonCloudWatch-linux'), {}],
    ['Denied', 'ssm:GetParameter', parameter('database-password'), {}],
    ['Allowed', 'ssmmessages:OpenDataChannel', '*', {}],
    ['Allowed', 'ssm:UpdateInstanceInformation', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`, {}],
    ['Denied', 'sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/account-baseline/Administrator`, {}],
    ['Denied', 'iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/workload/web`, {}],
  ])('%s: %s on %s %j', async (expected, action, resource, context) => {
    const trust = action === 'sts:AssumeRole'
      ? { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }] } : undefined;
    expect(await decide({
      principal: `arn:aws:iam::${ACCOUNT}:role/workload/web`,
      action,
      resource,
      account: ACCOUNT,
      trust,
      context: { ...IMDS_V2, ...context },
      policies: policiesOfRole(launched(), 'Role'),
    })).toBe(expected);
  });

  test.each<[string, Ec2InstanceRoleProps, string, string, Record<string, string>]>([
    ['Session Manager', { sessionManager: false }, 'ssmmessages:OpenDataChannel', '*', {}],
    ['the agent, logs', { cloudWatchAgent: false }, 'logs:CreateLogGroup', log('/workload/web'), {}],
    ['the agent, metrics', { cloudWatchAgent: false }, 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'CWAgent' }],
    ['another prefix', { logGroupPrefix: '/web/' }, 'logs:CreateLogGroup', log('/workload/web'), {}],
    ['another namespace', { metricNamespaces: ['Web'] }, 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'CWAgent' }],
  ])('without %s it is denied', async (_, props, action, resource, context) => {
    expect(await asked(launched(props), action, resource, { ...IMDS_V2, ...context })).toBe('Denied');
    expect(await asked(launched(), action, resource, { ...IMDS_V2, ...context })).toBe('Allowed');
  });

  const FROM_INSTANCE = {
    ...IMDS_V2, 'ec2:SourceInstanceARN': `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`, 'aws:Ec2InstanceSourceVpc': 'vpc-1a2b3c4d',
  };
  const OWN_VPC_ONLY: Ec2InstanceRoleProps = { ownVpcOnly: true };
  const SAME_VPC = { ...FROM_INSTANCE, 'aws:SourceVpc': 'vpc-1a2b3c4d' };

  test.each<[Decision, string, Record<string, string>]>([
    ['Allowed', 'from the own VPC', { ...SAME_VPC, 'aws:ViaAWSService': 'false' }],
    ['Denied', 'from another VPC', { ...SAME_VPC, 'aws:SourceVpc': 'vpc-99999999', 'aws:ViaAWSService': 'false' }],
    ['Denied', 'from another VPC, where nobody says who forwards', { ...SAME_VPC, 'aws:SourceVpc': 'vpc-99999999' }],
    ['Denied', 'from the internet', { ...FROM_INSTANCE, 'aws:ViaAWSService': 'false' }],
    ['Allowed', 'by a service in the name of the instance', { ...FROM_INSTANCE, 'aws:ViaAWSService': 'true' }],
    ['Allowed', 'by what is no instance', { ...IMDS_V2, 'aws:ViaAWSService': 'false' }],
    ['Denied', 'from the own VPC with credentials of IMDSv1', { ...SAME_VPC, 'ec2:RoleDelivery': '1.0', 'aws:ViaAWSService': 'false' }],
  ])('%s: used %s, where only the own VPC is allowed', async (expected, _, context) => {
    expect(await asked(launched(OWN_VPC_ONLY), 's3:GetObject', 'arn:aws:s3:::instance-data/key', context)).toBe(expected);
    // Without being asked for, only the version of the metadata service counts.
    expect(await asked(launched(), 's3:GetObject', 'arn:aws:s3:::instance-data/key', context)).toBe(context['ec2:RoleDelivery'] === '1.0' ? 'Denied' : 'Allowed');
  });

  const sessionLogs = { logGroup: imported.logGroup, bucket: imported.bucket, bucketPrefix: 'sessions/', encryptionKey: sessionKey };
  const buckets = [{ bucket: imported.bucket, prefix: 'web/' }, { bucket: imported.bucket, prefix: 'uploads/', write: true }];
  const STORAGE: Ec2InstanceRoleProps = { sessionLogs, buckets };
  const files = (key: string) => `arn:aws:s3:::instance-files/${key}`;

  test.each<[Decision, string, string, Record<string, string>]>([
    ['Allowed', 'logs:PutLogEvents', `${log('/sessions')}:log-stream:alice-1`, {}],
    ['Denied', 'logs:PutLogEvents', `${log('/sessions-2')}:log-stream:alice-1`, {}],
    ['Denied', 'logs:DeleteLogStream', `${log('/sessions')}:log-stream:alice-1`, {}],
    ['Allowed', 'logs:DescribeLogGroups', '*', {}],
    ['Allowed', 's3:PutObject', files('sessions/alice-1.log'), {}],
    ['Denied', 's3:GetObject', files('sessions/alice-1.log'), {}],
    ['Denied', 's3:PutObject', files('other/alice-1.log'), {}],
    ['Allowed', 's3:GetEncryptionConfiguration', 'arn:aws:s3:::instance-files', {}],
    ['Allowed', 's3:GetObject', files('web/index.html'), {}],
    ['Denied', 's3:PutObject', files('web/index.html'), {}],
    ['Denied', 's3:GetObject', files('website/index.html'), {}],
    ['Allowed', 's3:GetObject', files('uploads/1'), {}],
    ['Allowed', 's3:PutObject', files('uploads/1'), {}],
    ['Denied', 's3:DeleteObject', files('uploads/1'), {}],
    ['Allowed', 's3:ListBucket', 'arn:aws:s3:::instance-files', { 's3:prefix': 'web/' }],
    ['Denied', 's3:ListBucket', 'arn:aws:s3:::instance-files', { 's3:prefix': 'sessions/' }],
    ['Denied', 's3:ListBucket', 'arn:aws:s3:::instance-files', {}],
  ])('%s with session logs and buckets: %s on %s %j', async (expected, action, resource, context) => {
    expect(await asked(launched(STORAGE), action, resource, { ...IMDS_V2, ...context })).toBe(expected);
  });

  test('the keys of the buckets and of the sessions may be used, to write only where objects are written', () => {
    const [policy] = policiesOfRole(launched(STORAGE), 'Role').filter(({ name }) => name.startsWith('RolePolicy'));
    const keys = policy.policy.Statement.filter(({ Action }: any) => `${Action}`.includes('kms:'));
    expect(keys.map(({ Sid, Action, Resource }: any) => [Sid, Action, Resource.split('/')[1]])).toEqual([
      ['SessionFilesKey', ['kms:Decrypt', 'kms:GenerateDataKey'], 'files'], ['SessionKey', 'kms:Decrypt', 'sessions'],
      ['Key0', 'kms:Decrypt', 'files'], ['Key1', ['kms:Decrypt', 'kms:GenerateDataKey'], 'files'],
    ]);
  });

  const passing = (resource: string, service: string, props?: Ec2InstanceRoleProps) => {
    const stack = stackOf();
    role(stack, { roleName: 'web', ...props });
    const group = new iam.Group(stack, 'PowerUsers');
    JobFunction.POWER_USER.bind(stack).forEach((policy) => group.addManagedPolicy(policy));
    const template = loadTemplate(stack);
    return decide({
      principal: `arn:aws:iam::${ACCOUNT}:user/account-baseline/bob`,
      action: 'iam:PassRole',
      resource: resource === 'the role' ? template.arnOf(template.find('AWS::IAM::Role', 'web')) : resource,
      account: ACCOUNT,
      context: { 'iam:PassedToService': service },
      policies: policiesOfGroup(template, 'PowerUsers'),
    });
  };

  test.each<[Decision, string, string, Ec2InstanceRoleProps]>([
    ['Allowed', 'the role', 'ec2.amazonaws.com', {}],
    ['Allowed', 'the role', 'ec2.amazonaws.com.cn', {}],
    ['Denied', 'the role', 'cloudformation.amazonaws.com', {}],
    ['Denied', 'the role', 'ec2.amazonaws.com', { path: '/' }],
    ['Denied', `arn:aws:iam::${ACCOUNT}:role/account-baseline/Administrator`, 'ec2.amazonaws.com', {}],
    ['Denied', `arn:aws:iam::${ACCOUNT}:role/web`, 'ec2.amazonaws.com', {}],
  ])('%s: a power user passes %s to %s %j', async (expected, resource, service, props) => {
    expect(await passing(resource, service, props)).toBe(expected);
  });
});

describe.each<[string, Ec2InstanceRoleProps]>([
  ['default', {}], ['a prefix', { logGroupPrefix: '/web/' }], ['no agent', { cloudWatchAgent: false }], ['no session manager', { sessionManager: false }],
  ['own VPC only, session logs and buckets', {
    ownVpcOnly: true,
    sessionLogs: { logGroup: imported.logGroup, bucket: imported.bucket },
    buckets: [{ bucket: imported.bucket, prefix: 'web/', write: true }],
  }],
])('with %s', (_, props) => {
  testRulePacks(() => {
    const app = new App();
    role(new Stack(app, 'Stack'), props);
    return app;
  });
});

describe('with a prefix from a parameter', () => {
  testRulePacks(() => {
    const stack = stackOf();
    role(stack, { logGroupPrefix: new CfnParameter(stack, 'Prefix').valueAsString });
    return stack;
  });
});

describe('with a prefix that is put together at deployment', () => {
  testRulePacks(() => {
    const stack = stackOf();
    role(stack, { logGroupPrefix: `/${Aws.STACK_NAME}/web/`, agentConfigurationPrefix: Fn.ref('Prefix') });
    return stack;
  });
});

test('buckets and log groups of the same stack bring no finding either', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', new CfnParameter(stack, 'Name').valueAsString);
  const made = new s3.CfnBucket(stack, 'Made');
  role(stack, {
    sessionLogs: { logGroup: new logs.LogGroup(stack, 'Logs'), bucket },
    buckets: [{ bucket: s3.Bucket.fromBucketArn(stack, 'Files', made.attrArn), prefix: 'web/' }],
  });
  const violations = new AwsSolutionsChecks(app).validateScope(app).violations;
  expect(violations.flatMap(({ violatingResources }) => violatingResources).filter(({ constructPath }) => constructPath?.startsWith('Stack/Role'))).toEqual([]);
  expect(violations.filter(({ ruleName }) => ruleName.includes('IAM'))).toEqual([]);
});
