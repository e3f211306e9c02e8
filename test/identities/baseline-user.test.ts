import { App, CfnParameter, Lazy, SecretValue, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BaselineUser, BaselineUserProps } from '../../src/identities/baseline-user';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { MfaEnforcement, MfaEnforcementProps } from '../../src/identities/mfa-enforcement';
import { MfaEnforcementMode } from '../../src/identities/mfa-enforcement-mode';
import { JobFunction } from '../../src/permissions/job-function';
import { stackOf } from '../stack-of';

const read = () => new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });

function groupIn(stack: Stack, id = 'Group', mfa?: MfaEnforcementProps | false): JobFunctionGroup {
  const mfaEnforcement = mfa === false ? undefined : new MfaEnforcement(stack, `${id}Mfa`, mfa ?? {});
  return new JobFunctionGroup(stack, id, { jobFunction: JobFunction.SECURITY_AUDITOR, groupName: id, mfaEnforcement });
}

function userIn(stack: Stack, props: Partial<BaselineUserProps> = {}): BaselineUser {
  return new BaselineUser(stack, 'Alice', { ...props, groups: props.groups ?? [groupIn(stack)] });
}

const errors = (stack: Stack) => () => Template.fromStack(stack);

function errorOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was refused';
}

const deniedWithoutMfa = (stack: Stack, policy: string) => {
  const policies = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
  const id = Object.keys(policies).find((logicalId) => logicalId.startsWith(policy))!;
  const statement = policies[id].Properties.PolicyDocument.Statement.find((candidate: any) => candidate.Sid === 'DenyWithoutMfa');
  return { exempt: statement?.NotAction as string[] | undefined };
};

test('a person is a user with groups and nothing else', () => {
  const stack = stackOf();
  userIn(stack, { userName: 'alice' });
  const users = Object.values(Template.fromStack(stack).findResources('AWS::IAM::User'));
  expect(users).toEqual([{
    Type: 'AWS::IAM::User',
    Properties: { UserName: 'alice', Path: '/account-baseline/', Groups: [{ Ref: expect.stringMatching(/^Group/) }] },
  }]);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::AccessKey', 0);
});

test('a person can have tags, a permissions boundary and another path', () => {
  const stack = stackOf();
  const permissionsBoundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [read()] });
  const user = userIn(stack, { permissionsBoundary, path: '/people/' });
  Tags.of(user).add('team', 'platform');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', {
    Path: '/people/',
    PermissionsBoundary: { Ref: Match.stringLikeRegexp('^Boundary') },
    Tags: [{ Key: 'team', Value: 'platform' }],
  });
});

