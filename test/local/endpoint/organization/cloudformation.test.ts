import { ListUsersCommand } from '@aws-sdk/client-iam';
import { clientsOf, outcome, stack } from '../clients';
import { Service } from './sdk-for-python';
import { sdkForAll } from './started-sdk';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
let organizations: Service;
sdkForAll((started, _, ofRoot) => [endpoint, organizations] = [started, ofRoot]);

const organization = { Type: 'AWS::Organizations::Organization', Properties: { FeatureSet: 'ALL' } };
const unit = (Name: string, ParentId: unknown, more: object = {}) => ({ Type: 'AWS::Organizations::OrganizationalUnit', Properties: { Name, ParentId, ...more } });
const account = (name: string, ParentId: unknown, more: object = {}, attributes: object = {}) => ({
  Type: 'AWS::Organizations::Account', Properties: { AccountName: name, Email: `${name}@example.com`, ParentIds: [ParentId], ...more }, ...attributes,
});
const policy = (Name: string, TargetIds: unknown[], Action: string, more: object = {}) => ({
  Type: 'AWS::Organizations::Policy',
  Properties: {
    Name, Type: 'SERVICE_CONTROL_POLICY', TargetIds, Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*' }] }, ...more,
  },
});
const root = { 'Fn::GetAtt': ['Organization', 'RootId'] };
const ref = (Ref: string) => ({ Ref });
const names = async (TargetId: string) => (await organizations('ListPoliciesForTarget', { TargetId, Filter: 'SERVICE_CONTROL_POLICY' })).Policies.map(({ Name }: any) => Name).sort();

test('a stack makes an organization, and its updates move accounts, attach policies and rename units', async () => {
  const first = await stack(endpoint, 'create', 'organization', {
    Organization: organization,
    Workloads: unit('Workloads', root, { Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }),
    Sandbox: unit('Sandbox', root),
    Account: account('workload', ref('Workloads')),
    NoUsers: policy('no users', [ref('Workloads')], 'iam:ListUsers'),
    Id: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/organization', Type: 'String', Value: { 'Fn::Sub': '${Organization.Id} ${Account.Arn} ${NoUsers.AwsManaged}' } } },
  });
  expect(first).toMatchObject({ status: 'CREATE_COMPLETE' });
  const [workloads, sandbox, id] = ['Workloads', 'Sandbox', 'Account'].map((logicalId) => first.physicalId(logicalId)!);
  expect(id).toMatch(/^\d{12}$/);
  expect(await names(workloads)).toEqual(['FullAWSAccess', 'no users']);
  const member = clientsOf(endpoint, { accessKeyId: id, secretAccessKey: 'test' }).iam;
  expect(await outcome(member.send(new ListUsersCommand()))).toBe('AccessDenied');

  const second = await stack(endpoint, 'update', 'organization', {
    Organization: organization,
    Workloads: unit('Production', root, { Tags: [{ Key: 'b', Value: '3' }] }),
    Sandbox: unit('Sandbox', root),
    Account: account('workload', ref('Sandbox')),
    NoUsers: policy('no buckets', [ref('Workloads'), ref('Account')], 's3:ListAllMyBuckets'),
  });
  expect(second).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(second.physicalId('Account')).toBe(id);
  expect((await organizations('ListParents', { ChildId: id })).Parents[0].Id).toBe(sandbox);
  expect((await organizations('DescribeOrganizationalUnit', { OrganizationalUnitId: workloads })).OrganizationalUnit.Name).toBe('Production');
  expect((await organizations('ListTagsForResource', { ResourceId: workloads })).Tags).toEqual([{ Key: 'b', Value: '3' }]);
  expect(await names(id)).toEqual(['FullAWSAccess', 'no buckets']);
  expect(await outcome(member.send(new ListUsersCommand()))).toBe('allowed');
});

