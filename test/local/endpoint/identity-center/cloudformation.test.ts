import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { ROOT, stack } from '../clients';
import { Service } from '../organization/sdk-for-python';
import { sdkForAll } from '../organization/started-sdk';

let endpoint: LocalEndpoint;
let store: Service;
let IdentityStoreId: string;
sdkForAll(async (started, sdk, organizations) => {
  endpoint = started;
  await organizations('CreateOrganization');
  IdentityStoreId = (await endpoint.control('identity-center', {})).identityStoreId;
  store = (operation, input) => sdk.service('identitystore', ROOT)(operation, { IdentityStoreId, ...input });
});

interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly shown?: string;
}
const att = (logicalId: string, attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });
/** A group with one user. */
const directory = (groupName: string, { name = 'alice', email = 'alice@example.com', shown = 'Alice' }: Person = {}) => ({
  Group: { Type: 'AWS::IdentityStore::Group', Properties: { IdentityStoreId, DisplayName: groupName } },
  User: {
    Type: 'AWS::IdentityStore::User',
    Properties: { IdentityStoreId, UserName: name, DisplayName: shown, Name: { GivenName: shown, FamilyName: 'E' }, Emails: [{ Value: email, Primary: true }] },
  },
  Member: { Type: 'AWS::IdentityStore::GroupMembership', Properties: { IdentityStoreId, GroupId: att('Group', 'GroupId'), MemberId: { UserId: att('User', 'UserId') } } },
});

/** The groups, the users by name and address, and who is in which group. */
async function found() {
  const { Groups } = await store('ListGroups');
  const { Users } = await store('ListUsers');
  const memberships = await Promise.all(Groups.map(async ({ GroupId }: any) => (await store('ListGroupMemberships', { GroupId })).GroupMemberships));
  return {
    groups: Groups.map(({ DisplayName }: any) => DisplayName),
    users: Users.map(({ UserName, DisplayName, Emails }: any) => [UserName, DisplayName, Emails[0].Value]),
    members: memberships.flat().map(({ MemberId }: any) => Users.findIndex(({ UserId }: any) => UserId === MemberId.UserId)),
  };
}

test('a stack makes a group and a user, changes what can be changed, and replaces a user only by another one', async () => {
  const first = await stack(endpoint, 'create', 'people', directory('Developers'));
  expect(first).toMatchObject({ status: 'CREATE_COMPLETE' });
  const [group, user] = [first.physicalId('Group')!, first.physicalId('User')!];
  expect([group, user]).toEqual([expect.stringMatching(new RegExp(`^[0-9a-f-]{36}\\|${IdentityStoreId}$`)), expect.stringMatching(/^arn:aws:identitystore:::user\/[0-9a-f-]{36}$/)]);
  expect(await found()).toEqual({ groups: ['Developers'], users: [['alice', 'Alice', 'alice@example.com']], members: [0] });

  const renamed = await stack(endpoint, 'update', 'people', directory('Engineers', { shown: 'Ali' }));
  expect([renamed.status, renamed.physicalId('Group'), renamed.physicalId('User')]).toEqual(['UPDATE_COMPLETE', group, user]);
  expect(await found()).toEqual({ groups: ['Engineers'], users: [['alice', 'Ali', 'alice@example.com']], members: [0] });

  // The new user would have the name of the former one, which is deleted last.
  const moved = await stack(endpoint, 'update', 'people', directory('Engineers', { email: 'ali@example.com', shown: 'Ali' }));
  expect([moved.status, moved.physicalId('User')]).toEqual(['UPDATE_ROLLBACK_COMPLETE', user]);
  expect(await found()).toEqual({ groups: ['Engineers'], users: [['alice', 'Ali', 'alice@example.com']], members: [0] });

  const other = await stack(endpoint, 'update', 'people', directory('Engineers', { name: 'bob', email: 'bob@example.com', shown: 'Bob' }));
  expect(other.status).toBe('UPDATE_COMPLETE');
  expect(other.physicalId('User')).not.toBe(user);
  expect(await found()).toEqual({ groups: ['Engineers'], users: [['bob', 'Bob', 'bob@example.com']], members: [0] });

  // What the directory has already is not taken over.
  const second = await stack(endpoint, 'create', 'again', { Group: directory('engineers').Group });
  expect(second.status).toBe('ROLLBACK_COMPLETE');
  await stack(endpoint, 'delete', 'people');
  expect(await found()).toEqual({ groups: [], users: [], members: [] });
});
