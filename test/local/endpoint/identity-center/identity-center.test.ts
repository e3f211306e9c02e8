import { AttachRolePolicyCommand, CreatePolicyCommand, DeleteRoleCommand, DetachRolePolicyCommand, GetRoleCommand, GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { operationsOfEndpoint, RecordedCalls } from './recorded-calls';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { clientsOf, Keys, makeUser, outcome, ROOT } from '../clients';
import { SdkForPython, Service } from '../organization/sdk-for-python';
import { sdkForAll } from '../organization/started-sdk';

const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const INLINE = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }] });
const rootOf = (accessKeyId: string): Keys => ({ accessKeyId, secretAccessKey: 'test' });
const refusal = (call: Promise<unknown>) => call.then(() => 'taken', (error: Error) => error.name);
const calls = new RecordedCalls();

let endpoint: LocalEndpoint;
let sdk: SdkForPython;
let organizations: Service;
let admin: Service;
let store: Service;
let InstanceArn: string;
let IdentityStoreId: string;
sdkForAll(async (...started) => {
  [endpoint, sdk, organizations] = started;
  const listed = sdk.service('sso-admin', ROOT);
  expect((await listed('ListInstances')).Instances).toEqual([]);
  await organizations('CreateOrganization');
  const { instanceArn, identityStoreId } = await endpoint.control('identity-center', {});
  [InstanceArn, IdentityStoreId] = [instanceArn, identityStoreId];
  admin = calls.of(async (operation, input) => listed(operation, { ...operation === 'ListInstances' ? {} : { InstanceArn }, ...input }));
  store = calls.of(async (operation, input) => sdk.service('identitystore', ROOT)(operation, { IdentityStoreId, ...input }));
});

let made = 0;
async function makeAccount(): Promise<string> {
  const name = `account-${++made}`;
  const { CreateAccountStatus: { Id } } = await organizations('CreateAccount', { AccountName: name, Email: `${name}@example.com` });
  return (await organizations('DescribeCreateAccountStatus', { CreateAccountRequestId: Id })).CreateAccountStatus.AccountId;
}
async function makeSet(props: object = {}): Promise<string> {
  return (await admin('CreatePermissionSet', { Name: `Set-${++made}`, ...props })).PermissionSet.PermissionSetArn;
}
const makeGroup = async (): Promise<string> => (await store('CreateGroup', { DisplayName: `group-${++made}` })).GroupId;
async function makeMember(group: string): Promise<string> {
  const UserName = `user-${++made}`;
  const { UserId } = await store('CreateUser', { UserName, DisplayName: UserName, Name: { GivenName: 'A', FamilyName: 'B' } });
  await store('CreateGroupMembership', { GroupId: group, MemberId: { UserId } });
  return UserName;
}

const assignment = (PermissionSetArn: string, TargetId: string, PrincipalId: string) => ({ PermissionSetArn, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId });
async function assign(...of: Parameters<typeof assignment>): Promise<string> {
  const { AccountAssignmentCreationStatus: { RequestId, Status } } = await admin('CreateAccountAssignment', assignment(...of));
  expect(Status).toBe('IN_PROGRESS');
  const status = (await admin('DescribeAccountAssignmentCreationStatus', { AccountAssignmentCreationRequestId: RequestId })).AccountAssignmentCreationStatus;
  return [status.Status, status.FailureReason].filter((part) => part).join(': ');
}
const reservedRoles = async (account: string) => (await clientsOf(endpoint, rootOf(account)).iam.send(new ListRolesCommand({ PathPrefix: '/aws-reserved/' }))).Roles!.map(({ RoleName }) => RoleName!);
async function portalOf(user: string) {
  const { accessToken } = await endpoint.control('portal-sign-in', { user });
  const portal = sdk.service('sso', ROOT);
  return (operation: string, input: object = {}) => portal(operation, { accessToken, ...input });
}

