import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountAlias, AccountAliasProps } from '../../src/account/account-alias';
import { OnExisting } from '../../src/account/on-existing';

const stackWith = (props: AccountAliasProps) => {
  const stack = new Stack(new App(), 'Stack');
  new AccountAlias(stack, 'Alias', props);
  return stack;
};
const templateOf = (props: AccountAliasProps) => Template.fromStack(stackWith(props));

test('asks the handler for the alias; what is there is replaced, and ours is kept when the stack goes, but not after a failed first deployment', () => {
  templateOf({ accountAlias: 'example' }).hasResource('Custom::AccountAlias', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      ServiceToken: { 'Fn::Sub': '${AccountSettings.Arn}' },
      ServiceTimeout: '300',
      Setting: 'account-alias',
      OnExisting: Match.absent(),
      AccountAlias: 'example',
    },
  });
});

test('the attributes come from the handler, which knows the partition and the alias that is really there', () => {
  const stack = new Stack(new App(), 'Stack');
  const alias = new AccountAlias(stack, 'Alias', { accountAlias: 'example' });
  expect(stack.resolve([alias.aliasName, alias.signInUrl])).toEqual([
    { 'Fn::GetAtt': [expect.stringMatching(/^Alias/), 'AccountAlias'] }, { 'Fn::GetAtt': [expect.stringMatching(/^Alias/), 'SignInUrl'] },
  ]);
});

test.each(['abc', 'a'.repeat(63), 'a-b-c', '0a0', '12345678901', '1234567890123'])('%p is an alias', (accountAlias) => {
  templateOf({ accountAlias }).hasResourceProperties('Custom::AccountAlias', { AccountAlias: accountAlias });
});

test.each(['', 'ab', 'a'.repeat(64), 'Upper', '-ab', 'ab-', 'a--b', 'a_b', 'a.b', 'a b', '\u00e4\u00e4\u00e4', 'abc\n'])('%p is refused', (accountAlias) => {
  expect(() => stackWith({ accountAlias })).toThrow(`Invalid \`accountAlias\` '${accountAlias.replace('\n', '\\n')}': an alias has 3 to 63 lowercase letters, digits`);
});

test('12 digits are refused, since they look like an account id', () => {
  expect(() => stackWith({ accountAlias: '123456789012' })).toThrow("Invalid `accountAlias` '123456789012': an alias has 3 to 63 lowercase letters");
});

test('a token passes', () => {
  const stack = new Stack(new App(), 'Stack');
  new AccountAlias(stack, 'Alias', { accountAlias: new CfnParameter(stack, 'Parameter').valueAsString });
  Template.fromStack(stack).hasResourceProperties('Custom::AccountAlias', { AccountAlias: { Ref: 'Parameter' } });
});

test('a second alias in one stack is refused, in another stack it is not', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new AccountAlias(stack, 'First', { accountAlias: 'first' });
  expect(() => new AccountAlias(stack, 'Second', { accountAlias: 'second' }))
    .toThrow("Invalid `scope` 'Stack': the stack already has an account alias at Stack/First. Change that one. In Stack/Second.");
  new AccountAlias(new Stack(app, 'Elsewhere'), 'Second', { accountAlias: 'second' });
});

test('an alias that another stack manages can be referred to', () => {
  const stack = new Stack(new App(), 'Stack');
  const alias = AccountAlias.fromAccountAliasAttributes(stack, 'Alias', { aliasName: 'example', signInUrl: 'https://example.signin.aws.amazon.com/console' });
  expect([alias.aliasName, alias.signInUrl]).toEqual(['example', 'https://example.signin.aws.amazon.com/console']);
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});

describe('as every setting', () => {
  test.each([OnExisting.ADOPT, OnExisting.FAIL])('%s is passed on', (onExisting) => {
    templateOf({ accountAlias: 'example', onExisting }).hasResourceProperties('Custom::AccountAlias', { OnExisting: onExisting });
  });

  test('DESTROY puts back what was there when the setting leaves the stack', () => {
    templateOf({ accountAlias: 'example', removalPolicy: RemovalPolicy.DESTROY }).hasResource('Custom::AccountAlias', { DeletionPolicy: 'Delete' });
  });

  test('the removal policy can be changed later', () => {
    const stack = new Stack(new App(), 'Stack');
    const alias = new AccountAlias(stack, 'Alias', { accountAlias: 'example' });
    alias.applyRemovalPolicy(RemovalPolicy.DESTROY);
    Template.fromStack(stack).hasResource('Custom::AccountAlias', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(() => alias.applyRemovalPolicy(RemovalPolicy.SNAPSHOT)).toThrow("Invalid `removalPolicy` 'snapshot'");
  });

  test('retain keeps the setting, and undoes a first deployment that fails', () => {
    Template.fromStack(stackWith({ accountAlias: 'example', removalPolicy: RemovalPolicy.RETAIN }))
      .hasResource('Custom::AccountAlias', { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('a snapshot is refused', () => {
    expect(() => stackWith({ accountAlias: 'example', removalPolicy: RemovalPolicy.SNAPSHOT }))
      .toThrow("Invalid `removalPolicy` 'snapshot': it must be RETAIN_ON_UPDATE_OR_DELETE, RETAIN or DESTROY");
  });

  test.each([Duration.minutes(2), Duration.hours(1)])('CloudFormation waits for %s', (serviceTimeout) => {
    templateOf({ accountAlias: 'example', serviceTimeout }).hasResourceProperties('Custom::AccountAlias', { ServiceTimeout: String(serviceTimeout.toSeconds()) });
  });

  test.each([Duration.seconds(119), Duration.seconds(3601)])('but not for %s', (serviceTimeout) => {
    expect(() => stackWith({ accountAlias: 'example', serviceTimeout })).toThrow(/Invalid `serviceTimeout` .*: it must last from 2 minutes to 1 hour/);
  });

  test('it is made after everything that its function needs, and deleted before', () => {
    templateOf({ accountAlias: 'example' }).hasResource('Custom::AccountAlias', {
      DependsOn: ['AccountSettingsReady'], Properties: { ServiceToken: { 'Fn::Sub': '${AccountSettings.Arn}' } },
    });
  });
});
