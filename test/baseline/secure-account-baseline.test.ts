import { App, Lazy, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  AccountSettingsProvider, AccountWatch, BaselineGroupOptions, BaselinePart, CredentialWatch, Guardrail,
  JobFunction, JobFunctionAccess, JobFunctionGroup,
  JobFunctionRole, MfaEnforcement, MfaEnforcementMode, OnExisting, PasswordPolicyStandard, SecureAccountBaseline, SecureAccountBaselineProps,
  SecureAccountBaselineStack,
} from '../../src';

const stackOf = (props?: SecureAccountBaselineProps) => new SecureAccountBaselineStack(new App(), 'Stack', props);
const templateOf = (props?: SecureAccountBaselineProps) => Template.fromStack(stackOf(props));
const namesOf = (template: Template) => Object.values(template.findResources('AWS::IAM::Group')).map((group) => group.Properties.GroupName);

describe('with no properties at all', () => {
  const template = templateOf();

  test('there are groups for administrators, power users, security auditors and billing', () => {
    expect(namesOf(template)).toEqual(['Administrators', 'PowerUsers', 'SecurityAuditors', 'Billing']);
  });

  test('every group enforces MFA', () => {
    template.allResourcesProperties('AWS::IAM::Group', { ManagedPolicyArns: Match.arrayWith([{ Ref: Match.stringLikeRegexp('MfaEnforcement') }]) });
  });

  test('there is a password policy, no alias and no user', () => {
    template.resourceCountIs('Custom::AccountPasswordPolicy', 1);
    template.resourceCountIs('Custom::AccountAlias', 0);
    template.resourceCountIs('AWS::IAM::User', 0);
  });

  test('there is a role and an instance profile for EC2, under the path whose roles power users may pass', () => {
    template.hasResourceProperties('AWS::IAM::Role', { Path: '/workload/', AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: { 'Fn::Sub': 'ec2.${AWS::URLSuffix}' } } }] } });
    template.resourceCountIs('AWS::IAM::InstanceProfile', 1);
  });

  test('settings are changed after the groups are made, whose names a second baseline in the account cannot take', () => {
    const groups = Object.keys(template.findResources('AWS::IAM::Group'));
    for (const type of ['Custom::AccountPasswordPolicy', 'Custom::AccountAlias']) {
      for (const resource of Object.values(templateOf({ accountAlias: 'example' }).findResources(type))) {
        expect(resource.DependsOn).toEqual(expect.arrayContaining(groups));
      }
    }
  });

  test('the guardrail protects the function that changes the settings', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'Protected', Resource: Match.arrayWith([{ 'Fn::GetAtt': ['AccountSettingsProvider', 'Arn'] }]) })]) },
    });
  });

  test.each<[string, (stack: Stack) => string[]]>([
    ['the settings', (stack) => {
      new SecureAccountBaseline(stack, 'Baseline', { omit: [BaselinePart.GROUPS], accountHardening: {} });
      return AccountSettingsProvider.getOrCreate(stack).protectedArns;
    }],
    ['the watch', (stack) => new AccountWatch(stack, 'Watch').protectedArns],
    ['the credential watch', (stack) => new CredentialWatch(stack, 'Watch').protectedArns],
  ])('a guardrail that is made only afterwards protects %s as well', (what, make) => {
    const stack = new Stack(new App(), 'Stack');
    const arns = make(stack);
    expect(Guardrail.isUsedIn(stack)).toBe(false);
    new JobFunctionRole(stack, 'PowerUser', { jobFunction: JobFunction.POWER_USER });
    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    const { Statement } = policies.find(([id]) => id.startsWith('Guardrail'))![1].Properties.PolicyDocument;
    const denied = Statement.find(({ Sid }: any) => Sid === 'Protected').Resource;
    for (const arn of arns) expect(denied).toContainEqual(stack.resolve(arn));
    const settings = Statement.find(({ Sid }: any) => Sid === 'Settings')?.Action ?? [];
    expect(settings.includes('s3:PutAccountPublicAccessBlock')).toBe(what === 'the settings');
  });

  test('the outputs name what only the root user or a person can do', () => {
    expect(Object.keys(template.findOutputs('*'))).toEqual(expect.arrayContaining(['TodoRootMfa', 'TodoRootAccessKeys', 'TodoBillingAccess', 'TodoContacts']));
  });
});