test('the directory has users, groups and memberships', async () => {
  const group = await makeGroup();
  const name = await makeMember(group);
  const { Groups } = await store('ListGroups');
  expect(Groups).toContainEqual(expect.objectContaining({ GroupId: group, DisplayName: `group-${made - 1}` }));
  expect((await store('DescribeGroup', { GroupId: group })).DisplayName).toBe(`group-${made - 1}`);
  expect((await store('GetGroupId', { AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: `group-${made - 1}` } } })).GroupId).toBe(group);
  const { UserId } = await store('GetUserId', { AlternateIdentifier: { UniqueAttribute: { AttributePath: 'userName', AttributeValue: name } } });
  expect((await store('DescribeUser', { UserId })).UserName).toBe(name);
  expect((await store('ListUsers', { Filters: [{ AttributePath: 'UserName', AttributeValue: name }] })).Users.map((user: any) => user.UserId)).toEqual([UserId]);
  const { GroupMemberships: [membership] } = await store('ListGroupMemberships', { GroupId: group });
  expect(membership.MemberId).toEqual({ UserId });
  expect(await refusal(store('CreateGroupMembership', { GroupId: group, MemberId: { UserId } }))).toBe('ConflictException');
  await store('DeleteGroupMembership', { MembershipId: membership.MembershipId });
  expect((await store('ListGroupMemberships', { GroupId: group })).GroupMemberships).toEqual([]);
  expect(await refusal(store('CreateGroup', { DisplayName: `GROUP-${made - 1}` }))).toBe('ConflictException');
  await store('DeleteUser', { UserId });
  await store('DeleteGroup', { GroupId: group });
  expect([await refusal(store('DescribeUser', { UserId })), await refusal(store('DescribeGroup', { GroupId: group }))]).toEqual(Array(2).fill('ResourceNotFoundException'));
});

test('names and display names of the directory change, what is taken or reserved does not', async () => {
  const [group, other] = [await makeGroup(), await makeGroup()];
  const nameOf = async (GroupId: string) => (await store('DescribeGroup', { GroupId })).DisplayName;
  const change = (AttributePath: string, AttributeValue: unknown) => [{ AttributePath, AttributeValue }];
  const taken = await nameOf(other);
  expect(await refusal(store('UpdateGroup', { GroupId: group, Operations: change('displayName', taken.toUpperCase()) }))).toBe('ConflictException');
  expect(await refusal(store('UpdateGroup', { GroupId: group, Operations: change('groupName', 'x') }))).toBe('ValidationException');
  await store('UpdateGroup', { GroupId: group, Operations: [...change('displayName', 'Renamed'), ...change('description', 'Since then')] });
  expect(await store('DescribeGroup', { GroupId: group })).toMatchObject({ DisplayName: 'Renamed', Description: 'Since then' });

  const person = { DisplayName: 'A B', Name: { GivenName: 'A', FamilyName: 'B' }, Emails: [{ Value: 'a@example.com', Primary: true }] };
  const { UserId } = await store('CreateUser', { UserName: 'a', ...person });
  expect(await refusal(store('CreateUser', { UserName: 'b', ...person, Emails: [{ Value: 'A@example.com' }] }))).toBe('ConflictException');
  await store('UpdateUser', { UserId, Operations: [...change('displayName', 'Ann'), ...change('name.givenName', 'Ann')] });
  expect(await store('DescribeUser', { UserId })).toMatchObject({ DisplayName: 'Ann', Name: { GivenName: 'Ann', FamilyName: 'B' } });
  await store('UpdateUser', { UserId, Operations: [...change('userName', 'ann'), ...change('emails', [{ value: 'ann@example.com', primary: true }])] });
  expect(await store('DescribeUser', { UserId })).toMatchObject({ UserName: 'ann', Emails: [{ Value: 'ann@example.com', Primary: true }] });
  const byAddress = { UniqueAttribute: { AttributePath: 'emails.value', AttributeValue: 'ANN@example.com' } };
  expect((await store('GetUserId', { AlternateIdentifier: byAddress })).UserId).toBe(UserId);
  await store('CreateUser', { UserName: 'b', ...person });
  for (const [operations, error] of [
    [change('userName', 'B'), 'ConflictException'],
    [change('emails', [{ value: 'A@example.com', primary: true }]), 'ConflictException'],
    [change('UserName', 'c'), 'ValidationException'],
    [change('emails[0].value', 'c@example.com'), 'ValidationException'],
    [change('userName', 'Administrator'), 'ValidationException'],
  ] as const) expect(await refusal(store('UpdateUser', { UserId, Operations: operations }))).toBe(error);
  for (const name of ['Administrator', 'AWSAdministrators']) {
    expect([await refusal(store('CreateGroup', { DisplayName: name })), await refusal(store('CreateUser', { ...person, UserName: name, Emails: [{ Value: 'c@example.com' }] }))]).toEqual(Array(2).fill('ValidationException'));
  }
});