describe('groups', () => {
  test.each<[string, (stack: Stack) => BaselineUserProps['groups']]>([
    ['none at all', () => []],
    ['only one without MFA enforcement', (stack) => [groupIn(stack, 'Loose', false)]],
  ])('a person in %s is refused', (_, groups) => {
    const stack = stackOf();
    expect(() => userIn(stack, { groups: groups(stack) })).toThrow(/^Invalid `groups` .*: (it must list at least one group|the user belongs to no group that enforces MFA\. Set mfaEnforcement on one .*)\. In Stack\/Alice\.( See .*\/rules\.md#user-without-mfa)?$/);
  });

  test('the refusal names the groups', () => {
    const stack = stackOf();
    expect(() => userIn(stack, { groups: [groupIn(stack, 'Loose', false)] })).toThrow('Stack/Loose');
  });

  test('one group with MFA enforcement among others is enough', () => {
    const stack = stackOf();
    userIn(stack, { groups: [groupIn(stack, 'Loose', false), groupIn(stack, 'Strict')] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', {
      Groups: [{ Ref: Match.stringLikeRegexp('^Loose') }, { Ref: Match.stringLikeRegexp('^Strict') }],
    });
  });

  test('an imported group with MFA enforcement counts', () => {
    const stack = stackOf();
    const mfaEnforcement = new MfaEnforcement(stack, 'Mfa');
    userIn(stack, {
      groups: [JobFunctionGroup.fromJobFunctionGroupAttributes(stack, 'Existing', {
        groupName: 'Admins', jobFunction: JobFunction.BILLING, mfaEnforcement,
      })],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { Groups: ['Admins'] });
  });

  test('a group named twice, or added again, is one membership', () => {
    const stack = stackOf();
    const group = groupIn(stack);
    const user = userIn(stack, { groups: [group, group] });
    user.addToGroup(group);
    group.addUser(user);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { Groups: [{ Ref: Match.stringLikeRegexp('^Group') }] });
  });

  const WARNING = Match.stringLikeRegexp('roll-out mode.*cdk-secure-account-baseline:mfaNotYetEnforced');

  test('as long as every group is in the roll-out mode, a warning says so', () => {
    const stack = stackOf();
    userIn(stack, { groups: [groupIn(stack, 'Trial', { mode: MfaEnforcementMode.ROLL_OUT })] });
    Annotations.fromStack(stack).hasWarning('/Stack/Alice', WARNING);
  });

  test('one enforcing group beside one in the roll-out mode needs no warning', () => {
    const stack = stackOf();
    userIn(stack, { groups: [groupIn(stack, 'Trial', { mode: MfaEnforcementMode.ROLL_OUT }), groupIn(stack, 'Strict')] });
    Annotations.fromStack(stack).hasNoWarning('*', WARNING);
  });

  test.each([[10, true], [11, false]])('%i groups: allowed is %p', (count, allowed) => {
    const stack = stackOf();
    const user = userIn(stack);
    for (let index = 1; index < count; index++) user.addToGroup(new iam.Group(stack, `More${index}`));
    if (allowed) expect(errors(stack)).not.toThrow();
    else expect(errors(stack)).toThrow("Invalid `groups` '11 groups': IAM allows a user 10");
  });
});

describe('the first password', () => {
  test('is a reference, and must be changed at the first sign-in', () => {
    const stack = stackOf();
    userIn(stack, { initialPassword: SecretValue.ssmSecure('/first-passwords/alice', '1') });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', {
      LoginProfile: { Password: '{{resolve:ssm-secure:/first-passwords/alice:1}}', PasswordResetRequired: true },
    });
  });

  test('need not be changed if the user says so', () => {
    const stack = stackOf();
    userIn(stack, { initialPassword: SecretValue.secretsManager('alice'), passwordResetRequired: false });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { LoginProfile: { PasswordResetRequired: Match.absent() } });
    expect(deniedWithoutMfa(stack, 'GroupMfa').exempt).not.toContain('iam:ChangePassword');
  });

  test('is changed without MFA in every group that the person is in, also one that is added later', () => {
    const stack = stackOf();
    const user = userIn(stack, { initialPassword: SecretValue.secretsManager('alice'), groups: [groupIn(stack, 'One'), groupIn(stack, 'Two')] });
    groupIn(stack, 'Three').addUser(user);
    groupIn(stack, 'Elsewhere');
    for (const group of ['One', 'Two', 'Three']) expect(deniedWithoutMfa(stack, `${group}Mfa`).exempt).toContain('iam:ChangePassword');
    expect(deniedWithoutMfa(stack, 'ElsewhereMfa').exempt).not.toContain('iam:ChangePassword');
  });

  test('without one, nothing is exempted from MFA', () => {
    const stack = stackOf();
    userIn(stack);
    expect(deniedWithoutMfa(stack, 'GroupMfa').exempt).not.toContain('iam:ChangePassword');
  });

  test('in plain text is refused, and not repeated', () => {
    const attempt = () => userIn(stackOf(), { initialPassword: SecretValue.unsafePlainText('Correct-horse-7') });
    expect(attempt).toThrow(/^Invalid `initialPassword` 'plain text'/);
    expect(attempt).not.toThrow('Correct-horse-7');
  });

  test('can come from a parameter', () => {
    const stack = stackOf();
    const parameter = new CfnParameter(stack, 'Password', { noEcho: true });
    userIn(stack, { initialPassword: SecretValue.cfnParameter(parameter) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { LoginProfile: { Password: { Ref: 'Password' } } });
  });

  test.each([true, false])('passwordResetRequired %p without a password is refused', (passwordResetRequired) => {
    expect(() => userIn(stackOf(), { passwordResetRequired })).toThrow(`Invalid \`passwordResetRequired\` ${passwordResetRequired}: it needs initialPassword`);
  });
});