describe('each part is tuned', () => {
  test('account alias and its sign-in address', () => {
    const template = templateOf({ accountAlias: 'example-workshop' });
    template.hasResourceProperties('Custom::AccountAlias', { AccountAlias: 'example-workshop' });
    template.hasOutput('SignInUrl', { Value: { 'Fn::GetAtt': [Match.anyValue(), 'SignInUrl'] } });
  });

  test('password policy', () => {
    templateOf({ passwordPolicy: { standard: PasswordPolicyStandard.CIS, minimumLength: 20 } })
      .hasResourceProperties('Custom::AccountPasswordPolicy', { MinimumPasswordLength: 20, MaxPasswordAge: Match.absent() });
  });

  test('what becomes of a value that is there already, and of ours when the stack is deleted', () => {
    const template = templateOf({ accountAlias: 'example', onExisting: OnExisting.FAIL, settingsRemovalPolicy: RemovalPolicy.DESTROY });
    for (const type of ['Custom::AccountAlias', 'Custom::AccountPasswordPolicy']) {
      template.hasResource(type, { DeletionPolicy: 'Delete', Properties: { OnExisting: 'FAIL' } });
    }
  });

  test('job functions and names of groups', () => {
    const template = templateOf({ groups: [{ jobFunction: JobFunction.ADMINISTRATOR, groupName: 'Admins' }, { jobFunction: JobFunction.VIEW_ONLY }] });
    expect(namesOf(template)).toEqual(['Admins', 'ViewOnlyUsers']);
  });

  test('administrators who carry their permissions themselves', () => {
    const stack = stackOf({ groups: [{ jobFunction: JobFunction.ADMINISTRATOR, access: JobFunctionAccess.DIRECT }] });
    expect(stack.baseline.administratorRole).toBeUndefined();
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Group', {
      GroupName: 'Administrators', ManagedPolicyArns: Match.arrayWith([{ 'Fn::Sub': Match.stringLikeRegexp('AdministratorAccess$') }]),
    });
  });

  test('users, in the groups of their job functions', () => {
    const stack = stackOf({ users: [{ userName: 'alice', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] }] });
    expect(stack.baseline.user('alice')).toBeInstanceOf(iam.User);
    const groups = [JobFunction.POWER_USER, JobFunction.BILLING].map((jobFunction) => stack.resolve(stack.baseline.group(jobFunction).groupName));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::User', { UserName: 'alice', Path: '/account-baseline/', Groups: groups });
  });

  test('users whose names only the deployment knows', () => {
    const userName = Lazy.string({ produce: () => 'later' });
    templateOf({ users: [{ userName, jobFunctions: [JobFunction.BILLING] }] }).hasResourceProperties('AWS::IAM::User', { UserName: 'later' });
  });

  test('a user that must change a first password is not locked out by MFA enforcement', () => {
    const statement = (props: SecureAccountBaselineProps) => JSON.stringify(templateOf(props).findResources('AWS::IAM::ManagedPolicy', {
      Properties: { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ NotAction: Match.arrayWith(['iam:ChangePassword']) })]) } },
    }));
    const alice = { userName: 'alice', jobFunctions: [JobFunction.BILLING] };
    expect(statement({ users: [alice] })).toBe('{}');
    expect(statement({ users: [{ ...alice, initialPassword: SecretValue.secretsManager('alice') }] })).not.toBe('{}');
  });

  test('MFA enforcement that is rolled out first', () => {
    const { baseline } = stackOf({ mfaEnforcement: { mode: MfaEnforcementMode.ROLL_OUT } });
    expect(baseline.mfaEnforcement?.enforced).toBe(false);
  });
});