test('a permission set has its properties, policies and tags, each in its own operations', async () => {
  const PermissionSetArn = await makeSet({ SessionDuration: 'PT2H', Tags: [{ Key: 'a', Value: '1' }] });
  await admin('UpdatePermissionSet', { PermissionSetArn, Description: 'Builds', RelayState: 'https://console.aws.amazon.com/' });
  expect((await admin('DescribePermissionSet', { PermissionSetArn })).PermissionSet).toMatchObject({ Description: 'Builds', SessionDuration: 'PT2H', RelayState: 'https://console.aws.amazon.com/' });
  expect((await admin('ListPermissionSets')).PermissionSets).toContain(PermissionSetArn);

  await admin('AttachManagedPolicyToPermissionSet', { PermissionSetArn, ManagedPolicyArn: POWER_USER });
  expect((await admin('ListManagedPoliciesInPermissionSet', { PermissionSetArn })).AttachedManagedPolicies).toEqual([{ Name: 'PowerUserAccess', Arn: POWER_USER }]);
  expect(await refusal(admin('AttachManagedPolicyToPermissionSet', { PermissionSetArn, ManagedPolicyArn: POWER_USER }))).toBe('ConflictException');
  expect(await refusal(admin('AttachManagedPolicyToPermissionSet', { PermissionSetArn, ManagedPolicyArn: `${POWER_USER}s` }))).toBe('ResourceNotFoundException');
  await admin('DetachManagedPolicyFromPermissionSet', { PermissionSetArn, ManagedPolicyArn: POWER_USER });

  const CustomerManagedPolicyReference = { Name: 'Guardrail', Path: '/account-baseline/' };
  await admin('AttachCustomerManagedPolicyReferenceToPermissionSet', { PermissionSetArn, CustomerManagedPolicyReference });
  expect((await admin('ListCustomerManagedPolicyReferencesInPermissionSet', { PermissionSetArn })).CustomerManagedPolicyReferences).toEqual([CustomerManagedPolicyReference]);
  await admin('DetachCustomerManagedPolicyReferenceFromPermissionSet', { PermissionSetArn, CustomerManagedPolicyReference });

  await admin('PutInlinePolicyToPermissionSet', { PermissionSetArn, InlinePolicy: INLINE });
  expect((await admin('GetInlinePolicyForPermissionSet', { PermissionSetArn })).InlinePolicy).toBe(INLINE);
  const tooLong = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: `s3:${'a'.repeat(10_240)}`, Resource: '*' }] });
  expect(await refusal(admin('PutInlinePolicyToPermissionSet', { PermissionSetArn, InlinePolicy: tooLong }))).toBe('ServiceQuotaExceededException');
  await admin('DeleteInlinePolicyFromPermissionSet', { PermissionSetArn });
  expect((await admin('GetInlinePolicyForPermissionSet', { PermissionSetArn })).InlinePolicy).toBe('');

  await admin('PutPermissionsBoundaryToPermissionSet', { PermissionSetArn, PermissionsBoundary: { ManagedPolicyArn: POWER_USER } });
  expect((await admin('GetPermissionsBoundaryForPermissionSet', { PermissionSetArn })).PermissionsBoundary).toEqual({ ManagedPolicyArn: POWER_USER });
  await admin('DeletePermissionsBoundaryFromPermissionSet', { PermissionSetArn });
  expect(await refusal(admin('GetPermissionsBoundaryForPermissionSet', { PermissionSetArn }))).toBe('ResourceNotFoundException');

  await admin('TagResource', { ResourceArn: PermissionSetArn, Tags: [{ Key: 'b', Value: '2' }] });
  await admin('UntagResource', { ResourceArn: PermissionSetArn, TagKeys: ['a'] });
  expect((await admin('ListTagsForResource', { ResourceArn: PermissionSetArn })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  await admin('DeletePermissionSet', { PermissionSetArn });
  expect(await refusal(admin('DescribePermissionSet', { PermissionSetArn }))).toBe('ResourceNotFoundException');
});

