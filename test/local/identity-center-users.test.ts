import {
  CreateUserCommand, DescribeUserCommand, IdentitystoreClient, ListGroupMembershipsCommand, ListGroupsCommand, ListUsersCommand,
} from '@aws-sdk/client-identitystore';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import { Contents, StackAccount } from './stack-account';
import { endpointForEach } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { IdentityCenterGroup, IdentityCenterUser, IdentityCenterUserProps } from '../../src';

const REGION = 'eu-central-1';
const STACK = 'account-baseline-people';

let endpoint: LocalEndpoint;
let account: StackAccount;
let store: IdentitystoreClient;
let identityStoreId: string;
endpointForEach(async (started) => {
  endpoint = started;
  account = new StackAccount(endpoint, REGION);
  await LocalOrganization.create(endpoint);
  ({ identityStoreId } = await endpoint.control('identity-center', { region: REGION }));
  store = new IdentitystoreClient({ ...rootOf(endpoint, endpoint.accountId), region: REGION });
});

/** A person in a group. */
const people = (props: Partial<IdentityCenterUserProps> = {}, more: (user: IdentityCenterUser) => void = () => {}): Contents => (stack) => {
  const user = new IdentityCenterUser(stack, 'Alice', { identityStoreId, givenName: 'Alice', familyName: 'Example', email: 'alice@example.com', ...props });
  new IdentityCenterGroup(stack, 'Developers', { identityStoreId, groupName: 'Developers', users: [user] });
  more(user);
};
/** A second group of the same name, which only the deployment knows. */
const fails: Contents = (stack) => {
  const groupName = new CfnParameter(stack, 'Name', { default: 'Developers' }).valueAsString;
  new IdentityCenterGroup(stack, 'Wrong', { identityStoreId, groupName });
};

async function state() {
  const { Users } = await store.send(new ListUsersCommand({ IdentityStoreId: identityStoreId }));
  const { Groups } = await store.send(new ListGroupsCommand({ IdentityStoreId: identityStoreId }));
  const members = await Promise.all(Groups!.map(async ({ GroupId }) => {
    const { GroupMemberships } = await store.send(new ListGroupMembershipsCommand({ IdentityStoreId: identityStoreId, GroupId }));
    return GroupMemberships!.map(({ MemberId }) => MemberId!.UserId);
  }));
  return {
    users: Users!.map(({ UserId, UserName, DisplayName, Emails }) => [UserId, UserName, DisplayName, Emails![0].Value]),
    groups: Groups!.map(({ DisplayName }, index) => [DisplayName, ...members[index]]),
  };
}

async function records(): Promise<number> {
  const ssm = new SSMClient({ ...rootOf(endpoint, endpoint.accountId), region: REGION });
  return (await ssm.send(new GetParametersByPathCommand({ Path: '/account-baseline/settings/identity-center-user', Recursive: true }))).Parameters!.length;
}

async function succeed(command: 'deploy' | 'destroy', contents: Contents): Promise<void> {
  const result = await account[command](contents, STACK);
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
}

const bob = { UserName: 'bob', DisplayName: 'Bob', Name: { GivenName: 'Bob', FamilyName: 'B' }, Emails: [{ Value: 'bob@example.com', Primary: true }] };

test('outside us-east-1, a user is created, keeps the id through a new name and address, and is deleted with the stack', async () => {
  await succeed('deploy', people());
  const [[id]] = (await state()).users;
  expect(await state()).toEqual({ users: [[id, 'alice@example.com', 'Alice Example', 'alice@example.com']], groups: [['Developers', id]] });
  expect(await records()).toBe(1);

  await succeed('deploy', people({ familyName: 'Married', email: 'alice.married@example.com', userName: 'alice' }));
  expect(await state()).toEqual({ users: [[id, 'alice', 'Alice Married', 'alice.married@example.com']], groups: [['Developers', id]] });
  expect((await store.send(new DescribeUserCommand({ IdentityStoreId: identityStoreId, UserId: id }))).Name).toEqual({ GivenName: 'Alice', FamilyName: 'Married' });

  // The name of another user: the deployment says whose it is, and is rolled back.
  const { UserId: other } = await store.send(new CreateUserCommand({ IdentityStoreId: identityStoreId, ...bob }));
  const taken = await account.deploy(people({ userName: 'Bob', email: 'other@example.com' }), STACK);
  expect([taken.code, said(taken)]).toEqual([1, expect.stringMatching(new RegExp(`the user ${other} has this user name already`))]);
  expect((await state()).users).toContainEqual([id, 'alice', 'Alice Married', 'alice.married@example.com']);

  await succeed('destroy', people());
  expect(await state()).toEqual({ users: [[other, 'bob', 'Bob', 'bob@example.com']], groups: [] });
  expect(await records()).toBe(0);
}, 300_000);

test('a user that exists is not taken over, a failed deployment leaves nobody, and a user that is kept stays', async () => {
  const { UserId: other } = await store.send(new CreateUserCommand({ IdentityStoreId: identityStoreId, ...bob }));
  const refused = await account.deploy(people({ userName: 'bob' }), STACK);
  expect([refused.code, said(refused)]).toEqual([1, expect.stringMatching(new RegExp(`the user ${other} has this user name already: .*IdentityCenterUser.fromUserId`))]);
  await succeed('destroy', people());

  // The user is created, and then something else fails.
  const failed = await account.deploy((stack) => {
    people()(stack);
    fails(stack);
  }, STACK);
  expect(failed.code).toBe(1);
  expect(await state()).toEqual({ users: [[other, 'bob', 'Bob', 'bob@example.com']], groups: [] });
  expect(await records()).toBe(0);
  await succeed('destroy', people());

  const kept = people({}, (user) => user.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE));
  await succeed('deploy', kept);
  await succeed('deploy', (stack) => { new IdentityCenterGroup(stack, 'Developers', { identityStoreId, groupName: 'Developers' }); });
  const [, [id]] = (await state()).users;
  // The same resource of the same stack finds its user again.
  await succeed('deploy', people({ givenName: 'Ali' }));
  expect((await state()).users).toContainEqual([id, 'alice@example.com', 'Ali Example', 'alice@example.com']);
  await succeed('destroy', people());
  expect((await state()).users).toEqual([[other, 'bob', 'Bob', 'bob@example.com']]);
}, 300_000);
