import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, warned, Write, WrongInput } from '../wrong-input';

const { JobFunction, JobFunctionPermissionSet, RollOutTarget } = lib;

const MANAGEMENT = '111122223333';
const MEMBER = '444455556666';
const OTHER = '777788889999';
const UNIT = 'ou-abcd-11112222';
const GROUP = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6';
const group = lib.IdentityCenterGroup.fromGroupId(new Stack(), 'Developers', GROUP);
const instanceArn = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const guardrail = { managedPolicyName: 'Guardrail' };
const statement = (action: string, resource = '*', more: object = {}) => new iam.PolicyStatement({ actions: [action], resources: [resource], ...more });
const own = (props: object) => JobFunction.of({ name: 'Own', guardrail: false, ...props });

const rollOutIn = (stack: Stack, props: object = {}) => new lib.BaselineRollOut(stack, 'RollOut', {
  baseline: { guardrail }, targets: [RollOutTarget.unit(UNIT, { exceptAccounts: [OTHER] })], region: 'eu-central-1', ...props,
});
const inManagement = (app: App) => new Stack(app, 'Management', { env: { account: MANAGEMENT, region: 'eu-central-1' } });

/** A permission set, by default of administrators, who have no guardrail. */
const set = (props: object | ((stack: Stack) => object) = {}): Write => (stack) => new JobFunctionPermissionSet(stack, 'Wrong', {
  instanceArn, jobFunction: JobFunction.ADMINISTRATOR, ...typeof props === 'function' ? props(stack) : props,
});
/** One with a guardrail, whose roll-out has other properties. */
const guarded = (rollOut: object, props: object = {}): Write => set((stack) => (
  { jobFunction: JobFunction.POWER_USER, rollOut: rollOutIn(stack, rollOut), ...props }
));
const assigned = (options: unknown, props: object = {}): Write => set({ assignments: [options], ...props });
const inAccounts = (...accountIds: string[]) => ({ group, accountIds });
const statements = (...list: iam.PolicyStatement[]): Write => set({ jobFunction: own({ statements: list }) });
const policies = (...list: iam.IManagedPolicy[]) => ({ jobFunction: own({ managedPolicies: list }) });
const fromAws = (count: number) => Array.from({ length: count }, (_, n) => (
  iam.ManagedPolicy.fromManagedPolicyArn(new Stack(), `Aws${n}`, `arn:aws:iam::aws:policy/P${n}`)
));
const named = (count: number) => Array.from({ length: count }, (_, n) => iam.ManagedPolicy.fromManagedPolicyName(new Stack(), `Own${n}`, `P${n}`));

const identityStoreId = 'd-1234567890';
const newGroup = (props: object = {}, id = 'Wrong'): Write => (stack) => new lib.IdentityCenterGroup(stack, id, { identityStoreId, groupName: 'Developers', ...props });
const person = (props: object = {}, id = 'Wrong'): Write => (stack) => new lib.IdentityCenterUser(stack, id, {
  identityStoreId, givenName: 'Alice', familyName: 'Example', email: 'alice@example.com', ...props,
});
const both = (...writes: Write[]): Write => (stack, app) => writes.map((write) => write(stack, app));
const alice = lib.IdentityCenterUser.fromUserId(new Stack(), 'Alice', '0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6');

/** Pages that are not AWS's, however much they look like it. */
const FOREIGN_PAGES = [
  'http://console.aws.amazon.com/', 'https://console.aws.amazon.com.example.com/', 'https://console.aws.amazon.com@example.com/', 'https://example.com/?https://console.aws.amazon.com/',
  '//console.aws.amazon.com/', 'https://example.com\\.aws.amazon.com/', 'https://console.aws.amazon.com\\@example.com/', 'https://console.aws.amazon.com:8443/',
  'https://evil-aws.amazon.com.cn/', 'javascript:alert(1)', 'https://xaws.amazon.com/',
];