test.each<[string, object, string]>([
  ['a name with 33 characters', { Name: 'a'.repeat(33) }, 'ValidationException'],
  ['a name with a space', { Name: 'Power User' }, 'ValidationException'],
  ['a description of 701 characters', { Name: 'x', Description: 'a'.repeat(701) }, 'ValidationException'],
  ['a session of 13 hours', { Name: 'x', SessionDuration: 'PT13H' }, 'ValidationException'],
  ['a session of half an hour', { Name: 'x', SessionDuration: 'PT30M' }, 'ValidationException'],
  ['another instance', { Name: 'x', InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000' }, 'ResourceNotFoundException'],
])('%s is refused', async (_, input, name) => {
  expect(await refusal(admin('CreatePermissionSet', input))).toBe(name);
});

test('the name of a permission set is taken once', async () => {
  await makeSet({ Name: 'Taken' });
  expect(await refusal(makeSet({ Name: 'Taken' }))).toBe('ConflictException');
});

test('an assignment makes a role in the account, whose session has the policies; the last one takes it away', async () => {
  const [account, group, PermissionSetArn] = [await makeAccount(), await makeGroup(), await makeSet()];
  const user = await makeMember(group);
  const { iam } = clientsOf(endpoint, rootOf(account));
  await admin('AttachManagedPolicyToPermissionSet', { PermissionSetArn, ManagedPolicyArn: POWER_USER });
  await admin('PutInlinePolicyToPermissionSet', { PermissionSetArn, InlinePolicy: INLINE });
  await admin('AttachCustomerManagedPolicyReferenceToPermissionSet', { PermissionSetArn, CustomerManagedPolicyReference: { Name: 'Deny', Path: '/own/' } });

  // The account does not hold the policy.
  expect(await assign(PermissionSetArn, account, group)).toBe(`FAILED: Received a 404 status error: Not supported policy arn:aws:iam::${account}:policy/own/Deny.`);
  expect(await reservedRoles(account)).toEqual([]);
  expect((await admin('ListAccountAssignments', { PermissionSetArn, AccountId: account })).AccountAssignments).toEqual([]);
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:CreateBucket', Resource: '*' }] };
  await iam.send(new CreatePolicyCommand({ PolicyName: 'Deny', Path: '/own/', PolicyDocument: JSON.stringify(deny) }));
  expect(await assign(PermissionSetArn, account, group)).toBe('SUCCEEDED');

  const [RoleName] = await reservedRoles(account);
  expect(RoleName).toMatch(/^AWSReservedSSO_Set-\d+_[0-9a-f]{16}$/);
  expect((await iam.send(new GetRoleCommand({ RoleName }))).Role!.Path).toBe('/aws-reserved/sso.amazonaws.com/');
  expect((await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'AwsSSOInlinePolicy' }))).PolicyName).toBe('AwsSSOInlinePolicy');
  const changes = [
    iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: POWER_USER })),
    iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: POWER_USER })),
    iam.send(new DeleteRoleCommand({ RoleName })),
  ];
  expect(await Promise.all(changes.map(outcome))).toEqual(Array(3).fill('UnmodifiableEntityException'));

  const portal = await portalOf(user);
  const { PermissionSet: { Name } } = await admin('DescribePermissionSet', { PermissionSetArn });
  expect((await portal('ListAccounts')).accountList.map((one: any) => one.accountId)).toEqual([account]);
  expect((await portal('ListAccountRoles', { accountId: account })).roleList).toEqual([{ accountId: account, roleName: Name }]);
  const { roleCredentials } = await portal('GetRoleCredentials', { accountId: account, roleName: Name });
  expect(Math.abs(roleCredentials.expiration - Date.now() - 3_600_000)).toBeLessThan(60_000);
  const session = clientsOf(endpoint, { ...roleCredentials, expiration: undefined });
  expect((await session.sts.send(new GetCallerIdentityCommand())).Arn).toBe(`arn:aws:sts::${account}:assumed-role/${RoleName}/${user}`);
  expect(await outcome(session.iam.send(new ListUsersCommand()))).toBe('allowed');
  expect(await refusal(portal('GetRoleCredentials', { accountId: endpoint.accountId, roleName: Name }))).toBe('ForbiddenException');

  expect((await admin('ListAccountsForProvisionedPermissionSet', { PermissionSetArn })).AccountIds).toEqual([account]);
  expect((await admin('ListPermissionSetsProvisionedToAccount', { AccountId: account })).PermissionSets).toEqual([PermissionSetArn]);
  const { UserId } = await store('GetUserId', { AlternateIdentifier: { UniqueAttribute: { AttributePath: 'userName', AttributeValue: user } } });
  expect((await admin('ListAccountAssignmentsForPrincipal', { PrincipalId: UserId, PrincipalType: 'USER' })).AccountAssignments).toHaveLength(1);
  expect(await refusal(admin('DeletePermissionSet', { PermissionSetArn }))).toBe('ConflictException');

  // A change waits until it is provisioned.
  const attached = async () => (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies!
    .map(({ PolicyName }) => PolicyName).sort();
  await admin('DetachManagedPolicyFromPermissionSet', { PermissionSetArn, ManagedPolicyArn: POWER_USER });
  expect(await attached()).toEqual(['Deny', 'PowerUserAccess']);
  const { PermissionSetProvisioningStatus: { RequestId } } = await admin('ProvisionPermissionSet', { PermissionSetArn, TargetType: 'ALL_PROVISIONED_ACCOUNTS' });
  expect((await admin('DescribePermissionSetProvisioningStatus', { ProvisionPermissionSetRequestId: RequestId })).PermissionSetProvisioningStatus.Status).toBe('SUCCEEDED');
  expect(await attached()).toEqual(['Deny']);

  const { AccountAssignmentDeletionStatus } = await admin('DeleteAccountAssignment', assignment(PermissionSetArn, account, group));
  const ended = await admin('DescribeAccountAssignmentDeletionStatus', { AccountAssignmentDeletionRequestId: AccountAssignmentDeletionStatus.RequestId });
  expect(ended.AccountAssignmentDeletionStatus.Status).toBe('SUCCEEDED');
  expect(await reservedRoles(account)).toEqual([]);
  expect(await refusal(portal('GetRoleCredentials', { accountId: account, roleName: Name }))).toBe('ForbiddenException');
  await admin('DeletePermissionSet', { PermissionSetArn });
  await portal('Logout');
  expect(await refusal(portal('ListAccounts'))).toBe('UnauthorizedException');
});

