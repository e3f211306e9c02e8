import { Aws, Duration, PermissionsBoundary, RemovalPolicy, SecretValue, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as lib from '../../../src';
import { baseline, existing, inRegions, refused, untyped, warned, WrongInput } from '../wrong-input';

const { BaselinePart: Part, JobFunction: Job } = lib;
const user = (jobFunctions: unknown, userName = 'alice') => ({ userName, jobFunctions });
const group = (props: object) => baseline({ groups: [{ jobFunction: Job.BILLING, ...props }] });
const glass = (props: object) => baseline({ roles: { breakGlass: { userNames: ['glass-1', 'glass-2'], ...props } } });
const ofName = (name: string) => Job.of({ name, awsManagedPolicies: ['ReadOnlyAccess'] });
const NO_MFA = "the user 'alice' is in no group that enforces MFA";
const TAKEN = 'IAM compares the names of';

/** The façade: names, users, groups and what an account has once. */
export const BASELINE: WrongInput[] = [
  ['one group name twice', baseline({ groups: [{ jobFunction: Job.BILLING, groupName: 'A' }, { jobFunction: Job.SUPPORT, groupName: 'A' }] }), refused('groups[1].groupName', "'A'", TAKEN)],
  ['the default name of another group', baseline({ groups: [{ jobFunction: Job.BILLING }, { jobFunction: Job.SUPPORT, groupName: 'Billing' }] }), refused('groups[1].groupName', "'Billing'", TAKEN)],
  ['Dev and dev', baseline({ groups: [{ jobFunction: Job.BILLING, groupName: 'Dev' }, { jobFunction: Job.SUPPORT, groupName: 'dev' }] }), refused('groups[1].groupName', "'dev'", TAKEN)],
  ['alice and Alice', baseline({ users: [user([Job.BILLING]), user([Job.BILLING], 'Alice')] }), refused('users[1].userName', "'Alice'", TAKEN)],
  ['one user twice', baseline({ users: [user([Job.BILLING]), user([Job.BILLING])] }), refused('users[1].userName', "'alice'", 'each user is listed once')],
  ['the name of an iam.User', (stack, app) => [new iam.User(stack, 'User', { userName: 'ALICE' }), baseline({ users: [user([Job.BILLING])] })(stack, app)], refused('users[0].userName', "'alice'", 'Stack/User has this name already')],
  ['the name of an iam.Group', (stack, app) => [new iam.Group(stack, 'Group', { groupName: 'billing' }), baseline({})(stack, app)], refused('groups[3].groupName', "'Billing'", 'Stack/Group has this name already')],
  ['the name of an iam.Role', (stack, app) => [new iam.Role(stack, 'Role', { roleName: 'administrator', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }), baseline({})(stack, app)],
    refused('groups[0].roleOptions.roleName', "'Administrator'", 'Stack/Role has this name already')],
  ['a break-glass role called Administrator', glass({ roleName: 'administrator' }), refused('roles.breakGlass.roleName', "'administrator'", TAKEN)],
  ['a support role called Administrator', baseline({ roles: { support: { roleName: 'Administrator' } } }), refused('roles.support.roleName', "'Administrator'", TAKEN)],
  ['a role of the support group', baseline({ groups: [{ jobFunction: Job.SUPPORT, access: lib.JobFunctionAccess.ASSUME_ROLE }] }), refused('groups[0].jobFunction', "'Support'", 'the support role of the baseline has this name too')],
  ['a role of a group called Support', baseline({ groups: [{ jobFunction: Job.BILLING, roleOptions: { roleName: 'support' } }] }), refused('groups[0].roleOptions.roleName', "'support'", 'the support role of the baseline has this name too')],
  ['the same break-glass user twice', glass({ userNames: ['glass', 'Glass'] }), refused('roles.breakGlass.userNames', "'Glass'", 'the user is named twice')],
  ['no break-glass user', glass({ userNames: [] }), refused('roles.breakGlass.userNames', '[]', 'name at least one user')],
  ['a user of a break-glass role with a slash', glass({ userNames: ['a/b'] }), refused('roles.breakGlass.userNames', "'a/b'", 'letters, digits')],
  ['a break-glass role with old MFA', glass({ mfaMaxAge: Duration.hours(2) }), refused('roles.breakGlass.mfaMaxAge', "'2 hours'", 'it must last from 15 minutes to 1 hour')],
  ['a name of a group with a space', group({ groupName: 'a b' }), refused('groups[0].groupName', "'a b'", 'letters, digits')],
  ['a name of a group that is too long', group({ groupName: 'a'.repeat(129) }), refused('groups[0].groupName', /'a{129}'/, '1 to 128 letters')],
  ['an empty name of a group', group({ groupName: '' }), refused('groups[0].groupName', "''", '1 to 128 letters')],
  ['a name of a role of a group with a slash', baseline({ groups: [{ jobFunction: Job.ADMINISTRATOR, roleOptions: { roleName: 'a/b' } }] }), refused('groups[0].roleOptions.roleName', "'a/b'", 'letters, digits')],
  ['a path of users without its slash', baseline({ groups: [{ jobFunction: Job.ADMINISTRATOR, roleOptions: { usersPath: 'people' } }] }), refused('groups[0].roleOptions.usersPath', "'people'", 'begins and ends with /')],
  ['users under another path than the role admits', baseline({ users: [{ ...user([Job.ADMINISTRATOR]), path: '/' }] }), refused('users[0].path', "'/'", 'admits users under /account-baseline/')],
  ['a session of a role that is too long', baseline({ groups: [{ jobFunction: Job.ADMINISTRATOR, roleOptions: { maxSessionDuration: Duration.hours(13) } }] }), refused('groups[0].roleOptions.maxSessionDuration', "'13 hours'", 'it must last from')],
  ['one job function twice', baseline({ groups: [{ jobFunction: Job.BILLING }, { jobFunction: Job.BILLING, groupName: 'B' }] }), refused('groups[1].jobFunction', "'Billing'", 'a job function has one group')],
  ['a job function called like a part', baseline({ groups: [{ jobFunction: ofName('PasswordPolicy') }] }), refused('groups[0].jobFunction', "'PasswordPolicy'", 'a part of the baseline has this name')],
  ['a job function called like the instance role', baseline({ groups: [{ jobFunction: ofName('InstanceRole') }] }), refused('groups[0].jobFunction', "'InstanceRole'", 'a part of the baseline has this name')],
  ['another job function of the same name', baseline({ groups: [{ jobFunction: ofName('Own') }], users: [user([ofName('Own')])] }), refused('users[0].jobFunctions', "'Own'", 'the group of that name has another job function')],
  ['two job functions of one name', baseline({ groups: [{ jobFunction: ofName('Own') }, { jobFunction: ofName('Own'), groupName: 'B' }] }), refused('groups[1].jobFunction', "'Own'", 'a job function has one group')],
  ['no group at all', baseline({ groups: [] }), refused('groups', '[]', 'it must list at least one group')],
  ['a user without job functions', baseline({ users: [{ userName: 'alice' }] }), refused('users[0].jobFunctions', 'undefined', 'it must be given')],
  ['a user with none', baseline({ users: [user([])] }), refused('users[0].jobFunctions', '[]', "the user 'alice' must have at least one job function")],
  ['a user of a job function without a group', baseline({ users: [user([Job.SUPPORT])] }), refused('users[0].jobFunctions', "'Support'", 'the baseline has groups for')],
  ['a user without a name', baseline({ users: [{ jobFunctions: [Job.BILLING] }] }), refused('users[0].userName', 'undefined', 'it must be given')],
  ['a name of a user with a space', baseline({ users: [user([Job.BILLING], 'a b')] }), refused('users[0].userName', "'a b'", 'letters, digits')],
  ['a name of a user that is too long', baseline({ users: [user([Job.BILLING], 'a'.repeat(65))] }), refused('users[0].userName', /'a{65}'/, '1 to 64 letters')],
  ['one job function of a user twice', baseline({ users: [user([Job.BILLING, Job.BILLING])] }), refused('users[0].jobFunctions[1]', "'Billing'", 'it is listed twice')],
  ['an administrator with the guardrail', baseline({ users: [user([Job.ADMINISTRATOR, Job.POWER_USER])] }), refused('users[0].jobFunctions', /'.+'/, 'the guardrail of the second denies', 'guardrail-denies-role')],
  ['a password in plain text', baseline({ users: [{ ...user([Job.BILLING]), initialPassword: SecretValue.unsafePlainText('Secret-1234') }] }), refused('users[0].initialPassword', "'plain text'", 'SecretValue.ssmSecure', 'secret-in-template')],
  ['users without MFA enforcement', baseline({ omit: [Part.MFA_ENFORCEMENT], users: [user([Job.BILLING])] }), refused('omit', "'MFA_ENFORCEMENT'", "the user 'alice'", 'user-without-mfa')],
  ['a user of an existing group without MFA', baseline({ groups: [{ jobFunction: Job.BILLING, existing: existing(Job.BILLING) }], users: [user([Job.BILLING])] }), refused('users[0].jobFunctions', '["Billing"]', NO_MFA, 'user-without-mfa')],
  ['an existing group without MFA', baseline({ groups: [{ jobFunction: Job.BILLING, existing: existing(Job.BILLING) }, { jobFunction: Job.SUPPORT }] }), warned('existingGroupWithoutMfa', 'groups[0]', 'mfaEnforcement', 'Existing')],
  ['MFA that is only rolled out', baseline({ mfaEnforcement: { mode: lib.MfaEnforcementMode.ROLL_OUT }, users: [user([Job.BILLING])] }), warned('mfaNotYetEnforced', 'roll-out')],
  ['a replacement group of another job function', baseline({ groups: [{ jobFunction: Job.ADMINISTRATOR, existing: existing(Job.BILLING) }] }), refused('groups[0].existing', /'.+'/, 'it is a group of another job function, Billing')],
  ['too many exemptions from MFA', baseline({ mfaEnforcement: { exemptedActions: Array.from({ length: 400 }, (_, n) => `s3:GetObject${n}`) } }), refused('mfaEnforcement.exemptedActions', /'\d+ characters'/, 'exempt fewer actions')],
  ['an exemption that opens a bypass', baseline({ mfaEnforcement: { exemptedActions: ['iam:DeactivateMFADevice'] } }), refused('mfaEnforcement.exemptedActions', "'iam:DeactivateMFADevice'", 'it opens an MFA bypass', 'mfa-bypass')],
  ['an exemption that is no action', baseline({ mfaEnforcement: { exemptedActions: ['codecommit'] } }), refused('mfaEnforcement.exemptedActions', "'codecommit'", 'it must be one action')],
  ['an unknown action in the exemptions', baseline({ mfaEnforcement: { exemptedActions: ['codecommit:GitPul'] } }), warned('mfaEnforcementUnknownAction', 'exemptedActions', 'codecommit:GitPul')],
  ["CDK's own permissionsBoundary on a stage with the baseline", (_, app) => {
    const stage = new Stage(app, 'Stage', { permissionsBoundary: PermissionsBoundary.fromName('central') });
    baseline({})(new Stack(stage, 'Inner'), app);
  }, refused('permissionsBoundary', /.*central.*/, 'permissionsBoundary of the stack, the stage or the context', 'boundary-on-baseline')],
  ['two baselines for one account', inRegions(baseline({})), refused('scope', "'eu-west-1'", 'the account 111122223333 already has a baseline', 'twice-in-account')],
  ['two baselines in one stack', (stack, app) => [new lib.SecureAccountBaseline(stack, 'First'), baseline({})(stack, app)], refused('scope', "'Stack'", 'the stack already has a baseline at Stack/First')],
  ['the guardrail configured twice', (stack, app) => [new lib.Guardrail(stack, 'Own'), baseline({ guardrail: {} })(stack, app)], refused('guardrail', '[]', 'the stack already has the guardrail Stack/Own')],
  ['a group that the baseline does not have', (stack) => new lib.SecureAccountBaseline(stack, 'Wrong').group(Job.SUPPORT), refused('jobFunction', "'Support'", 'the baseline has groups for Administrator')],
  ['a user that the baseline does not have', (stack) => new lib.SecureAccountBaseline(stack, 'Wrong').user('bob'), refused('userName', "'bob'", 'the baseline has no users')],
  ['nothing left', baseline({ omit: Object.values(Part) }), refused('omit', /\["PASSWORD_POLICY".*\]/, 'or remove the baseline')],
  ['a removal policy that no setting has', baseline({ settingsRemovalPolicy: RemovalPolicy.SNAPSHOT }), refused('settingsRemovalPolicy', "'snapshot'", 'it must be RETAIN_ON_UPDATE_OR_DELETE, RETAIN or DESTROY')],
  ['a list of users that only the deployment knows', baseline({ users: untyped(Aws.NOTIFICATION_ARNS) }), refused('users', /.+/, 'its entry 0 must be an object')],
  ['300 users', (_, app) => new lib.SecureAccountBaselineStack(app, 'Many', { users: Array.from({ length: 300 }, (__, n) => ({ userName: `user-${n}`, jobFunctions: [Job.BILLING] })) }),
    warned('templateSize', 'Many', '51200')],
  ['an asset without a bucket', (_, app) => new lambda.Function(new lib.SecureAccountBaselineStack(app, 'Assets'), 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(__dirname, { exclude: ['**'] }),
  }), refused('synthesizer', "'CallerCredentialsSynthesizer'", 'a file asset')],
];
