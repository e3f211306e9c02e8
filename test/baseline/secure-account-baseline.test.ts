import { App, Lazy, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  BaselineGroupOptions, BaselinePart, Guardrail, IMfaEnforcement, JobFunction, JobFunctionAccess, JobFunctionGroup, MfaEnforcement,
  MfaEnforcementMode, OnExisting, PasswordPolicy, PasswordPolicyStandard, SecureAccountBaseline, SecureAccountBaselineProps,
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
    template.resourceCountIs('Custom::PasswordPolicy', 1);
    template.resourceCountIs('Custom::AccountAlias', 0);
    template.resourceCountIs('AWS::IAM::User', 0);
  });

  test('there is a role and an instance profile for EC2, under the path whose roles power users may pass', () => {
    template.hasResourceProperties('AWS::IAM::Role', { Path: '/workload/', AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: { 'Fn::Sub': 'ec2.${AWS::URLSuffix}' } } }] } });
    template.resourceCountIs('AWS::IAM::InstanceProfile', 1);
  });

  test('settings are changed after a group is made, whose name a second baseline in the account cannot take', () => {
    const groups = Object.keys(template.findResources('AWS::IAM::Group'));
    for (const type of ['Custom::PasswordPolicy', 'Custom::AccountAlias']) {
      for (const resource of Object.values(templateOf({ accountAlias: 'example' }).findResources(type))) {
        expect(groups.filter((group) => resource.DependsOn.includes(group))).not.toEqual([]);
      }
    }
  });

  test('the outputs name what only the root user or a person can do', () => {
    expect(Object.keys(template.findOutputs('*'))).toEqual(expect.arrayContaining(['TodoRootMfa', 'TodoRootAccessKeys', 'TodoBillingAccess', 'TodoContacts']));
  });
});