test('principals and accounts that do not exist are refused', async () => {
  const [account, group, set] = [await makeAccount(), await makeGroup(), await makeSet()];
  expect(await refusal(assign(set, account, 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'))).toBe('ResourceNotFoundException');
  expect(await refusal(assign(set, account, 'developers'))).toBe('ValidationException');
  expect(await refusal(assign(set, '000011112222', group))).toBe('ResourceNotFoundException');
});

test('who calls: the management account or its delegated administrator, which leaves the management account alone', async () => {
  const [account, group, PermissionSetArn] = [await makeAccount(), await makeGroup(), await makeSet()];
  const member = (operation: string, input: object = {}) => sdk.service('sso-admin', rootOf(account))(operation, { InstanceArn, ...input });
  expect((await sdk.service('sso-admin', rootOf(account))('ListInstances')).Instances.map((one: any) => one.OwnerAccountId)).toEqual([endpoint.accountId]);
  expect(await refusal(member('ListPermissionSets'))).toBe('AccessDeniedException');
  await organizations('RegisterDelegatedAdministrator', { AccountId: account, ServicePrincipal: 'sso.amazonaws.com' });
  expect((await member('ListPermissionSets')).PermissionSets).toContain(PermissionSetArn);
  expect(await refusal(member('CreateAccountAssignment', assignment(PermissionSetArn, endpoint.accountId, group)))).toBe('AccessDeniedException');
  expect(await assign(PermissionSetArn, endpoint.accountId, group)).toBe('SUCCEEDED');
  expect(await refusal(member('UpdatePermissionSet', { PermissionSetArn, Description: 'x' }))).toBe('AccessDeniedException');

  const { keys } = await makeUser(endpoint, 'sso-reader', [{ Effect: 'Allow', Action: 'sso:ListPermissionSets', Resource: '*' }]);
  const reader = sdk.service('sso-admin', keys);
  expect([await refusal(reader('ListPermissionSets', { InstanceArn })), await refusal(reader('CreatePermissionSet', { InstanceArn, Name: 'x' }))]).toEqual(['taken', 'AccessDeniedException']);
  expect((await admin('DescribeInstance')).IdentityStoreId).toBe(IdentityStoreId);
  expect((await admin('ListInstances')).Instances).toHaveLength(1);
});

test('every operation of the endpoint is tested', () => {
  expect(calls.sorted).toEqual(operationsOfEndpoint());
});
