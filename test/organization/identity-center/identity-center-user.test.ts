import { App, CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as yaml from 'yaml';
import { GROUP, resourcesOf, stackIn, STORE, templateOf } from './in-organization';
import { IdentityCenterGroup, IdentityCenterUser, IdentityCenterUserProps } from '../../../src';
import { ALI, ALICE, UsersWorld } from '../../handlers/identity-center-users/world';
import { testRulePacks } from '../../nag/rule-packs';

const NATIVE = 'AWS::IdentityStore::User';
const CUSTOM = 'Custom::IdentityCenterUser';

/** Stacks whose users CloudFormation makes, and those in which a function does. */
const native = (app = new App()) => stackIn(app, 'account-baseline-people', { env: { region: 'us-east-1' } });
const REGIONS: [region: string | undefined, type: string][] = [['us-east-1', NATIVE], ['eu-central-1', CUSTOM], [undefined, CUSTOM]];
const inRegion = (region?: string) => stackIn(new App(), 'account-baseline-people', { env: { region } });

const userIn = (stack: Stack, props: Partial<IdentityCenterUserProps> = {}, id = 'Alice') => new IdentityCenterUser(stack, id, {
  identityStoreId: STORE, givenName: 'Alice', familyName: 'Example', email: 'alice@example.com', ...props,
});
const propertiesOf = (stack: Stack, type: string, props: Partial<IdentityCenterUserProps> = {}) => {
  userIn(stack, props);
  return resourcesOf(stack, type)[0].Properties;
};

test('in a region with the type, CloudFormation makes the user, who signs in with the email address and has no password', () => {
  const stack = native();
  const user = userIn(stack);
  expect(Object.values(templateOf(stack).Resources)).toEqual([{
    Type: NATIVE,
    Properties: {
      IdentityStoreId: STORE,
      UserName: 'alice@example.com',
      Name: { GivenName: 'Alice', FamilyName: 'Example' },
      DisplayName: 'Alice Example',
      Emails: [{ Value: 'alice@example.com', Primary: true }],
    },
  }]);
  expect(user.userName).toBe('alice@example.com');
});

test.each(['eu-central-1', 'us-gov-west-1', undefined])('in %s, a function of the stack makes the user, after it may do so', (region) => {
  const stack = inRegion(region);
  expect(userIn(stack).userName).toBe('alice@example.com');
  expect(resourcesOf(stack, NATIVE)).toEqual([]);
  const [{ DependsOn, Properties }] = resourcesOf(stack, CUSTOM);
  expect(Properties).toEqual({
    ServiceToken: { 'Fn::Sub': '${IdentityCenterUsers.Arn}' },
    ServiceTimeout: '300',
    IdentityStoreId: STORE,
    UserName: 'alice@example.com',
    GivenName: 'Alice',
    FamilyName: 'Example',
    DisplayName: 'Alice Example',
    Email: 'alice@example.com',
  });
  const { Resources } = templateOf(stack);
  expect(DependsOn.map((id: string) => Resources[id].Type).sort()).toEqual(['AWS::IAM::ManagedPolicy', 'AWS::Lambda::EventInvokeConfig']);
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test.each(REGIONS)('in %s, a user has the names that are given, an id, and a place in a group', (region, type) => {
  const stack = inRegion(region);
  const user = userIn(stack, { userName: 'ali', displayName: 'Ali' });
  new IdentityCenterGroup(stack, 'Developers', { identityStoreId: STORE, groupName: 'Developers', users: [user] });
  expect(resourcesOf(stack, type)[0].Properties).toMatchObject({ UserName: 'ali', DisplayName: 'Ali' });
  const id = { 'Fn::GetAtt': [expect.stringMatching(/^Alice/), 'UserId'] };
  expect(stack.resolve(user.userId)).toEqual(id);
  expect(resourcesOf(stack, 'AWS::IdentityStore::GroupMembership')[0].Properties.MemberId).toEqual({ UserId: id });
});

test.each(REGIONS)('in %s, a user is kept if the app says so', (region, type) => {
  const stack = inRegion(region);
  userIn(stack).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  expect(resourcesOf(stack, type)[0]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test.each(REGIONS)('in %s, what only the deployment knows passes', (region, type) => {
  const stack = inRegion(region);
  const value = new CfnParameter(stack, 'Value').valueAsString;
  const properties = propertiesOf(stack, type, { identityStoreId: value, givenName: value, familyName: value, email: value });
  expect(properties).toMatchObject({ IdentityStoreId: { Ref: 'Value' }, UserName: { Ref: 'Value' }, DisplayName: { 'Fn::Join': expect.anything() } });
  expect(IdentityCenterUser.fromUserId(stack, 'Other', value).userId).toBe(value);
});

test('all users of a stack have one function, and a policy for each store, which leaves with its last user', () => {
  const stack = stackIn();
  userIn(stack);
  userIn(stack, { email: 'bob@example.com' }, 'Bob');
  userIn(stack, { identityStoreId: 'd-0987654321' }, 'Other');
  expect(resourcesOf(stack, 'AWS::Lambda::Function')).toHaveLength(1);
  const policies = Object.entries<any>(templateOf(stack).Resources).filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy');
  const stores = policies.filter(([, { Properties }]) => /identitystore/.test(JSON.stringify(Properties)));
  expect(stores.map(([, { Properties }]) => Properties.PolicyDocument.Statement[0].Resource)).toEqual([STORE, 'd-0987654321'].map((store) => [
    { 'Fn::Sub': `arn:\${AWS::Partition}:identitystore::*:identitystore/${store}` }, { 'Fn::Sub': 'arn:${AWS::Partition}:identitystore:::user/*' },
  ]));
  const [[first], [second]] = stores;
  const needed = resourcesOf(stack, CUSTOM).map(({ DependsOn }) => [first, second].filter((id) => DependsOn.includes(id)));
  expect(needed).toEqual([[first], [first], [second]]);
});

test('another store is another resource, and a new name is not', () => {
  const idOf = (props: Partial<IdentityCenterUserProps>) => {
    const stack = stackIn();
    userIn(stack, props);
    return Object.entries<any>(templateOf(stack).Resources).find(([, { Type }]) => Type === CUSTOM)![0];
  };
  expect(idOf({ identityStoreId: 'd-0987654321' })).not.toBe(idOf({}));
  expect(idOf({ userName: 'ali', email: 'ali@example.com', givenName: 'Ali' })).toBe(idOf({}));
});

test('the role of the function may make every call that the function makes, and no other', async () => {
  const stack = stackIn();
  userIn(stack);
  const granted = resourcesOf(stack, 'AWS::IAM::ManagedPolicy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement).flatMap(({ Action }) => Action);
  const world = new UsersWorld();
  try {
    const created = await world.create();
    await world.update(ALICE, ALI);
    await world.delete(ALI, created);
    const calls = new Set(world.edge.calls.map(({ action }) => action));
    expect([...calls].sort()).toEqual(granted.filter((action: string) => !action.startsWith('logs:')).sort());
  } finally {
    world.restore();
  }
});

test('a template of 60 users is sent without a bucket, and the function has a name that the baseline protects', () => {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = stackIn(app);
  for (let index = 0; index < 60; index++) userIn(stack, { givenName: `Given${index}`, email: `given${index}.example@example.com` }, `Person${index}`);
  const { template, assets } = app.synth().getStackByName(stack.stackName);
  const text = yaml.stringify(template, { schema: 'yaml-1.1', lineWidth: 0 });
  expect(text.length).toBeLessThan(51_200);
  expect(text).toMatch(/^[\x00-\x7f]*$/);
  expect(assets).toEqual([]);
  const [prefix, id] = template.Resources.IdentityCenterUsersLogs.Properties.LogGroupName['Fn::Join'][1];
  expect(template.Resources.IdentityCenterUsers.Properties.FunctionName).toEqual({ Ref: 'IdentityCenterUsersLogs' });
  expect(prefix).toBe('account-baseline-identity-center-users-');
  expect(JSON.stringify(id)).toMatch(/Fn::Select.*Fn::Split/);
});

test('an existing user adds nothing to the template', () => {
  const stack = stackIn();
  expect(IdentityCenterUser.fromUserId(stack, 'Bob', GROUP).userId).toBe(GROUP);
  expect(templateOf(stack).Resources).toBeUndefined();
});

describe.each([['us-east-1'], ['eu-central-1']])('cdk-nag in %s', (region) => {
  testRulePacks(() => {
    const stack = inRegion(region);
    userIn(stack);
    userIn(stack, { identityStoreId: new CfnParameter(stack, 'Store').valueAsString }, 'Other');
    return stack;
  });
});