test('an account stays when its stack is deleted, unless the template says otherwise: then it is closed', async () => {
  const rootId = (await organizations('ListRoots')).Roots[0].Id;
  const { physicalId } = await stack(endpoint, 'create', 'accounts', { Kept: account('kept', rootId), Closed: account('closed', rootId, {}, { DeletionPolicy: 'Delete' }) });
  const [kept, closed] = [physicalId('Kept'), physicalId('Closed')];
  expect((await stack(endpoint, 'delete', 'accounts')).status).toBe('DELETE_COMPLETE');
  const state = async (AccountId: unknown) => (await organizations('DescribeAccount', { AccountId })).Account.State;
  expect([await state(kept), await state(closed)]).toEqual(['ACTIVE', 'CLOSED']);
});

test.each<[string, (rootId: string) => object, RegExp]>([
  ['a second organization', () => organization, /already a member of an organization.*AlreadyInOrganizationException/],
  ['an email that is taken', () => account('workload', 'root'), /failed with reason: EMAIL_ALREADY_EXISTS/],
  ['a policy of a type that is not enabled', (rootId) => policy('tags', [rootId], '', { Type: 'TAG_POLICY', Content: { tags: {} } }), /isn't currently enabled.*PolicyTypeNotEnabledException/],
  ['a policy that is malformed', (rootId) => policy('bad', [rootId], 'ListUsers'), /does not meet the requirements.*MalformedPolicyDocumentException/],
  ['a target that does not exist', () => policy('nowhere', ['000000000000'], 'iam:*'), /can't find a root, OU, or account.*TargetNotFoundException/],
])('%s fails and leaves nothing behind', async (_, resource, reason) => {
  const rootId = (await organizations('ListRoots')).Roots[0].Id;
  const before = await organizations('ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' });
  const { status, reasons } = await stack(endpoint, 'create', `fails-${Math.random().toString(36).slice(2)}`, { R: resource(rootId) });
  expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(reason)]);
  expect(await organizations('ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' })).toEqual(before);
});

test('the name and the email of an account cannot change', async () => {
  const rootId = (await organizations('ListRoots')).Roots[0].Id;
  await stack(endpoint, 'create', 'named', { Account: account('named', rootId) });
  const { status, reasons } = await stack(endpoint, 'update', 'named', { Account: account('renamed', rootId) });
  expect([status, reasons[0]]).toEqual(['UPDATE_ROLLBACK_COMPLETE', expect.stringContaining('You cannot modify AccountName, Email')]);
});

test('the resource policy of the organization is one, is changed and goes', async () => {
  const content = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action, Resource: '*' }] });
  const resource = (Action: string) => ({ Policy: { Type: 'AWS::Organizations::ResourcePolicy', Properties: { Content: content(Action) } } });
  expect((await stack(endpoint, 'create', 'delegation', resource('organizations:List*'))).physicalId('Policy')).toMatch(/^rp-/);
  expect((await stack(endpoint, 'create', 'delegation-2', resource('organizations:List*'))).reasons[0]).toContain('already exists');
  await stack(endpoint, 'update', 'delegation', resource('organizations:Describe*'));
  expect(JSON.parse((await organizations('DescribeResourcePolicy')).ResourcePolicy.Content)).toEqual(content('organizations:Describe*'));
  await stack(endpoint, 'delete', 'delegation');
  await expect(organizations('DescribeResourcePolicy')).rejects.toMatchObject({ name: 'ResourcePolicyNotFoundException' });
});

test('a unit that has something in it is not deleted, and the policies go with their stack', async () => {
  const rootId = (await organizations('ListRoots')).Roots[0].Id;
  const { physicalId } = await stack(endpoint, 'create', 'occupied', { Unit: unit('Occupied', rootId), Policy: policy('occupied', [rootId], 'a4b:*') });
  const { Id } = (await organizations('CreateOrganizationalUnit', { ParentId: physicalId('Unit'), Name: 'guest' })).OrganizationalUnit;
  const { status, reasons } = await stack(endpoint, 'delete', 'occupied');
  expect([status, reasons[0]]).toEqual(['DELETE_FAILED', expect.stringContaining('OrganizationalUnitNotEmptyException')]);
  expect(await names(rootId)).not.toContain('occupied');
  await organizations('DeleteOrganizationalUnit', { OrganizationalUnitId: Id });
  expect((await stack(endpoint, 'delete', 'occupied')).status).toBe('DELETE_COMPLETE');
});