/** Permission sets of IAM Identity Center and their assignments. */
export const IDENTITY_CENTER: WrongInput[] = [
  ['an instance by its id', set({ instanceArn: 'ssoins-1234567890abcdef' }), refused('instanceArn', "'ssoins-1234567890abcdef'", 'the ARN of an instance looks like')],
  ['an instance with a short id', set({ instanceArn: 'arn:aws:sso:::instance/ssoins-1234' }), refused('instanceArn', "'arn:aws:sso:::instance/ssoins-1234'", 'list-instances')],
  ['an instance with an account', set({ instanceArn: 'arn:aws:sso::111122223333:instance/ssoins-1234567890abcdef' }), refused('instanceArn', /'arn:aws:sso::1.*'/, 'looks like')],
  ['a job function by its name', set({ jobFunction: untyped('PowerUser') }), refused('jobFunction', "'PowerUser'", 'it must be a JobFunction')],
  ['a name of a permission set with a space', set({ permissionSetName: 'Power User' }), refused('permissionSetName', "'Power User'", '1 to 32 letters')],
  ['a name of a permission set with 33 characters', set({ permissionSetName: 'a'.repeat(33) }), refused('permissionSetName', `'${'a'.repeat(33)}'`, '1 to 32 letters')],
  ['an empty name of a permission set', set({ permissionSetName: '' }), refused('permissionSetName', "''", '1 to 32 letters')],
  ['a job function whose name is too long for a permission set', set({ jobFunction: JobFunction.of({ name: 'A'.repeat(33), guardrail: false, awsManagedPolicies: ['SecurityAudit'] }) }),
    refused('permissionSetName', `'${'A'.repeat(33)}'`, 'Set permissionSetName')],
  ['a permission set twice', (stack) => ['A', 'B'].map((id) => new JobFunctionPermissionSet(stack, id, { instanceArn, jobFunction: JobFunction.ADMINISTRATOR })),
    refused('permissionSetName', "'Administrator'", 'Stack/A/Resource has this name already')],
  ['a permission set twice in an app', (stack, app) => [stack, new Stack(app, 'Z')].map((scope) => new JobFunctionPermissionSet(scope, 'Set', { instanceArn, jobFunction: JobFunction.ADMINISTRATOR })),
    refused('permissionSetName', "'Administrator'", 'Stack/Set/Resource has this name already')],
  ['a session of a permission set of half an hour', set({ sessionDuration: Duration.minutes(30) }), refused('sessionDuration', "'30 minutes'", 'from 1 hour to 12 hours')],
  ['a session of a permission set of 13 hours', set({ sessionDuration: Duration.hours(13) }), refused('sessionDuration', "'13 hours'", 'from 1 hour to 12 hours')],
  ['an empty description of a permission set', set({ description: '' }), refused('description', "''", '1 to 700 characters')],
  ['a description of a permission set that is too long', set({ description: 'a'.repeat(701) }), refused('description', /'a+\.\.\./, '1 to 700 characters')],
  ['a description of a permission set with an emoji', set({ description: 'Keys \u{1F511}' }), refused('description', "'Keys \u{1F511}'", '1 to 700 characters')],
  ['a relay state that is too long', set({ relayState: `https://${'a'.repeat(240)}` }), refused('relayState', /'https:\/\/a+'/, '1 to 240 characters')],
  ...FOREIGN_PAGES.map((relayState): WrongInput => [`the relay state ${relayState}`, set({ relayState }), refused('relayState', `'${relayState}'`, 'it must be a page of AWS')]),
  ['a relay state with angle brackets', set({ relayState: 'https://a/<b>' }), refused('relayState', "'https://a/<b>'", '1 to 240 characters')],
  ['a management account with 4 digits', set({ managementAccount: '1111' }), refused('managementAccount', "'1111'", '12 digits')],
  ['an unknown property of a permission set', set({ sessionLength: Duration.hours(1) }), refused('sessionLength', "'Duration.hours(1)'", 'there is no such property')],

  ['a permission set with a guardrail and without a roll-out', set({ jobFunction: JobFunction.POWER_USER }), refused('rollOut', 'undefined', 'Give the BaselineRollOut that creates it', 'permission-set-policy-missing')],
  ['a roll-out whose guardrail has no name', guarded({ baseline: {} }), refused('rollOut', /'.*'/, "Set `guardrail: { managedPolicyName: 'Guardrail' }`")],
  ['a roll-out without a guardrail', guarded({ baseline: { omit: [lib.BaselinePart.GROUPS, lib.BaselinePart.MFA_ENFORCEMENT] } }), refused('rollOut', /'.*'/, 'the baseline creates none', 'permission-set-policy-missing')],
  ['a roll-out by its name', set({ rollOut: untyped('account-baseline') }), refused('rollOut', "'account-baseline'", 'it must be a BaselineRollOut')],
  ['a policy of another stack in a permission set', (stack, app) => set(policies(new iam.ManagedPolicy(new Stack(app, 'Other'), 'P', { managedPolicyName: 'P', statements: [statement('s3:ListAllMyBuckets')] })))(stack, app),
    refused('jobFunction.managedPolicies', "'Other/P'", 'Create it in the scope of rollOut.baseline', 'permission-set-policy-missing')],
  ['a policy without a name in a permission set', set((stack) => {
    const rollOut = rollOutIn(stack);
    return { rollOut, ...policies(new iam.ManagedPolicy(rollOut.baseline, 'P', { statements: [statement('s3:ListAllMyBuckets')] })) };
  }), refused('jobFunction.managedPolicies', "'account-baseline/Baseline/P'", 'Set managedPolicyName')],
  ['a policy by an unknown ARN in a permission set', set((stack) => policies(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'P', stack.stackId))), refused('jobFunction.managedPolicies', /'.*StackId.*'/, 'fromManagedPolicyName')],
  ['a boundary of the stack of the permission set', set((stack) => ({ permissionsBoundary: new lib.WorkloadBoundary(stack, 'Boundary') })), refused('permissionsBoundary', "'Stack/Boundary'", 'do not hold it', 'permission-set-policy-missing')],
  ['26 policies of AWS', set(policies(...fromAws(26))), refused('jobFunction.awsManagedPolicies', "'26 policies'", 'up to 25')],
  ['26 policies by customer reference', set(policies(...named(26))), refused('jobFunction.managedPolicies', "'26 policies'", 'up to 25')],

  ['statements with the account of the stack', statements(statement('s3:ListBucket', `arn:aws:s3:::logs-${new Stack().account}`)), refused('jobFunction.statements', "'AWS::AccountId'", 'Write * in its place')],
  ['statements that are too long for a permission set', statements(...Array.from({ length: 120 }, (_, n) => statement('s3:GetObject', `arn:aws:s3:::a-bucket-with-a-long-name-${n}/*`))),
    refused('jobFunction.statements', /'\d+ characters'/, 'the policy may have 10240')],
  ['a Sid of a permission set twice', statements(statement('s3:GetObject', '*', { sid: 'A' }), statement('sqs:SendMessage', '*', { sid: 'A' })), refused('statements[1].sid', "'A'", 'only once')],
  ['an unknown action in a permission set', statements(statement('s3:GetObjekt')), warned('jobFunctionUnknownAction', 's3:GetObjekt')],
  ['a permission set that may do everything', statements(statement('*')), warned('jobFunctionFullAccess', 'may do everything')],

  ['a group by its name', assigned({ group: 'developers', accountIds: [MEMBER] }), refused('assignments[0].group', "'developers'", 'it must be an object')],
  ['a group of IAM in an assignment', assigned({ group: iam.Group.fromGroupName(new Stack(), 'Group', 'developers'), accountIds: [MEMBER] }), refused('assignments[0].group', "'Default/Group'", 'it must be an IdentityCenterGroup')],
  ['an assignment without a group', assigned({ accountIds: [MEMBER] }), refused('assignments[0].group', 'undefined', 'it must be given')],
  ['an assignment that is no object', assigned('developers'), refused('assignments', '["developers"]', 'its entry 0 must be an object')],
  ['an assignment to an account with 4 digits', assigned(inAccounts('4444')), refused('assignments[0].accountIds[0]', "'4444'", '12 digits')],
  ['an assignment to no account', assigned(inAccounts()), refused('assignments[0].accountIds', '[]', 'at least one account')],
  ['an assignment to an account twice', assigned(inAccounts(MEMBER, MEMBER)), refused('assignments[0].accountIds[1]', `'${MEMBER}'`, 'listed twice')],
  ['an assignment twice', set({ assignments: [inAccounts(MEMBER), inAccounts(OTHER, MEMBER)] }), refused('assignments[1].group', "'Default/Developers'", `in the account ${MEMBER} already`)],
  ['an assignment to a unit', assigned({ group, unitIds: [UNIT] }), refused('assignments[0].unitIds', `["${UNIT}"]`, 'there is no such property')],
  ['an assignment to every account of no roll-out', assigned({ group }), refused('assignments[0].accountIds', 'undefined', 'has no rollOut')],
  ['an assignment to every account of a unit', guarded({}, { assignments: [{ group }] }), refused('assignments[0].accountIds', 'undefined', `only AWS knows those of the target ${UNIT}`)],
  ['an assignment to an account that the unit leaves out', guarded({}, { assignments: [inAccounts(OTHER)] }), refused('assignments[0].accountIds', `'${OTHER}'`, 'Stack/RollOut does not reach the account', 'permission-set-policy-missing')],
  ['an assignment to an account that the roll-out does not list', guarded({ targets: [RollOutTarget.accounts(UNIT, [MEMBER])] }, { assignments: [inAccounts(OTHER)] }),
    refused('assignments[0].accountIds', `'${OTHER}'`, 'must hold the policies /account-baseline/Guardrail', 'permission-set-policy-missing')],

  ['a delegated administrator that is the management account', (_, app) => set({ managementAccount: MANAGEMENT, delegatedAdministrator: true })(inManagement(app), app),
    refused('delegatedAdministrator', 'true', 'a delegated administrator is another account')],
  ['another management account than that of the stack', (_, app) => set({ managementAccount: MEMBER })(inManagement(app), app), refused('managementAccount', `'${MEMBER}'`, 'set delegatedAdministrator')],
  ['an assignment of the delegated administrator to the management account', assigned(inAccounts(MANAGEMENT), { managementAccount: MANAGEMENT, delegatedAdministrator: true }),
    refused('assignments[0].accountIds', `'${MANAGEMENT}'`, 'a delegated administrator cannot manage')],
  ['an assignment with a guardrail to the management account', guarded({}, { managementAccount: MANAGEMENT, assignments: [inAccounts(MANAGEMENT)] }),
    refused('assignments[0].accountIds', `'${MANAGEMENT}'`, 'no roll-out reaches the management account', 'permission-set-policy-missing')],
  ['a baseline of the management account whose guardrail has another name', (_, app) => {
    const stack = inManagement(app);
    const managementBaseline = new lib.SecureAccountBaseline(stack, 'Baseline', { guardrail: { managedPolicyName: 'Other' } });
    guarded({}, { managementBaseline, assignments: [inAccounts(MANAGEMENT)] })(stack, app);
  }, refused('assignments[0].accountIds', `'${MANAGEMENT}'`, 'the policies /account-baseline/Guardrail', 'permission-set-policy-missing')],
  ['a member account with the baseline of the management account alone', (_, app) => {
    const stack = inManagement(app);
    const managementBaseline = new lib.SecureAccountBaseline(stack, 'Baseline', { guardrail });
    set({ jobFunction: JobFunction.BILLING, managementBaseline, assignments: [inAccounts(MEMBER)] })(stack, app);
  }, refused('assignments[0].accountIds', `'${MEMBER}'`, 'as rollOut', 'permission-set-policy-missing')],
  ['an assignment by the id of a group after the construction', (stack) => (set()(stack, new App()) as lib.JobFunctionPermissionSet).assign(untyped({ groupId: GROUP, accountIds: [MEMBER] })), refused('groupId', `'${GROUP}'`, 'there is no such property')],
  ['a job function of a permission set with nothing', set(() => ({ jobFunction: own({}) })), refusedAlone('name', "'Own'", 'at least one of')],

  ['an identity store by the ARN of the instance', newGroup({ identityStoreId: instanceArn }), refused('identityStoreId', `'${instanceArn}'`, 'the id of an identity store looks like d-1234567890')],
  ['an identity store in capital letters', person({ identityStoreId: 'd-12345ABCDE' }), refused('identityStoreId', "'d-12345ABCDE'", 'looks like')],
  ['a group without a name', newGroup({ groupName: '' }), refused('groupName', "''", '1 to 1024 letters')],
  ['a group with a name of 1025 characters', newGroup({ groupName: 'a'.repeat(1025) }), refused('groupName', /'a+\.\.\./, '1 to 1024 letters')],
  ['a group with a control character', newGroup({ groupName: 'a\u0007' }), refused('groupName', "'a\u0007'", '1 to 1024 letters')],
  ['a group with a reserved name', newGroup({ groupName: 'AWSAdministrators' }), refused('groupName', "'AWSAdministrators'", 'reserves the names Administrator and AWSAdministrators')],
  ['a group with an empty description', newGroup({ description: '' }), refused('description', "''", '1 to 1024 letters')],
  ['a group with the name of another in capital letters', both(newGroup({}, 'A'), newGroup({ groupName: 'DEVELOPERS' })), refused('groupName', "'DEVELOPERS'", 'Stack/A/Resource has this name already')],
  ['a group with a user by its name', newGroup({ users: ['alice'] }), refused('users', '["alice"]', 'its entry 0 must be an object')],
  ['a group with a user of IAM', newGroup({ users: [iam.User.fromUserName(new Stack(), 'User', 'alice')] }), refused('users', '["Default/User"]', 'its entry 0 must be an IdentityCenterUser')],
  ['a group with a user twice', newGroup({ users: [alice, alice] }), refused('users[1]', "'Default/Alice'", 'the user is a member already')],
  ['a user twice after the construction', (stack) => (newGroup({ users: [alice] })(stack, new App()) as lib.IdentityCenterGroup).addUser(alice), refused('user', "'Default/Alice'", 'a member already')],
  ['no user after the construction', (stack) => (newGroup()(stack, new App()) as lib.IdentityCenterGroup).addUser(untyped(undefined)), refused('user', 'undefined', 'it must be given')],
  ['an existing group by its name', (stack) => lib.IdentityCenterGroup.fromGroupId(stack, 'Wrong', 'developers'), refused('groupId', "'developers'", 'the id of a group looks like')],
  ['an existing user by name', (stack) => lib.IdentityCenterUser.fromUserId(stack, 'Wrong', 'alice'), refused('userId', "'alice'", '`aws identitystore list-users` shows it')],

  ['a user without a family name', person({ familyName: '' }), refused('familyName', "''", '1 to 1024 letters')],
  ['a user without an email address', person({ email: undefined, userName: 'alice' }), refused('email', 'undefined', 'it must be given')],
  ['a user with two email addresses', person({ email: 'a@example.com,b@example.com' }), refused('email', "'a@example.com,b@example.com'", 'one email address')],
  ['a user name with a space', person({ userName: 'alice example' }), refused('userName', "'alice example'", 'no space')],
  ['a user name of 129 characters', person({ userName: 'a'.repeat(129) }), refused('userName', `'${'a'.repeat(129)}'`, '1 to 128 letters')],
  ['a reserved user name', person({ userName: 'Administrator' }), refused('userName', "'Administrator'", 'reserves the names')],
  ['a displayed name with a line separator', person({ displayName: 'a\u2028b' }), refused('displayName', "'a\u2028b'", '1 to 1024 letters')],
  ['a user name twice', both(person({ userName: 'alice' }, 'A'), person({ userName: 'Alice', email: 'a@example.com' })), refused('userName', "'Alice'", 'Stack/A/User-d-1234567890 has this name already')],
  ['an email address twice', both(person({ userName: 'alice' }, 'A'), person({ userName: 'bob' })), refused('email', "'alice@example.com'", 'Stack/A/User-d-1234567890 has this email address already')],
];
