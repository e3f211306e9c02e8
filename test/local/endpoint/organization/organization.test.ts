import { GetRoleCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { clientsOf, keysOf, makeUser, outcome, ROOT } from '../clients';
import { SdkForPython, Service } from './sdk-for-python';
import { sdkForAll } from './started-sdk';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
let sdk: SdkForPython;
let organizations: Service;
sdkForAll((...started) => [endpoint, sdk, organizations] = started);

const rootOf = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: 'test' });
const refusal = (call: Promise<unknown>) => call.then(() => 'taken', (error: any) => `${error.name}${error.Reason ? ` (${error.Reason})` : ''}`);
const scp = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
let made = 0;

async function createAccount(input: object = {}): Promise<string> {
  const { CreateAccountStatus } = await organizations('CreateAccount', { AccountName: `account ${++made}`, Email: `account-${made}@example.com`, ...input });
  expect(CreateAccountStatus).toMatchObject({ State: 'IN_PROGRESS', Id: expect.stringMatching(/^car-[a-z0-9]{32}$/) });
  const done = await organizations('DescribeCreateAccountStatus', { CreateAccountRequestId: CreateAccountStatus.Id });
  expect(done.CreateAccountStatus.State).toBe('SUCCEEDED');
  return done.CreateAccountStatus.AccountId;
}

const createUnit = async (ParentId: string, Name: string) => (await organizations('CreateOrganizationalUnit', { ParentId, Name })).OrganizationalUnit;
const theRoot = async () => (await organizations('ListRoots')).Roots[0];
const createPolicy = async (Content: string, Type = 'SERVICE_CONTROL_POLICY', Name = `policy ${++made}`) =>
  (await organizations('CreatePolicy', { Name, Type, Content, Description: '' })).Policy.PolicySummary;

test('an account is in no organization until it creates one, and is in one only', async () => {
  expect(await refusal(organizations('DescribeOrganization'))).toBe('AWSOrganizationsNotInUseException');
  expect(await refusal(organizations('ListRoots'))).toBe('AWSOrganizationsNotInUseException');
  const { Organization } = await organizations('CreateOrganization', { FeatureSet: 'ALL' });
  expect(Organization).toMatchObject({
    Id: expect.stringMatching(/^o-[a-z0-9]{10}$/),
    FeatureSet: 'ALL',
    MasterAccountId: endpoint.accountId,
    MasterAccountArn: `arn:aws:organizations::${endpoint.accountId}:account/${Organization.Id}/${endpoint.accountId}`,
  });
  expect((await organizations('DescribeOrganization')).Organization).toEqual(Organization);
  expect(await refusal(organizations('CreateOrganization'))).toBe('AlreadyInOrganizationException');
  // Service control policies are enabled in a new organization, other types are not.
  expect(await theRoot()).toMatchObject({ Name: 'Root', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] });
});

