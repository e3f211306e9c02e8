import { App, CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { GROUP, resourcesOf, stackIn, STORE, templateOf } from './in-organization';
import { IdentityCenterUser, IdentityCenterUserProps } from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const TYPE = 'AWS::IdentityStore::User';

const userIn = (stack: Stack, props: Partial<IdentityCenterUserProps> = {}, id = 'Alice') => new IdentityCenterUser(stack, id, {
  identityStoreId: STORE, givenName: 'Alice', familyName: 'Example', email: 'alice@example.com', ...props,
});
const propertiesOf = (props: Partial<IdentityCenterUserProps> = {}) => {
  const stack = stackIn();
  userIn(stack, props);
  return resourcesOf(stack, TYPE)[0].Properties;
};

test('a user signs in with the email address, and has no password', () => {
  const stack = stackIn();
  const user = userIn(stack);
  expect(resourcesOf(stack, TYPE)).toEqual([{
    Type: TYPE,
    Properties: {
      IdentityStoreId: STORE,
      UserName: 'alice@example.com',
      Name: { GivenName: 'Alice', FamilyName: 'Example' },
      DisplayName: 'Alice Example',
      Emails: [{ Value: 'alice@example.com', Primary: true }],
    },
  }]);
  expect(user.userName).toBe('alice@example.com');
  expect(stack.resolve(user.userId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Alice/), 'UserId'] });
});

test('a user has the names that are given', () => {
  expect(propertiesOf({ userName: 'ali', displayName: 'Ali' })).toMatchObject({ UserName: 'ali', DisplayName: 'Ali' });
});

test('a user is kept if the app says so', () => {
  const stack = stackIn();
  userIn(stack).applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(resourcesOf(stack, TYPE)[0]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('what only the deployment knows passes', () => {
  const stack = stackIn();
  const value = new CfnParameter(stack, 'Value').valueAsString;
  userIn(stack, { identityStoreId: value, givenName: value, familyName: value, email: value });
  expect(resourcesOf(stack, TYPE)[0].Properties).toMatchObject({
    IdentityStoreId: { Ref: 'Value' }, UserName: { Ref: 'Value' }, Emails: [{ Value: { Ref: 'Value' } }], DisplayName: { 'Fn::Join': expect.anything() },
  });
  expect(IdentityCenterUser.fromUserId(stack, 'Other', value).userId).toBe(value);
});

test('an existing user adds nothing to the template', () => {
  const stack = stackIn();
  expect(IdentityCenterUser.fromUserId(stack, 'Bob', GROUP).userId).toBe(GROUP);
  expect(templateOf(stack).Resources).toBeUndefined();
});

test('two identity stores take the same user', () => {
  const stack = stackIn();
  userIn(stack);
  userIn(stack, { identityStoreId: 'd-0987654321' }, 'Other');
  expect(resourcesOf(stack, TYPE)).toHaveLength(2);
});

test('a region for which AWS does not publish the type is a warning', () => {
  const inRegion = (region?: string) => {
    const stack = stackIn(new App(), 'people', { env: { region } });
    userIn(stack);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('userTypeNotInRegion'));
  };
  expect([inRegion(), inRegion('us-east-1')]).toEqual([[], []]);
  expect(inRegion('eu-central-1')[0].entry.data).toMatch(/^AWS publishes the resource type AWS::IdentityStore::User for us-east-1 and not for eu-central-1\. Run `aws cloudformation describe-type /);
});

describe('cdk-nag', () => {
  testRulePacks(() => {
    const stack = stackIn();
    userIn(stack);
    return stack;
  });
});