describe('the guardrail', () => {
  const guardrailOf = (template: Template) => Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).find(([id]) => id.startsWith('Guardrail'))!;

  test('takes its options, and is the same resource with and without them', () => {
    const [id] = guardrailOf(templateOf());
    const [other, { Properties }] = guardrailOf(templateOf({ guardrail: { managedPolicyName: 'Limits', cdkDeployWithAdministratorRights: true } }));
    expect(other).toBe(id);
    expect(Properties.ManagedPolicyName).toBe('Limits');
    expect(Properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({ NotResource: 'arn:*:iam::*:role/cdk-*' }));
  });

  test('is made where only its options ask for it, and is no property where nobody carries one', () => {
    const omit = [BaselinePart.GROUPS, BaselinePart.MFA_ENFORCEMENT];
    expect(stackOf({ omit, guardrail: {} }).baseline.guardrail).toBeInstanceOf(Guardrail);
    expect(stackOf({ omit }).baseline.guardrail).toBeUndefined();
    expect(stackOf().baseline.guardrail).toBeInstanceOf(Guardrail);
  });

  test('is refused where the stack has one', () => {
    const stack = new Stack(new App(), 'Stack');
    new Guardrail(stack, 'Mine');
    expect(() => new SecureAccountBaseline(stack, 'Baseline', { guardrail: { path: '/security/' } }))
      .toThrow('Invalid `guardrail` ["path"]: the stack already has the guardrail Stack/Mine. Remove the property, or set the options there. In Stack/Baseline.');
  });

  test.each([
    [{ path: 'security' }, 'Invalid `guardrail.path` \'security\''],
    [{ managedPolicyNam: 'Limits' } as any, 'Invalid `guardrail.managedPolicyNam` \'Limits\': there is no such property; the nearest is managedPolicyName'],
  ])('%j is refused by the name that the user wrote', (guardrail, message) => {
    expect(() => stackOf({ guardrail })).toThrow(message);
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
      .hasResourceProperties('Custom::PasswordPolicy', { MinimumPasswordLength: 20, MaxPasswordAge: Match.absent() });
  });

  test('the removal policy and the handling of an existing value', () => {
    const template = templateOf({ accountAlias: 'example', onExisting: OnExisting.FAIL, settingsRemovalPolicy: RemovalPolicy.DESTROY });
    for (const type of ['Custom::AccountAlias', 'Custom::PasswordPolicy']) {
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
    [BaselinePart.PASSWORD_POLICY, 'Custom::PasswordPolicy'],
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

  test('without settings there is no function, and without groups neither a guardrail nor MFA enforcement', () => {
    const template = templateOf({ omit: [BaselinePart.GROUPS, BaselinePart.PASSWORD_POLICY] });
    template.resourceCountIs('AWS::Lambda::Function', 0);
    expect(Object.keys(template.findResources('AWS::IAM::ManagedPolicy'))).toEqual([expect.stringMatching(/^BaselineInstanceRolePolicy/)]);
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
    expect(() => new SecureAccountBaseline(stack, 'Second')).toThrow("Invalid `scope` 'Stack': the stack already has a baseline at Stack/Baseline. Change that one. In Stack/Second.");
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
    expect(() => Template.fromStack(stack)).toThrow('the guardrail of the second denies assuming the role of the first; Administrator is sufficient');
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

/** Properties as JavaScript and `tsx` let people write them. */
const untyped = (props: unknown) => () => stackOf(props as SecureAccountBaselineProps);
const alice = { userName: 'alice', jobFunctions: [JobFunction.BILLING] };
const imported = (jobFunction: JobFunction, mfaEnforcement?: IMfaEnforcement) => (
  JobFunctionGroup.fromJobFunctionGroupAttributes(new Stack(), 'Group', { groupName: 'Group', jobFunction, mfaEnforcement })
);
const role = () => iam.Role.fromRoleName(new Stack(), 'Role', 'Role');
const enforcement = () => MfaEnforcement.fromMfaEnforcementName(new Stack(), 'Mfa', 'Mfa');
const passwords = () => PasswordPolicy.fromPasswordPolicyAttributes(new Stack(), 'Passwords', { minimumLength: 14 });

describe('of two properties of which one would be ignored, one is refused', () => {
  test.each<[string, SecureAccountBaselineProps]>([
    ['passwordPolicy', { omit: [BaselinePart.PASSWORD_POLICY], passwordPolicy: {} }],
    ['replace.passwordPolicy', { omit: [BaselinePart.PASSWORD_POLICY], replace: { passwordPolicy: passwords() } }],
    ['mfaEnforcement', { omit: [BaselinePart.MFA_ENFORCEMENT], mfaEnforcement: {} }],
    ['replace.mfaEnforcement', { omit: [BaselinePart.MFA_ENFORCEMENT], replace: { mfaEnforcement: enforcement() } }],
    ['groups', { omit: [BaselinePart.GROUPS], groups: [{ jobFunction: JobFunction.BILLING }] }],
    ['users', { omit: [BaselinePart.GROUPS], users: [alice] }],
    ['mfaEnforcement', { omit: [BaselinePart.GROUPS], mfaEnforcement: {} }],
    ['replace.mfaEnforcement', { omit: [BaselinePart.GROUPS], replace: { mfaEnforcement: enforcement() } }],
    ['instanceRole', { omit: [BaselinePart.INSTANCE_ROLE], instanceRole: {} }],
    ['replace.instanceRole', { omit: [BaselinePart.INSTANCE_ROLE], replace: { instanceRole: role() } }],
    ['roles.support', { omit: [BaselinePart.SUPPORT_ROLE], roles: { support: {} } }],
    ['replace.supportRole', { omit: [BaselinePart.SUPPORT_ROLE], replace: { supportRole: role() } }],
  ])('a part that is left out, and %s', (property, props) => {
    expect(() => stackOf(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: omit leaves out .*. Remove one of the two. In Stack/Baseline.$`));
  });

  test.each<[string, SecureAccountBaselineProps]>([
    ['passwordPolicy', { passwordPolicy: {}, replace: { passwordPolicy: passwords() } }],
    ['mfaEnforcement', { mfaEnforcement: {}, replace: { mfaEnforcement: enforcement() } }],
    ['instanceRole', { instanceRole: {}, replace: { instanceRole: role() } }],
    ['roles.support', { roles: { support: {} }, replace: { supportRole: role() } }],
  ])('a part that is replaced, and %s', (property, props) => {
    expect(() => stackOf(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: replace.* takes the place of what it configures. Remove one of the two`));
  });

  test.each<[string, SecureAccountBaselineProps]>([
    ['mfaEnforcement', { groups: [{ jobFunction: JobFunction.BILLING, existing: imported(JobFunction.BILLING) }], mfaEnforcement: {} }],
    ['replace.mfaEnforcement', { groups: [{ jobFunction: JobFunction.BILLING, existing: imported(JobFunction.BILLING) }], replace: { mfaEnforcement: enforcement() } }],
  ])('only existing groups, and %s', (property, props) => {
    expect(() => stackOf(props)).toThrow(`Invalid \`${property}\` `);
    expect(() => stackOf(props)).toThrow('every group is an existing one and has its own');
  });

  test.each<[string, SecureAccountBaselineProps]>([
    ['onExisting', { omit: [BaselinePart.PASSWORD_POLICY], onExisting: OnExisting.FAIL }],
    ['settingsRemovalPolicy', { replace: { passwordPolicy: passwords() }, settingsRemovalPolicy: RemovalPolicy.DESTROY }],
  ])('no setting, and %s', (property, props) => {
    expect(() => stackOf(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: the baseline has no account-wide setting`));
    expect(() => stackOf({ ...props, accountAlias: 'example' })).not.toThrow();
  });
});

describe('a template has something in it, and nothing that belongs to nobody', () => {
  const parts = Object.values(BaselinePart);
  const subsets = parts.reduce<BaselinePart[][]>((sets, part) => [...sets, ...sets.map((set) => [...set, part])], [[]]);

  test.each(subsets.map((omit) => [omit.join(' and ') || 'nothing', omit]))('without %s', (_, omit) => {
    const props: SecureAccountBaselineProps = { omit: omit as BaselinePart[] };
    if (parts.every((part) => omit.includes(part) || part === BaselinePart.MFA_ENFORCEMENT)) {
      expect(() => stackOf(props)).toThrow('nothing is left to create. Keep a part, or remove the baseline');
      return;
    }
    const { Resources } = templateOf(props).toJSON();
    const mfaPolicies = Object.keys(Resources).filter((id) => id.startsWith('BaselineMfaEnforcement'));
    const carried = JSON.stringify(Object.values<any>(Resources).map(({ Properties }) => Properties.ManagedPolicyArns));
    expect(mfaPolicies.filter((id) => !carried.includes(id))).toEqual([]);
    expect(Object.keys(Resources).length).toBeGreaterThan(0);
  });

  test('only existing groups and no user are nothing', () => {
    const omit = [BaselinePart.PASSWORD_POLICY, BaselinePart.INSTANCE_ROLE, BaselinePart.SUPPORT_ROLE];
    const groups = [{ jobFunction: JobFunction.BILLING, existing: imported(JobFunction.BILLING, enforcement()) }];
    expect(() => stackOf({ omit, groups })).toThrow('Invalid `omit` ["PASSWORD_POLICY","INSTANCE_ROLE","SUPPORT_ROLE"]: nothing is left to create');
  });

  test('an empty list of groups is refused', () => {
    expect(() => stackOf({ groups: [] })).toThrow('Invalid `groups` []: it must list at least one group. To create none, list GROUPS in omit');
  });
});

describe('what JavaScript lets people write is refused', () => {
  test.each<[unknown, string]>([
    [{ acountAlias: 'example' }, "Invalid `acountAlias` 'example': there is no such property; the nearest is accountAlias."],
    [{ passwordPolicy: { minLength: 20 } }, 'Invalid `passwordPolicy.minLength` 20: there is no such property; the nearest is minimumLength. In Stack/Baseline/PasswordPolicy.'],
    [{ mfaEnforcement: { mode: 'ROLLOUT' } }, "Invalid `mfaEnforcement.mode` 'ROLLOUT': it must be one of ENFORCE, ROLL_OUT; the nearest is ROLL_OUT. In Stack/Baseline/MfaEnforcement."],
    [{ groups: [{ jobFunction: JobFunction.BILLING, name: 'Bills' }] }, "Invalid `groups[0].name` 'Bills': there is no such property"],
    [{ groups: [{ jobFunction: 'Billing' }] }, "Invalid `groups[0].jobFunction` 'Billing': it must be a JobFunction, such as JobFunction.ADMINISTRATOR"],
    [{ groups: [{ jobFunction: JobFunction.ADMINISTRATOR, roleOptions: { name: 'Admin' } }] }, "Invalid `groups[0].roleOptions.name` 'Admin'"],
    [{ users: [{ userName: 'alice' }] }, 'Invalid `users[0].jobFunctions` undefined: it must be given. In Stack/Baseline.'],
    [{ users: [{ ...alice, jobFunctions: [] }] }, "Invalid `users[0].jobFunctions` []: the user 'alice' must have at least one job function"],
    [{ roles: { suport: {} } }, 'Invalid `roles.suport` {}: there is no such property; the nearest is support'],
    [{ replace: { groups: {} } }, 'Invalid `replace.groups` {}: there is no such property'],
    [{ omit: ['GROUP'] }, 'Invalid `omit` ["GROUP"]: its entry 0 must be one of PASSWORD_POLICY, MFA_ENFORCEMENT, GROUPS, INSTANCE_ROLE, SUPPORT_ROLE; the nearest is GROUPS'],
    [{ onExisting: 'KEEP' }, "Invalid `onExisting` 'KEEP': it must be one of"],
    [{ users: 'alice' }, "Invalid `users` 'alice': it must be a list"],
  ])('%j', (props, message) => {
    expect(untyped(props)).toThrow(message);
  });

  test('a property of the stack that neither knows is a warning, since a later aws-cdk-lib may know it', () => {
    const stack = stackOf({ somethingElse: 1 } as SecureAccountBaselineProps);
    Annotations.fromStack(stack).hasWarning('/Stack', Match.stringLikeRegexp('has a property somethingElse: it is ignored'));
    Annotations.fromStack(stackOf({ description: 'known' } as SecureAccountBaselineProps)).hasNoWarning('/Stack', Match.stringLikeRegexp('description'));
  });

  test('a subclass passes its own properties on', () => {
    class Mine extends SecureAccountBaseline {}
    expect(() => new Mine(new Stack(), 'Mine', { team: 'blue' } as SecureAccountBaselineProps)).not.toThrow();
    expect(() => new SecureAccountBaseline(new Stack(), 'Baseline', { team: 'blue' } as SecureAccountBaselineProps)).toThrow("Invalid `team` 'blue'");
  });
});

describe('errors name what the user wrote', () => {
  test('a setting by the property of the baseline', () => {
    expect(() => stackOf({ settingsRemovalPolicy: RemovalPolicy.SNAPSHOT })).toThrow("Invalid `settingsRemovalPolicy` 'snapshot'");
    expect(() => stackOf({ passwordPolicy: { removalPolicy: RemovalPolicy.SNAPSHOT } })).toThrow("Invalid `passwordPolicy.removalPolicy` 'snapshot'");
    expect(() => stackOf({ accountAlias: 'A' })).toThrow("Invalid `accountAlias` 'A'");
  });

  test('a job function that is called like a part', () => {
    const jobFunction = JobFunction.of({ name: 'PasswordPolicy', awsManagedPolicies: ['ReadOnlyAccess'] });
    expect(() => stackOf({ groups: [{ jobFunction }] }))
      .toThrow("Invalid `groups[0].jobFunction` 'PasswordPolicy': a part of the baseline has this name. Give the job function another one. In Stack/Baseline.");
  });

  test('a user without MFA, where it is left out or an existing group has none', () => {
    expect(() => stackOf({ omit: [BaselinePart.MFA_ENFORCEMENT], users: [alice] }))
      .toThrow("Invalid `omit` 'MFA_ENFORCEMENT': the user 'alice' of users[0] would be in no group that enforces MFA. Remove one of the two");
    const groups = [{ jobFunction: JobFunction.BILLING, existing: imported(JobFunction.BILLING) }, { jobFunction: JobFunction.SUPPORT }];
    expect(() => stackOf({ groups, users: [alice] }))
      .toThrow('Invalid `users[0].jobFunctions` ["Billing"]: the user \'alice\' is in no group that enforces MFA. Give the existing group an mfaEnforcement');
    Annotations.fromStack(stackOf({ groups })).hasWarning('*', Match.stringLikeRegexp('The existing group .* of groups\\[0\\] has no mfaEnforcement'));
  });

  test('a user whom the role of the group does not admit', () => {
    const groups = [{ jobFunction: JobFunction.ADMINISTRATOR, roleOptions: { usersPath: '/people/' } }];
    const user = { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] };
    expect(() => Template.fromStack(stackOf({ groups, users: [user] })))
      .toThrow("Invalid `users[0].path` '/account-baseline/': the role of Stack/Baseline/Administrator admits users under /people/. Change one of the two paths");
    expect(() => Template.fromStack(stackOf({ groups, users: [{ ...user, path: '/people/berlin/' }] }))).not.toThrow();
  });

  test('a second job beside the administrator\'s', () => {
    expect(() => Template.fromStack(stackOf({ users: [{ userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR, JobFunction.BILLING] }] })))
      .toThrow("Invalid `users[0].jobFunctions` 'Stack/Baseline/Administrator and Stack/Baseline/Billing'");
  });

  test('a baseline in another stack for the same account', () => {
    const app = new App();
    const env = { account: '111122223333', region: 'us-east-1' };
    const first = new SecureAccountBaselineStack(app, 'First', { env });
    expect(first.baseline).toBeDefined();
    expect(() => new SecureAccountBaselineStack(app, 'Second', { env: { ...env, region: 'eu-west-1' } }))
      .toThrow("Invalid `scope` 'Second': the account 111122223333 already has a baseline at First/Baseline");
  });
});
