import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunctionAccess, JobFunctionGroup, JobFunctionGroupProps } from '../../src/identities/job-function-group';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';
import { JobFunction } from '../../src/permissions/job-function';
import { stackOf } from '../stack-of';

const adminPolicy = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' };

test('administrators do not carry AdministratorAccess but may assume the role that does', () => {
  const stack = stackOf();
  const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.ADMINISTRATOR });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Group', { GroupName: 'Administrators', ManagedPolicyArns: [{ Ref: Match.stringLikeRegexp('AssumeRole') }] });
  template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'Administrator', Path: '/account-baseline/', ManagedPolicyArns: [adminPolicy] });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: stack.resolve(group.role!.roleArn) }] },
  });
});

test('administrators carry AdministratorAccess where that is asked for', () => {
  const stack = stackOf();
  const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.ADMINISTRATOR, access: JobFunctionAccess.DIRECT });
  expect(group.role).toBeUndefined();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: [adminPolicy] });
  template.resourceCountIs('AWS::IAM::Role', 0);
});

test('every other group carries the permissions of its job function, the guardrail and MFA enforcement', () => {
  const stack = stackOf();
  const mfaEnforcement = new MfaEnforcement(stack, 'MfaEnforcement');
  const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.SECURITY_AUDITOR, mfaEnforcement });
  expect(group.mfaEnforcement).toBe(mfaEnforcement);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Group', {
    GroupName: 'SecurityAuditors',
    Path: '/account-baseline/',
    ManagedPolicyArns: [
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/SecurityAudit' },
      { Ref: Match.stringLikeRegexp('Guardrail') },
      { Ref: Match.stringLikeRegexp('MfaEnforcement') },
    ],
  });
});

test('a group carries managed policies only, never inline ones', () => {
  const stack = stackOf();
  new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.POWER_USER });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.allResourcesProperties('AWS::IAM::Group', { Policies: Match.absent() });
});

test('members assume a role of the user\'s own where one is given', () => {
  const stack = stackOf();
  const role = iam.Role.fromRoleName(stack, 'Role', 'Auditor');
  const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.SECURITY_AUDITOR, role });
  expect(group.role).toBe(role);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
});

test('the role that the group creates takes its name, its users and its sessions from the group', () => {
  const stack = stackOf();
  const roleOptions = { roleName: 'Admin', usersPath: '/', mfaMaxAge: Duration.hours(2), maxSessionDuration: Duration.hours(4) };
  new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.ADMINISTRATOR, roleOptions });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'Admin',
    MaxSessionDuration: 14_400,
    AssumeRolePolicyDocument: {
      Statement: [{
        Condition: {
          ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': Match.stringLikeRegexp(':user/\\*$') } },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '7200' },
        },
      }],
    },
  });
});

test('the members of any job function assume a role where roleOptions describe one', () => {
  const stack = stackOf();
  const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.POWER_USER, roleOptions: {} });
  expect(group.role).toBeDefined();
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'PowerUser' });
});

describe('a role that contradicts another property is refused', () => {
  const role = iam.Role.fromRoleName(stackOf(), 'Role', 'Auditor');
  test.each<[string, Partial<JobFunctionGroupProps>]>([
    ["Invalid `role` 'Stack/Role': members of a group with JobFunctionAccess.DIRECT carry the permissions", { role, access: JobFunctionAccess.DIRECT }],
    ['Invalid `roleOptions` ["roleName"]: members of a group with JobFunctionAccess.DIRECT', { roleOptions: { roleName: 'Me' }, access: JobFunctionAccess.DIRECT }],
    ['Invalid `roleOptions` ["roleName"]: they are for a role that the group creates', { role, roleOptions: { roleName: 'Me' } }],
  ])('%s', (message, props) => {
    expect(() => new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.BILLING, ...props })).toThrow(message);
  });
});

test('what is wrong about the role is told by the property of the group', () => {
  const make = (roleOptions: object) => () => new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.ADMINISTRATOR, roleOptions });
  expect(make({ roleName: 'a/b' })).toThrow("Invalid `roleOptions.roleName` 'a/b'");
  expect(make({ usersPath: 'people' })).toThrow("Invalid `roleOptions.usersPath` 'people'");
});

test('an existing group is imported, and MFA enforcement is attached to it', () => {
  const stack = stackOf();
  const mfaEnforcement = new MfaEnforcement(stack, 'MfaEnforcement');
  const group = JobFunctionGroup.fromJobFunctionGroupAttributes(stack, 'Group', {
    groupName: 'Admins', jobFunction: JobFunction.ADMINISTRATOR, mfaEnforcement,
  });
  expect(group.mfaEnforcement).toBe(mfaEnforcement);
  expect(group.jobFunction).toBe(JobFunction.ADMINISTRATOR);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Group', 0);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Groups: ['Admins'] });
});