describe('names', () => {
  test.each(['a', 'x'.repeat(64), 'alice@example.com', 'a+b=c,d.e-f_g'])('%s is a user name', (userName) => {
    expect(() => userIn(stackOf(), { userName })).not.toThrow();
  });

  test.each(['', 'x'.repeat(65), 'alice smith', 'alice/bob', 'äpfel'])('%p is none', (userName) => {
    expect(() => userIn(stackOf(), { userName })).toThrow(/^Invalid `userName` .*/);
  });

  test.each(['people', '/people', 'people/'])('%p is no path', (path) => {
    expect(() => userIn(stackOf(), { path })).toThrow(/^Invalid `path` .*/);
  });

  test('tokens pass', () => {
    const stack = stackOf();
    userIn(stack, { userName: Lazy.string({ produce: () => 'late name' }), path: Lazy.string({ produce: () => 'late' }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { UserName: 'late name', Path: 'late' });
  });
});

describe('a policy on a person is refused at synth and named', () => {
  test.each<[string, (user: BaselineUser, stack: Stack) => unknown, string]>([
    ['addToPolicy', (user) => user.addToPolicy(read()), 's3:ListAllMyBuckets'],
    ['addToPrincipalPolicy', (user) => user.addToPrincipalPolicy(read()), 's3:ListAllMyBuckets'],
    ['grantRead', (user, stack) => new s3.Bucket(stack, 'Bucket').grantRead(user), 's3:GetObject'],
    ['addManagedPolicy', (user, stack) => user.addManagedPolicy(new iam.ManagedPolicy(stack, 'Managed')), 'Stack/Managed'],
    ['an AWS managed policy', (user) => user.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')), "'ReadOnlyAccess'"],
    ['attachInlinePolicy', (user, stack) => user.attachInlinePolicy(new iam.Policy(stack, 'Inline')), 'Stack/Inline'],
    ['users of an inline policy', (user, stack) => new iam.Policy(stack, 'Inline', { users: [user], statements: [read()] }), 'Stack/Inline'],
    ['attachToUser of an inline policy', (user, stack) => new iam.Policy(stack, 'Inline', { statements: [read()] }).attachToUser(user), 'Stack/Inline'],
  ])('%s, at once', (_, attach, name) => {
    const stack = stackOf();
    const user = userIn(stack);
    const message = errorOf(() => attach(user, stack));
    expect(message).toContain(name);
    expect(message).toContain('people get their permissions through groups. Attach it to a group of Stack/Alice');
  });

  test.each<[string, (user: BaselineUser, stack: Stack) => unknown, string]>([
    ['users of a managed policy', (user, stack) => new iam.ManagedPolicy(stack, 'Managed', { users: [user], statements: [read()] }), 'Stack/Managed/Resource'],
    ['attachToUser of a managed policy', (user, stack) => new iam.ManagedPolicy(stack, 'Managed', { statements: [read()] }).attachToUser(user), 'Stack/Managed/Resource'],
    ['CfnPolicy', (user, stack) => new iam.CfnPolicy(stack, 'Raw', { policyName: 'raw', policyDocument: {}, users: [user.userName] }), 'Stack/Raw'],
    ['CfnUserPolicy', (user, stack) => new iam.CfnUserPolicy(stack, 'Raw', { policyName: 'raw', userName: user.userName }), 'Stack/Raw'],
    ['CfnManagedPolicy by literal name', (_, stack) => new iam.CfnManagedPolicy(stack, 'Raw', { policyDocument: {}, users: ['alice'] }), 'Stack/Raw'],
    ['an imported user of the same name',
      (_, stack) => new iam.ManagedPolicy(stack, 'Managed', { users: [iam.User.fromUserName(stack, 'Imported', 'alice')], statements: [read()] }), 'Stack/Managed'],
    ['managedPolicyArns', (user) => { (user.node.defaultChild as iam.CfnUser).managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess']; }, 'Stack/Alice'],
    ['policies', (user) => { (user.node.defaultChild as iam.CfnUser).policies = [{ policyName: 'p', policyDocument: {} }]; }, 'Stack/Alice'],
  ])('%s', (_, attach, name) => {
    const stack = stackOf();
    attach(userIn(stack, { userName: 'alice' }), stack);
    const message = errorOf(errors(stack));
    expect(message).toContain(name);
    expect(message).toContain('people get their permissions through groups');
  });

  test('from another stack', () => {
    const app = new App();
    const user = userIn(new Stack(app, 'People'));
    new iam.ManagedPolicy(new Stack(app, 'Other'), 'Managed', { users: [user], statements: [read()] });
    expect(() => app.synth()).toThrow(/Invalid .*Other\/Managed\/Resource/);
  });
});

describe('what is not a policy on a person passes', () => {
  test('a policy on a user with the same logical id in another stack', () => {
    const app = new App();
    userIn(new Stack(app, 'People'));
    const other = new Stack(app, 'Other');
    new iam.ManagedPolicy(other, 'Managed', { users: [new iam.User(other, 'Alice')], statements: [read()] });
    expect(() => app.synth()).not.toThrow();
  });

  test('a policy on a user of the same name in another stage', () => {
    const app = new App();
    userIn(new Stack(new Stage(app, 'One'), 'People'), { userName: 'alice' });
    new iam.CfnManagedPolicy(new Stack(new Stage(app, 'Two'), 'Other'), 'Raw', { policyDocument: {}, users: ['alice'] });
    expect(() => app.synth()).not.toThrow();
  });

  test('a policy on a user of the same name in another account', () => {
    const app = new App();
    userIn(new Stack(app, 'People'), { userName: 'alice' });
    const other = new Stack(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
    new iam.CfnManagedPolicy(other, 'Raw', { policyDocument: {}, users: ['alice'] });
    expect(() => app.synth()).not.toThrow();
  });

  test('a policy on a group of the person', () => {
    const stack = stackOf();
    const group = groupIn(stack);
    userIn(stack, { groups: [group] });
    new s3.Bucket(stack, 'Bucket').grantRead(group);
    expect(errors(stack)).not.toThrow();
  });
});

describe('access keys', () => {
  test.each<[string, (user: BaselineUser, stack: Stack) => unknown]>([
    ['AccessKey', (user, stack) => new iam.AccessKey(stack, 'Key', { user })],
    ['CfnAccessKey by literal name', (_, stack) => new iam.CfnAccessKey(stack, 'Key', { userName: 'alice' })],
  ])('%s for a person is refused', (_, make) => {
    const stack = stackOf();
    make(userIn(stack, { userName: 'alice' }), stack);
    expect(errors(stack)).toThrow(/Invalid `AccessKey` 'Stack\/Key.*: users create their access keys themselves, with MFA/);
  });

  test('an access key for another user passes', () => {
    const stack = stackOf();
    userIn(stack);
    new iam.AccessKey(stack, 'Key', { user: new iam.User(stack, 'Program') });
    expect(errors(stack)).not.toThrow();
  });
});
