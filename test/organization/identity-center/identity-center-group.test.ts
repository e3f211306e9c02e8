import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { GROUP, groupOf, INSTANCE, MEMBER, resourcesOf, stackIn, STORE, templateOf } from './in-organization';
import { IdentityCenterGroup, IdentityCenterGroupProps, IdentityCenterUser, JobFunction, JobFunctionPermissionSet } from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const TYPE = 'AWS::IdentityStore::Group';
const MEMBERSHIP = 'AWS::IdentityStore::GroupMembership';
const ALICE = '0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6';
const BOB = '906746ffc8-0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6';

const developers = (stack: Stack, props: Partial<IdentityCenterGroupProps> = {}, id = 'Developers') => new IdentityCenterGroup(stack, id, {
  identityStoreId: STORE, groupName: 'Developers', ...props,
});
const user = (stack: Stack, userId: string) => IdentityCenterUser.fromUserId(stack, `User-${userId}`, userId);

test('a group has its name and description, and nothing else', () => {
  const stack = stackIn();
  const group = developers(stack, { description: 'Write the shop' });
  expect(resourcesOf(stack, TYPE).map(({ Properties }) => Properties)).toEqual([{ IdentityStoreId: STORE, DisplayName: 'Developers', Description: 'Write the shop' }]);
  expect(Object.keys(templateOf(stack).Resources)).toHaveLength(1);
  expect([group.groupName, group.identityStoreId]).toEqual(['Developers', STORE]);
  expect(stack.resolve(group.groupId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Developers/), 'GroupId'] });
});

test('names of every script are taken', () => {
  const stack = stackIn();
  developers(stack, { groupName: '開発チーム\u00a0(1) ©' });
  expect(resourcesOf(stack, TYPE)[0].Properties.DisplayName).toBe('開発チーム\u00a0(1) ©');
});

describe('members', () => {
  test('are one resource for each user, of this app or not', () => {
    const stack = stackIn();
    const alice = new IdentityCenterUser(stack, 'Alice', { identityStoreId: STORE, givenName: 'Alice', familyName: 'A', email: 'alice@example.com' });
    const group = developers(stack, { users: [alice] });
    group.addUser(user(stack, BOB));
    const memberships = resourcesOf(stack, MEMBERSHIP).map(({ Properties }) => Properties);
    const made = { 'Fn::GetAtt': [expect.stringMatching(/^Alice/), 'UserId'] };
    expect(memberships.map(({ MemberId }) => MemberId.UserId)).toEqual([made, BOB]);
    const ofGroup = [STORE, stack.resolve(group.groupId)];
    expect(memberships.map(({ IdentityStoreId, GroupId }) => [IdentityStoreId, GroupId])).toEqual([ofGroup, ofGroup]);
  });

  test('keep their logical ids when others are added before them', () => {
    const idsOf = (...ids: string[]) => {
      const stack = stackIn();
      developers(stack, { users: ids.map((id) => user(stack, id)) });
      return Object.entries<any>(templateOf(stack).Resources).filter(([, { Properties }]) => Properties.MemberId?.UserId === ALICE).map(([id]) => id);
    };
    expect(idsOf(BOB, ALICE)).toEqual(idsOf(ALICE));
  });
});

describe('a permission set', () => {
  const assignTo = (stack: Stack, group: IdentityCenterGroup) => new JobFunctionPermissionSet(stack, 'Set', {
    instanceArn: INSTANCE, jobFunction: JobFunction.ADMINISTRATOR, assignments: [{ group, accountIds: [MEMBER] }],
  });

  test('is assigned to a group of its stack, which is deployed first', () => {
    const stack = stackIn();
    const group = developers(stack);
    assignTo(stack, group);
    expect(resourcesOf(stack, 'AWS::SSO::Assignment')[0].Properties.PrincipalId).toEqual(stack.resolve(group.groupId));
  });

  test('is assigned to a group of another stack', () => {
    const app = new App();
    const [directory, people] = [stackIn(app, 'account-baseline-directory'), stackIn(app)];
    assignTo(people, developers(directory));
    expect(resourcesOf(people, 'AWS::SSO::Assignment')[0].Properties.PrincipalId).toEqual({ 'Fn::ImportValue': expect.stringMatching(/GroupId/) });
  });
});

test('what only the deployment knows passes', () => {
  const stack = stackIn();
  const [store, name, member] = ['Store', 'Name', 'Member'].map((id) => new CfnParameter(stack, id).valueAsString);
  developers(stack, { identityStoreId: store, groupName: name, description: name, users: [user(stack, member)] });
  expect(resourcesOf(stack, TYPE)[0].Properties).toEqual({ IdentityStoreId: { Ref: 'Store' }, DisplayName: { Ref: 'Name' }, Description: { Ref: 'Name' } });
  expect(resourcesOf(stack, MEMBERSHIP)[0].Properties.MemberId).toEqual({ UserId: { Ref: 'Member' } });
  expect(groupOf(member).groupId).toBe(member);
});

test('an existing group adds nothing to the template', () => {
  const stack = stackIn();
  expect(IdentityCenterGroup.fromGroupId(stack, 'Group', GROUP).groupId).toBe(GROUP);
  expect(templateOf(stack).Resources).toBeUndefined();
});

test('two identity stores take the same name', () => {
  const stack = stackIn();
  developers(stack);
  developers(stack, { identityStoreId: 'd-0987654321' }, 'Other');
  expect(resourcesOf(stack, TYPE)).toHaveLength(2);
});

describe('cdk-nag', () => {
  testRulePacks(() => {
    const stack = stackIn();
    developers(stack, { users: [user(stack, ALICE)] });
    return stack;
  });
});
