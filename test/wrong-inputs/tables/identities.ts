import { App, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lib from '../../../src';
import { refused, wrong, WrongInput } from '../wrong-input';

const { JobFunction: Job } = lib;

const mfa = (stack: Stack) => new lib.MfaEnforcement(stack, 'Mfa');
const enforcing = (stack: Stack, id = 'Enforcing') => new lib.JobFunctionGroup(stack, id, { jobFunction: Job.BILLING, mfaEnforcement: mfa(stack) });
const person = (props: object = {}) => wrong(lib.BaselineUser, (stack: Stack) => ({ groups: [enforcing(stack)], ...props }));
const alice = (stack: Stack) => new lib.BaselineUser(stack, 'Alice', { groups: [enforcing(stack)] });
const program = (props: object) => wrong(lib.ProgramUser, props);
const role = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
const group = (props: object) => wrong(lib.JobFunctionGroup, { jobFunction: Job.BILLING, ...props });
const GROUPS_ONLY = 'permissions through groups';

/** People, programs, their groups and MFA enforcement. */
export const IDENTITIES: WrongInput[] = [
  ['a person without a group', person({ groups: [] }), refused('groups', '[]', 'it must list at least one group')],
  ['a person in no group with MFA', (stack) => new lib.BaselineUser(stack, 'Wrong', { userName: 'alice', groups: [new lib.JobFunctionGroup(stack, 'Loose', { jobFunction: Job.BILLING })] }),
    refused('groups', '["Stack/Loose"]', 'no group that enforces MFA', 'user-without-mfa')],
  ['a person in a group of CDK', (stack) => new lib.BaselineUser(stack, 'Wrong', { groups: [new iam.Group(stack, 'Plain') as never] }), refused('groups', '["Stack/Plain"]', 'no group that enforces MFA', 'user-without-mfa')],
  ['a name of a person with a space', person({ userName: 'a b' }), refused('userName', "'a b'", 'letters, digits')],
  ['a path of a person without its slash', person({ path: 'people' }), refused('path', "'people'", 'begins and ends with /')],
  ['a reset of no password', person({ passwordResetRequired: true }), refused('passwordResetRequired', 'true', 'it needs initialPassword')],
  ['a password in plain text on a person', person({ initialPassword: SecretValue.unsafePlainText('Secret-1234') }), refused('initialPassword', "'plain text'", 'SecretValue.ssmSecure', 'secret-in-template')],
  ['a policy on a person', (stack) => alice(stack).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')), refused('addManagedPolicy', "'ReadOnlyAccess'", GROUPS_ONLY, 'policy-on-user')],
  ['a grant to a person', (stack) => alice(stack).addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })), refused('addToPrincipalPolicy', "'Allow s3:GetObject'", GROUPS_ONLY, 'policy-on-user')],
  ['a policy attached to a person', (stack) => new iam.ManagedPolicy(stack, 'Policy', { users: [alice(stack)], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }),
    refused('users', "'Stack/Policy/Resource'", GROUPS_ONLY, 'policy-on-user')],
  ['an access key of a person', (stack) => new iam.AccessKey(stack, 'Key', { user: alice(stack) }), refused('AccessKey', "'Stack/Key/Resource'", 'with MFA', 'access-key-in-stack')],
  ['a person in eleven groups', (stack) => {
    const user = alice(stack);
    for (let n = 0; n < 10; n += 1) user.addToGroup(new iam.Group(stack, `Group${n}`));
  }, refused('groups', "'11 groups'", 'merge groups')],
  ['a person with a role and the guardrail', (stack) => [alice(stack).addToGroup(new lib.JobFunctionGroup(stack, 'Admins', { jobFunction: Job.ADMINISTRATOR }))],
    refused('groups', "'Stack/Admins and Stack/Enforcing'", 'the guardrail of the second denies', 'guardrail-denies-role')],
  ['a path that the role does not admit', (stack) => [new lib.BaselineUser(stack, 'Alice', {
    groups: [new lib.JobFunctionGroup(stack, 'Admins', {
      jobFunction: Job.SUPPORT, mfaEnforcement: mfa(stack), roleOptions: { usersPath: '/people/', mfaMaxAge: Duration.hours(1) },
    })],
  })], refused('path', "'/account-baseline/'", 'admits users under /people/')],
  ['MFA enforcement on a role', (stack) => role(stack).addManagedPolicy(mfa(stack)), refused('managedPolicies', "'Stack/Role/Resource'", 'MfaEnforcement is for groups', 'mfa-enforcement-on-role')],
  ['MFA enforcement attached to a role', (stack) => mfa(stack).attachToRole(role(stack)), refused('attachToRole', "'Stack/Role'", 'MfaEnforcement is for groups', 'mfa-enforcement-on-role')],
  ['an exemption instead of an option', wrong(lib.MfaEnforcement, { exemptedActions: ['iam:ChangePassword'] }), refused('exemptedActions', "'iam:ChangePassword'", 'set allowFirstPasswordChange instead')],
  ['imported MFA enforcement that is no ARN', (stack) => lib.MfaEnforcement.fromMfaEnforcementArn(stack, 'Wrong', 'Mfa'), refused('managedPolicyArn', "'Mfa'", 'it must be the ARN of a customer-managed policy')],
  ['imported MFA enforcement with a slash before its name', (stack) => lib.MfaEnforcement.fromMfaEnforcementName(stack, 'Wrong', '/account-baseline/Mfa'), refused('managedPolicyName', "'/account-baseline/Mfa'", 'without a leading slash')],
  ['a first password with imported MFA enforcement', (stack) => new lib.BaselineUser(stack, 'Alice', {
    initialPassword: SecretValue.ssmSecure('/alice'),
    groups: [new lib.JobFunctionGroup(stack, 'Wrong', { jobFunction: Job.BILLING, mfaEnforcement: lib.MfaEnforcement.fromMfaEnforcementName(stack, 'Mfa', 'Mfa') })],
  }), refused('allowFirstPasswordChange', 'false', 'a user must change the first password', 'first-password-locked-out')],
  ['a role for the members of a guarded group', (stack) => new lib.JobFunctionGroup(stack, 'Group', { jobFunction: Job.BILLING }).allowAssume(role(stack)), refused('role', "'Stack/Role'", 'the guardrail of Billing denies its members', 'guardrail-denies-role')],
  ['an imported group with a wrong name', (stack) => lib.JobFunctionGroup.fromJobFunctionGroupAttributes(stack, 'Wrong', { groupName: 'a b', jobFunction: Job.BILLING }), refused('groupName', "'a b'", 'letters, digits')],
  ['a path of a group without its slash', group({ path: '/groups' }), refused('path', "'/groups'", 'begins and ends with /')],
  ['a group with an eleventh policy', (stack) => {
    const made = new lib.JobFunctionGroup(stack, 'Wrong', { jobFunction: Job.BILLING });
    for (let n = 0; n < 9; n += 1) made.addManagedPolicy(new iam.ManagedPolicy(stack, `Policy${n}`, { statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }));
  }, refused('managedPolicies', "'11 managed policies'", 'Merge statements into one policy')],
  ['a program from nowhere', program({}), refused('sourceIps', 'undefined', 'sourceIps, sourceVpcIds or sourceVpcEndpointIds', 'access-key-from-anywhere')],
  ['a program from an address and from everywhere', program({ sourceIps: ['203.0.113.7'], usableFromAnywhere: true }), refused('usableFromAnywhere', 'true', 'it contradicts sourceIps')],
  ['a program from all addresses', program({ sourceIps: ['0.0.0.0/0'] }), refused('sourceIps', "'0.0.0.0/0'", 'it admits every address', 'access-key-from-anywhere')],
  ['a program from a private address', program({ sourceIps: ['10.0.0.0/8'] }), refused('sourceIps', "'10.0.0.0/8'", 'AWS sees public addresses only')],
  ['a program from no address', program({ sourceIps: ['office'] }), refused('sourceIps', "'office'", 'it must be an address or a CIDR block')],
  ['a program from no VPC', program({ sourceVpcIds: ['vpc-1'] }), refused('sourceVpcIds', "'vpc-1'", 'vpc-')],
  ['a program from no VPC endpoint', program({ sourceVpcEndpointIds: ['vpc-12345678'] }), refused('sourceVpcEndpointIds', "'vpc-12345678'", 'vpce-')],
  ['a program in a group with MFA', wrong(lib.ProgramUser, (stack: Stack) => ({ usableFromAnywhere: true, groups: [enforcing(stack)] })), refused('groups', "'Stack/Enforcing'", 'a program cannot', 'mfa-enforcement-on-program')],
  ['a generation of a key before the first', program({ usableFromAnywhere: true, accessKey: { serial: 0 } }), refused('accessKey.serial', '0', 'it must be a whole number from 1')],
  ['a secret that nothing protects', program({ usableFromAnywhere: true, accessKey: { secretName: 'backup' } }), refused('accessKey.secretName', "'backup'", 'it must begin with account-baseline-', 'name-unprotected')],
  ['a policy inside of a program', (stack) => new lib.ProgramUser(stack, 'Wrong', { usableFromAnywhere: true }).attachInlinePolicy(new iam.Policy(new Stack(new App(), 'Other'), 'Policy')), refused('attachInlinePolicy', "'Other/Policy'", 'permissions through groups', 'policy-on-user')],
];