describe('units and accounts', () => {
  test('form a tree that every list tells alike', async () => {
    const root = (await theRoot()).Id;
    const { Id: security, Path } = await createUnit(root, 'Security');
    const { Id: logs } = await createUnit(security, 'Logs');
    const organization = (await organizations('DescribeOrganization')).Organization.Id;
    expect(Path).toBe(`${organization}/${root}/${security}/`);
    expect(logs).toMatch(new RegExp(`^ou-${root.slice(2)}-[a-z0-9]{8}$`));
    const account = await createAccount();
    await organizations('MoveAccount', { AccountId: account, SourceParentId: root, DestinationParentId: logs });

    expect((await organizations('ListParents', { ChildId: account })).Parents).toEqual([{ Id: logs, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect((await organizations('ListParents', { ChildId: security })).Parents).toEqual([{ Id: root, Type: 'ROOT' }]);
    expect((await organizations('ListChildren', { ParentId: logs, ChildType: 'ACCOUNT' })).Children).toEqual([{ Id: account, Type: 'ACCOUNT' }]);
    expect((await organizations('ListChildren', { ParentId: security, ChildType: 'ORGANIZATIONAL_UNIT' })).Children).toEqual([{ Id: logs, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect((await organizations('ListAccountsForParent', { ParentId: logs })).Accounts.map(({ Id }: any) => Id)).toEqual([account]);
    expect((await organizations('ListOrganizationalUnitsForParent', { ParentId: root })).OrganizationalUnits.map(({ Name }: any) => Name)).toEqual(['Security']);
    expect((await organizations('DescribeAccount', { AccountId: account })).Account).toMatchObject({
      State: 'ACTIVE', Status: 'ACTIVE', JoinedMethod: 'CREATED', Paths: [`${organization}/${root}/${security}/${logs}/${account}/`],
    });
    expect((await organizations('UpdateOrganizationalUnit', { OrganizationalUnitId: logs, Name: 'Archive' })).OrganizationalUnit.Name).toBe('Archive');
  });

  test('are refused where AWS refuses them', async () => {
    const root = (await theRoot()).Id;
    const { Id: unit } = await createUnit(root, 'Refusals');
    const account = await createAccount({ Email: 'taken@example.com' });
    expect(await refusal(createUnit(root, 'Refusals'))).toBe('DuplicateOrganizationalUnitException');
    expect(await refusal(createUnit('r-none', 'x'))).toBe('ParentNotFoundException');
    expect(await refusal(createUnit('nowhere', 'x'))).toBe('InvalidInputException (INVALID_PATTERN)');
    expect(await refusal(organizations('DeleteOrganizationalUnit', { OrganizationalUnitId: `ou-${root.slice(2)}-00000000` }))).toBe('OrganizationalUnitNotFoundException');
    const move = (SourceParentId: string, DestinationParentId: string, AccountId = account) => refusal(organizations('MoveAccount', { AccountId, SourceParentId, DestinationParentId }));
    expect(await move(root, root)).toBe('DuplicateAccountException');
    expect(await move(unit, root)).toBe('DuplicateAccountException');
    expect(await move(root, `ou-${root.slice(2)}-00000000`)).toBe('DestinationParentNotFoundException');
    expect(await move(root, unit, '000000000000')).toBe('AccountNotFoundException');
    expect(await move(root, unit)).toBe('taken');
    expect(await move(root, root)).toBe('SourceParentNotFoundException');
    expect(await refusal(organizations('DeleteOrganizationalUnit', { OrganizationalUnitId: unit }))).toBe('OrganizationalUnitNotEmptyException');

    const { CreateAccountStatus } = await organizations('CreateAccount', { AccountName: 'again', Email: 'TAKEN@example.com' });
    expect((await organizations('DescribeCreateAccountStatus', { CreateAccountRequestId: CreateAccountStatus.Id })).CreateAccountStatus)
      .toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    expect(await refusal(organizations('DeleteOrganization'))).toBe('OrganizationNotEmptyException');
    expect(await refusal(organizations('RemoveAccountFromOrganization', { AccountId: account }))).toBe('ConstraintViolationException (MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED)');
    expect(await refusal(organizations('RemoveAccountFromOrganization', { AccountId: endpoint.accountId }))).toBe('MasterCannotLeaveOrganizationException');

    const failed = (await organizations('ListCreateAccountStatus', { States: ['FAILED'] })).CreateAccountStatuses;
    expect(failed.map(({ Id, FailureReason }: any) => [Id, FailureReason])).toEqual([[CreateAccountStatus.Id, 'EMAIL_ALREADY_EXISTS']]);

    let deep = root;
    for (let level = 1; level <= 5; level++) deep = (await createUnit(deep, `Level ${level}`)).Id;
    expect(await refusal(createUnit(deep, 'Level 6'))).toBe('ConstraintViolationException (OU_DEPTH_LIMIT_EXCEEDED)');
  });

  test('come in pages', async () => {
    for (let number = 0; number < 22; number++) await createAccount();
    const pages = [await organizations('ListAccounts')];
    while (pages[pages.length - 1].NextToken) pages.push(await organizations('ListAccounts', { NextToken: pages[pages.length - 1].NextToken }));
    expect(pages[0].Accounts).toHaveLength(20);
    const all = pages.flatMap(({ Accounts }) => Accounts.map(({ Id }: any) => Id));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(22);
    expect((await organizations('ListAccounts', { MaxResults: 3 })).Accounts).toHaveLength(3);
    expect(await refusal(organizations('ListAccounts', { NextToken: 'x' }))).toBe('InvalidInputException (INVALID_NEXT_TOKEN)');
  });
});

describe('a new account', () => {
  test('has the role by which the management account administers it, under the name that was asked for', async () => {
    const account = await createAccount();
    const named = await createAccount({ RoleName: 'Entry' });
    const administrator = await makeUser(endpoint, 'organization-administrator', [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]);
    const { sts } = clientsOf(endpoint, administrator.keys);
    for (const RoleArn of [`arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, `arn:aws:iam::${named}:role/Entry`]) {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's' }));
      const entered = clientsOf(endpoint, keysOf(Credentials));
      expect((await entered.sts.send(new GetCallerIdentityCommand())).Account).toBe(RoleArn.split(':')[4]);
      expect(await outcome(entered.iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForOrganizations' })))).toBe('allowed');
    }
    const stranger = clientsOf(endpoint, rootOf(named)).sts;
    expect(await outcome(stranger.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`, RoleSessionName: 's' })))).toBe('AccessDenied');
  });

  test('that is closed lets nobody in any more', async () => {
    const account = await createAccount();
    const { iam } = clientsOf(endpoint, rootOf(account));
    expect(await outcome(iam.send(new GetRoleCommand({ RoleName: 'OrganizationAccountAccessRole' })))).toBe('allowed');
    await organizations('CloseAccount', { AccountId: account });
    expect((await organizations('DescribeAccount', { AccountId: account })).Account).toMatchObject({ State: 'CLOSED', Status: 'SUSPENDED' });
    expect(await outcome(iam.send(new GetRoleCommand({ RoleName: 'OrganizationAccountAccessRole' })))).toBe('InvalidClientTokenId');
    expect(await refusal(organizations('CloseAccount', { AccountId: account }))).toBe('AccountAlreadyClosedException');
    expect(await refusal(organizations('CloseAccount', { AccountId: endpoint.accountId }))).toBe('ConstraintViolationException (CANNOT_CLOSE_MANAGEMENT_ACCOUNT)');
  });
});

test('an account that exists joins by an invitation, and can leave', async () => {
  const guest = sdk.service('organizations', rootOf('777788889999'));
  const { Handshake } = await organizations('InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: '777788889999' } });
  expect((await guest('ListHandshakesForAccount')).Handshakes.map(({ Id }: any) => Id)).toEqual([Handshake.Id]);
  expect(await refusal(sdk.service('organizations', rootOf('777788880000'))('AcceptHandshake', { HandshakeId: Handshake.Id }))).toBe('HandshakeNotFoundException');
  expect(await refusal(organizations('AcceptHandshake', { HandshakeId: Handshake.Id }))).toBe('AccessDeniedException');
  expect(await refusal(organizations('InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: '777788889999' } }))).toBe('DuplicateHandshakeException');
  expect((await guest('AcceptHandshake', { HandshakeId: Handshake.Id })).Handshake.State).toBe('ACCEPTED');
  expect(await refusal(guest('AcceptHandshake', { HandshakeId: Handshake.Id }))).toBe('HandshakeAlreadyInStateException');
  expect((await organizations('DescribeAccount', { AccountId: '777788889999' })).Account).toMatchObject({ JoinedMethod: 'INVITED', State: 'ACTIVE' });
  expect((await guest('DescribeOrganization')).Organization.MasterAccountId).toBe(endpoint.accountId);
  await guest('LeaveOrganization');
  expect(await refusal(guest('DescribeOrganization'))).toBe('AWSOrganizationsNotInUseException');
  const again = (await organizations('InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: '777788889999' } })).Handshake;
  expect((await guest('DeclineHandshake', { HandshakeId: again.Id })).Handshake.State).toBe('DECLINED');
  const withdrawn = (await organizations('InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: '777788889999' } })).Handshake;
  expect(await refusal(guest('CancelHandshake', { HandshakeId: withdrawn.Id }))).toBe('AWSOrganizationsNotInUseException');
  expect((await organizations('CancelHandshake', { HandshakeId: withdrawn.Id })).Handshake.State).toBe('CANCELED');
  expect((await guest('DescribeHandshake', { HandshakeId: withdrawn.Id })).Handshake.State).toBe('CANCELED');
  expect((await organizations('ListHandshakesForOrganization')).Handshakes.map(({ Id, State }: any) => [Id, State]))
    .toEqual([[Handshake.Id, 'ACCEPTED'], [again.Id, 'DECLINED'], [withdrawn.Id, 'CANCELED']]);
});

describe('policies', () => {
  test('FullAWSAccess is on every node, and the last service control policy of a node stays', async () => {
    const root = (await theRoot()).Id;
    const unit = await createUnit(root, 'Policies');
    const account = await createAccount();
    for (const TargetId of [root, unit.Id, account]) {
      const { Policies } = await organizations('ListPoliciesForTarget', { TargetId, Filter: 'SERVICE_CONTROL_POLICY' });
      expect(Policies).toEqual([expect.objectContaining({ Id: 'p-FullAWSAccess', Name: 'FullAWSAccess', AwsManaged: true })]);
      expect(await refusal(organizations('DetachPolicy', { PolicyId: 'p-FullAWSAccess', TargetId }))).toBe('ConstraintViolationException (MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED)');
    }
    expect(await refusal(organizations('UpdatePolicy', { PolicyId: 'p-FullAWSAccess', Name: 'x' }))).toBe('InvalidInputException (IMMUTABLE_POLICY)');
  });

  test('are created, attached, changed, detached and deleted', async () => {
    const unit = await createUnit((await theRoot()).Id, 'Attachments');
    const content = scp({ Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' });
    const policy = await createPolicy(content, 'SERVICE_CONTROL_POLICY', 'keep buckets');
    expect(policy.Arn).toMatch(new RegExp(`^arn:aws:organizations::${endpoint.accountId}:policy/o-[a-z0-9]{10}/service_control_policy/p-[a-z0-9]{8}$`));
    expect(await refusal(createPolicy(content, 'SERVICE_CONTROL_POLICY', 'keep buckets'))).toBe('DuplicatePolicyException');
    const attachment = { PolicyId: policy.Id, TargetId: unit.Id };
    await organizations('AttachPolicy', attachment);
    expect(await refusal(organizations('AttachPolicy', attachment))).toBe('DuplicatePolicyAttachmentException');
    expect((await organizations('ListTargetsForPolicy', { PolicyId: policy.Id })).Targets).toEqual([{ TargetId: unit.Id, Arn: unit.Arn, Name: 'Attachments', Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(await refusal(organizations('DeletePolicy', { PolicyId: policy.Id }))).toBe('PolicyInUseException');
    const changed = scp({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    await organizations('UpdatePolicy', { PolicyId: policy.Id, Content: changed });
    expect((await organizations('DescribePolicy', { PolicyId: policy.Id })).Policy.Content).toBe(changed);
    await organizations('DetachPolicy', attachment);
    expect(await refusal(organizations('DetachPolicy', attachment))).toBe('PolicyNotAttachedException');
    await organizations('DeletePolicy', { PolicyId: policy.Id });
    expect(await refusal(organizations('DescribePolicy', { PolicyId: policy.Id }))).toBe('PolicyNotFoundException');
    expect((await organizations('ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' })).Policies.map(({ Name }: any) => Name)).not.toContain('keep buckets');
  });

  test('of a type are attached while the type is enabled, and all go with it', async () => {
    const root = (await theRoot()).Id;
    const policy = await createPolicy('{"tags":{}}', 'TAG_POLICY');
    expect(await refusal(organizations('AttachPolicy', { PolicyId: policy.Id, TargetId: root }))).toBe('PolicyTypeNotEnabledException');
    await organizations('EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' });
    expect(await refusal(organizations('EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' }))).toBe('PolicyTypeAlreadyEnabledException');
    await organizations('AttachPolicy', { PolicyId: policy.Id, TargetId: root });
    await organizations('DisablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' });
    expect((await organizations('ListTargetsForPolicy', { PolicyId: policy.Id })).Targets).toEqual([]);
    expect(await refusal(organizations('DisablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' }))).toBe('PolicyTypeNotEnabledException');
  });

  test.each<[string, string, string, string]>([
    ['a service control policy of more than 10,240 characters', 'SERVICE_CONTROL_POLICY', scp({ Effect: 'Deny', Action: 's3:*', Resource: `arn:aws:s3:::${'b'.repeat(10_240)}` }), 'ConstraintViolationException (POLICY_CONTENT_LIMIT_EXCEEDED)'],
    ['a service control policy with a principal', 'SERVICE_CONTROL_POLICY', scp({ Effect: 'Deny', Action: 's3:*', Resource: '*', Principal: '*' }), 'MalformedPolicyDocumentException'],
    ['a service control policy with a Sid twice', 'SERVICE_CONTROL_POLICY', scp({ Sid: 'A', Effect: 'Deny', Action: 's3:*', Resource: '*' }, { Sid: 'A', Effect: 'Deny', Action: 'ec2:*', Resource: '*' }), 'MalformedPolicyDocumentException'],
    ['no JSON', 'TAG_POLICY', 'no JSON', 'MalformedPolicyDocumentException'],
    ['a resource control policy that allows', 'RESOURCE_CONTROL_POLICY', scp({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }), 'MalformedPolicyDocumentException'],
    ['a resource control policy on every action', 'RESOURCE_CONTROL_POLICY', scp({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }), 'MalformedPolicyDocumentException'],
    ['a resource control policy of a service without them', 'RESOURCE_CONTROL_POLICY', scp({ Effect: 'Deny', Principal: '*', Action: 'ec2:*', Resource: '*' }), 'MalformedPolicyDocumentException'],
    ['a resource control policy without a principal', 'RESOURCE_CONTROL_POLICY', scp({ Effect: 'Deny', Action: 's3:*', Resource: '*' }), 'MalformedPolicyDocumentException'],
    ['a policy of an unknown type', 'SOME_POLICY', '{}', 'InvalidInputException (INVALID_ENUM)'],
  ])('%s is refused', async (_, type, content, expected) => {
    expect(await refusal(createPolicy(content, type))).toBe(expected);
  });

  test('10 service control policies are on a node at most', async () => {
    const unit = await createUnit((await theRoot()).Id, 'Full');
    const attach = async () => refusal(organizations('AttachPolicy', { TargetId: unit.Id, PolicyId: (await createPolicy(scp({ Effect: 'Deny', Action: 'a4b:*', Resource: '*' }))).Id }));
    for (let number = 2; number <= 10; number++) expect(await attach()).toBe('taken');
    expect(await attach()).toBe('ConstraintViolationException (MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED)');
  });

  test('of a management type have an effective policy, merged by the operators of inheritance', async () => {
    const root = (await theRoot()).Id;
    const unit = await createUnit(root, 'Effective');
    const account = await createAccount();
    await organizations('MoveAccount', { AccountId: account, SourceParentId: root, DestinationParentId: unit.Id });
    await organizations('EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' });
    const effective = (TargetId?: string, service = organizations) => service('DescribeEffectivePolicy', { PolicyType: 'TAG_POLICY', ...TargetId && { TargetId } });
    expect(await refusal(effective(account))).toBe('EffectivePolicyNotFoundException');
    const attach = async (TargetId: string, tags: object) => organizations('AttachPolicy', { TargetId, PolicyId: (await createPolicy(JSON.stringify({ tags }), 'TAG_POLICY')).Id });
    await attach(root, {
      cost: { tag_key: { '@@assign': 'CostCenter', '@@operators_allowed_for_child_policies': ['@@none'] }, tag_value: { '@@assign': ['100', '200'] } },
    });
    await attach(unit.Id, { cost: { tag_key: { '@@assign': 'costcenter' }, tag_value: { '@@append': ['300'], '@@remove': ['100'] } }, team: { tag_key: { '@@assign': 'Team' } } });
    const expected = { tags: { cost: { tag_key: 'CostCenter', tag_value: ['200', '300'] }, team: { tag_key: 'Team' } } };
    expect(JSON.parse((await effective(account)).EffectivePolicy.PolicyContent)).toEqual(expected);
    // A member sees its own, and nobody else's.
    const member = sdk.service('organizations', rootOf(account));
    expect(JSON.parse((await effective(undefined, member)).EffectivePolicy.PolicyContent)).toEqual(expected);
    expect(await refusal(effective(endpoint.accountId, member))).toBe('AccessDeniedException');
  });
});

describe('who may call', () => {
  const SERVICE = 'access-analyzer.amazonaws.com';
  test('a member describes the organization; a delegated administrator reads it; the management account changes it', async () => {
    const account = await createAccount();
    const member = sdk.service('organizations', rootOf(account));
    expect((await member('DescribeOrganization')).Organization.MasterAccountId).toBe(endpoint.accountId);
    expect(await refusal(member('ListAccounts'))).toBe('AccessDeniedException');

    expect(await refusal(organizations('RegisterDelegatedAdministrator', { AccountId: account, ServicePrincipal: SERVICE }))).toBe('ConstraintViolationException (SERVICE_ACCESS_NOT_ENABLED)');
    await organizations('EnableAWSServiceAccess', { ServicePrincipal: SERVICE });
    expect((await organizations('ListAWSServiceAccessForOrganization')).EnabledServicePrincipals).toEqual([expect.objectContaining({ ServicePrincipal: SERVICE })]);
    await organizations('RegisterDelegatedAdministrator', { AccountId: account, ServicePrincipal: SERVICE });
    expect(await refusal(organizations('RegisterDelegatedAdministrator', { AccountId: account, ServicePrincipal: SERVICE }))).toBe('AccountAlreadyRegisteredException');
    expect(await refusal(organizations('RegisterDelegatedAdministrator', { AccountId: endpoint.accountId, ServicePrincipal: SERVICE }))).toBe('ConstraintViolationException (CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR)');
    expect((await organizations('ListDelegatedAdministrators', { ServicePrincipal: SERVICE })).DelegatedAdministrators.map(({ Id }: any) => Id)).toEqual([account]);
    expect((await organizations('ListDelegatedServicesForAccount', { AccountId: account })).DelegatedServices).toEqual([expect.objectContaining({ ServicePrincipal: SERVICE })]);
    expect(await refusal(member('ListAccounts'))).toBe('taken');
    expect(await refusal(member('CreateOrganizationalUnit', { ParentId: (await theRoot()).Id, Name: 'x' }))).toBe('AccessDeniedException');

    await organizations('DeregisterDelegatedAdministrator', { AccountId: account, ServicePrincipal: SERVICE });
    expect(await refusal(member('ListAccounts'))).toBe('AccessDeniedException');
    expect(await refusal(organizations('ListDelegatedServicesForAccount', { AccountId: account }))).toBe('AccountNotRegisteredException');
    await organizations('DisableAWSServiceAccess', { ServicePrincipal: SERVICE });
  });

  test('the resource policy delegates what it names', async () => {
    const account = await createAccount();
    const member = sdk.service('organizations', rootOf(account));
    expect(await refusal(organizations('DescribeResourcePolicy'))).toBe('ResourcePolicyNotFoundException');
    expect(await refusal(organizations('PutResourcePolicy', { Content: '{}' }))).toBe('InvalidInputException (INVALID_RESOURCE_POLICY_JSON)');
    const Content = JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'organizations:List*', Resource: '*' }],
    });
    await organizations('PutResourcePolicy', { Content });
    expect((await organizations('DescribeResourcePolicy')).ResourcePolicy.Content).toBe(Content);
    expect([await refusal(member('ListAccounts')), await refusal(member('DescribeAccount', { AccountId: account }))]).toEqual(['taken', 'AccessDeniedException']);
    await organizations('DeleteResourcePolicy');
    expect(await refusal(member('ListAccounts'))).toBe('AccessDeniedException');
  });

  test('a user of the management account needs the permission', async () => {
    const { keys } = await makeUser(endpoint, 'organization-reader', [{ Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' }]);
    const reader = sdk.service('organizations', keys);
    expect([await refusal(reader('ListAccounts')), await refusal(reader('ListRoots'))]).toEqual(['taken', 'AccessDeniedException']);
  });
});

test('tags are on units, accounts and policies', async () => {
  const account = await createAccount({ Tags: [{ Key: 'env', Value: 'test' }] });
  await organizations('TagResource', { ResourceId: account, Tags: [{ Key: 'owner', Value: 'a' }] });
  await organizations('UntagResource', { ResourceId: account, TagKeys: ['env'] });
  expect((await organizations('ListTagsForResource', { ResourceId: account })).Tags).toEqual([{ Key: 'owner', Value: 'a' }]);
  expect(await refusal(organizations('ListTagsForResource', { ResourceId: '000000000000' }))).toBe('TargetNotFoundException');
  expect(await refusal(organizations('TagResource', { ResourceId: account, Tags: [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }] }))).toBe('InvalidInputException (DUPLICATE_TAG_KEY)');
});

test('the features of central root access are listed, enabled and disabled by the management account', async () => {
  const iam = sdk.service('iam', ROOT);
  expect(await refusal(sdk.service('iam', rootOf('123412341234'))('ListOrganizationsFeatures'))).toBe('OrganizationNotFoundException');
  expect(await refusal(iam('ListOrganizationsFeatures'))).toBe('ServiceAccessNotEnabledException');
  await organizations('EnableAWSServiceAccess', { ServicePrincipal: 'iam.amazonaws.com' });
  expect((await iam('ListOrganizationsFeatures')).EnabledFeatures).toEqual([]);
  await iam('EnableOrganizationsRootCredentialsManagement');
  const both = await iam('EnableOrganizationsRootSessions');
  expect(both).toEqual({ OrganizationId: (await organizations('DescribeOrganization')).Organization.Id, EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'] });
  const account = await createAccount();
  const member = sdk.service('iam', rootOf(account));
  expect(await refusal(member('ListOrganizationsFeatures'))).toBe('AccountNotManagementOrDelegatedAdministratorException');
  expect(await refusal(member('DisableOrganizationsRootSessions'))).toBe('CallerIsNotManagementAccountException');
  expect((await iam('DisableOrganizationsRootSessions')).EnabledFeatures).toEqual(['RootCredentialsManagement']);
  // An account that is created now has a root user without credentials.
  expect((await member('GetAccountSummary')).SummaryMap.AccountPasswordPresent).toBe(0);
});