describe('names', () => {
  test.each(['', 'Power Users', 'x'.repeat(129), 'Gruppe/1'])('the group name %j is refused', (groupName) => {
    expect(() => new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.BILLING, groupName })).toThrow(/^Invalid `groupName` .* 1 to 128 letters/);
  });

  test('a group name of 128 characters and one that only the deployment knows pass', () => {
    new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.BILLING, groupName: 'x'.repeat(128) });
    new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.BILLING, groupName: Lazy.string({ produce: () => 'later' }) });
  });

  test.each(['account-baseline', '/account-baseline', '//x y/'])('the path %j is refused', (path) => {
    expect(() => new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.BILLING, path })).toThrow(/^Invalid `path` .* begins and ends with \//);
  });
});

describe('IAM lets a group carry ten managed policies', () => {
  const groupWith = (own: number, fromTheirSide: number) => {
    const stack = stackOf();
    const managedPolicies = [...Array(own).keys()].map((n) => iam.ManagedPolicy.fromManagedPolicyName(stack, `Policy${n}`, `policy-${n}`));
    const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Many', managedPolicies, guardrail: false }) });
    for (let n = 0; n < fromTheirSide; n++) {
      new iam.ManagedPolicy(stack, `Attached${n}`, { groups: [group], statements: [new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*'] })] });
    }
    return stack;
  };

  test.each([[10, 0], [8, 2]])('%i of the group and %i attached from the other side pass', (own, fromTheirSide) => {
    Template.fromStack(groupWith(own, fromTheirSide));
  });

  test.each([[11, 0], [8, 3]])('%i of the group and %i attached from the other side are refused', (own, fromTheirSide) => {
    expect(() => Template.fromStack(groupWith(own, fromTheirSide))).toThrow("Invalid `managedPolicies` '11 managed policies': IAM allows a group 10");
  });

  test('what another stack of the app attaches to its own group of the same ids does not count', () => {
    const app = new App();
    for (const account of ['development', 'production']) {
      const stack = new Stack(app, account);
      const groups = [new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.SECURITY_AUDITOR })];
      const statements = [new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*'] })];
      for (let n = 0; n < 6; n++) new iam.ManagedPolicy(stack, `${account}${n}`, { groups, statements });
    }
    expect(() => app.synth()).not.toThrow();
  });

  test('what another stack of the app attaches to the group itself counts', () => {
    const app = new App();
    const groups = [new JobFunctionGroup(new Stack(app, 'baseline'), 'Group', { jobFunction: JobFunction.SECURITY_AUDITOR })];
    const other = new Stack(app, 'other');
    for (let n = 0; n < 9; n++) {
      new iam.ManagedPolicy(other, `Attached${n}`, { groups, statements: [new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*'] })] });
    }
    expect(() => app.synth()).toThrow("Invalid `managedPolicies` '11 managed policies': IAM allows a group 10");
  });
});

describe('allowAssume', () => {
  const assumable = (stack: Stack) => new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
  const assumed = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Action, Effect }: any) => Action === 'sts:AssumeRole' && Effect === 'Allow').flatMap(({ Resource }: any) => Resource);

  test('members who assume the role of their job may assume another one too', () => {
    const stack = new Stack(new App(), 'Stack');
    const role = assumable(stack);
    new JobFunctionGroup(stack, 'Administrators', { jobFunction: JobFunction.ADMINISTRATOR }).allowAssume(role);
    expect(assumed(stack)).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^AdministratorsRole/), 'Arn'] }, stack.resolve(role.roleArn)]);
  });

  test('so may members who carry the permissions of a job without the guardrail', () => {
    const stack = new Stack(new App(), 'Stack');
    const role = assumable(stack);
    const jobFunction = JobFunction.of({ name: 'Visitor', guardrail: false, awsManagedPolicies: ['job-function/ViewOnlyAccess'] });
    const group = new JobFunctionGroup(stack, 'Visitors', { jobFunction });
    group.allowAssume(role);
    expect(assumed(stack)).toEqual([stack.resolve(role.roleArn)]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: Match.arrayWith([{ Ref: Match.stringLikeRegexp('^VisitorsAssumeRole') }]) });
  });

  test('members who carry the guardrail may not, and it is said so', () => {
    const stack = new Stack(new App(), 'Stack');
    const group = new JobFunctionGroup(stack, 'PowerUsers', { jobFunction: JobFunction.POWER_USER });
    expect(() => group.allowAssume(assumable(stack))).toThrow('Invalid `role` \'Stack/Auditor\': the guardrail of PowerUser denies its members assuming any role. Set JobFunctionAccess.ASSUME_ROLE');
  });
});