describe('each part is left out or replaced', () => {
  test.each([
    [BaselinePart.PASSWORD_POLICY, 'Custom::AccountPasswordPolicy'],
    [BaselinePart.GROUPS, 'AWS::IAM::Group'],
    [BaselinePart.INSTANCE_ROLE, 'AWS::IAM::InstanceProfile'],
  ])('without %s there is no %s', (part, type) => {
    templateOf({ omit: [part] }).resourceCountIs(type, 0);
  });

  test('without MFA enforcement no group carries it', () => {
    const stack = stackOf({ omit: [BaselinePart.MFA_ENFORCEMENT] });
    expect(stack.baseline.mfaEnforcement).toBeUndefined();
    expect(stack.baseline.group(JobFunction.BILLING).mfaEnforcement).toBeUndefined();
  });

  test('without settings there is no function, and without job functions no guardrail', () => {
    const template = templateOf({ omit: Object.values(BaselinePart) });
    expect(template.toJSON().Resources).toBeUndefined();
  });

  test('groups, MFA enforcement and instance role of one\'s own take the place of the baseline\'s', () => {
    const stack = new Stack(new App(), 'Stack');
    const mfaEnforcement = new MfaEnforcement(stack, 'Mine');
    const administrators = JobFunctionGroup.fromJobFunctionGroupAttributes(stack, 'Admins', {
      groupName: 'Admins', jobFunction: JobFunction.ADMINISTRATOR, mfaEnforcement,
    });
    const instanceRole = new iam.Role(stack, 'MyRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const groups = [{ jobFunction: JobFunction.ADMINISTRATOR, existing: administrators }, { jobFunction: JobFunction.BILLING }];
    const baseline = new SecureAccountBaseline(stack, 'Baseline', { groups, replace: { mfaEnforcement, instanceRole } });
    expect(baseline.group(JobFunction.ADMINISTRATOR)).toBe(administrators);
    expect(baseline.group(JobFunction.BILLING).mfaEnforcement).toBe(mfaEnforcement);
    expect(baseline.instanceRole).toBe(instanceRole);
    expect(baseline.administratorRole).toBeUndefined();
    const template = Template.fromStack(stack);
    expect(namesOf(template)).toEqual(['Billing']);
    template.resourceCountIs('AWS::IAM::InstanceProfile', 0);
  });
});

describe('what is wrong is refused at synth', () => {
  test('a second baseline in a stack', () => {
    const stack = stackOf();
    expect(() => new SecureAccountBaseline(stack, 'Second')).toThrow('Stack/Second: the stack already has a baseline at Stack/Baseline');
  });

  test('a job function named twice', () => {
    expect(() => stackOf({ groups: [{ jobFunction: JobFunction.BILLING }, { jobFunction: JobFunction.BILLING }] }))
      .toThrow("Invalid `groups[1].jobFunction` 'Billing': a job function has one group in a baseline");
  });

  test('a user named twice', () => {
    const alice = { userName: 'alice', jobFunctions: [JobFunction.BILLING] };
    expect(() => stackOf({ users: [alice, alice] })).toThrow("Invalid `users[1].userName` 'alice': each user is listed once");
  });

  test('an administrator with a second job, whose guardrail would deny becoming an administrator', () => {
    const stack = stackOf({ users: [{ userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR, JobFunction.BILLING] }] });
    expect(() => Template.fromStack(stack)).toThrow('the guardrail of the second denies to assume the role of the first; Administrator is enough');
    const direct = stackOf({
      groups: [{ jobFunction: JobFunction.ADMINISTRATOR, access: JobFunctionAccess.DIRECT }, { jobFunction: JobFunction.BILLING }],
      users: [{ userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR, JobFunction.BILLING] }],
    });
    Template.fromStack(direct);
  });

  test('a user whose job function has no group', () => {
    expect(() => stackOf({ users: [{ userName: 'alice', jobFunctions: [JobFunction.SUPPORT] }] }))
      .toThrow("Invalid `users[0].jobFunctions` 'Support': the baseline has groups for Administrator, PowerUser, SecurityAuditor, Billing");
  });

  test('a user who is unknown', () => {
    expect(() => stackOf().baseline.user('mallory')).toThrow("Invalid `userName` 'mallory': the baseline has no users");
  });

  test.each<[string, Partial<BaselineGroupOptions>]>([
    ['groupName', { groupName: 'Admins' }],
    ['access', { access: JobFunctionAccess.DIRECT }],
    ['role', { role: iam.Role.fromRoleName(new Stack(), 'Role', 'Role') }],
    ['roleOptions', { roleOptions: {} }],
  ])('%s together with an existing group', (property, options) => {
    const existing = JobFunctionGroup.fromJobFunctionGroupAttributes(new Stack(), 'Admins', { groupName: 'Admins', jobFunction: JobFunction.BILLING });
    expect(() => stackOf({ groups: [{ jobFunction: JobFunction.BILLING, existing, ...options }] }))
      .toThrow(new RegExp(`^Invalid \`groups\\[0\\].${property}\` .*: it describes a new group. Remove it, or remove existing. In Stack/Baseline.$`));
  });

  test('an existing group of another job function', () => {
    const existing = JobFunctionGroup.fromJobFunctionGroupAttributes(new Stack(), 'Billing', { groupName: 'Billing', jobFunction: JobFunction.BILLING });
    expect(() => stackOf({ groups: [{ jobFunction: JobFunction.ADMINISTRATOR, existing }] }))
      .toThrow("Invalid `groups[0].existing` 'Default/Billing': it is a group of another job function, Billing. Give a group of Administrator");
  });
});
