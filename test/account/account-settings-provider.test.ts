import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as yaml from 'yaml';
import { AccountAlias } from '../../src/account/account-alias';
import { AccountHardening } from '../../src/account/account-hardening';
import { AccountSettingsProvider } from '../../src/account/account-settings-provider';
import { AlternateContact, AlternateContactType } from '../../src/account/alternate-contact';
import { EbsDefaultEncryption } from '../../src/account/ebs-default-encryption';
import { PasswordPolicy } from '../../src/account/password-policy/password-policy';
import { DENIED } from '../handlers/account-settings/fake-aws';
import { OTHER_STACK, World } from '../handlers/account-settings/harness';
import { SAMPLES } from '../handlers/account-settings/samples';
import { testRulePacks } from '../nag/rule-packs';

function stackOf(...settings: ('alias' | 'policy')[]): Stack {
  const stack = new Stack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), 'Stack', { synthesizer: new BootstraplessSynthesizer() });
  if (settings.includes('alias')) new AccountAlias(stack, 'AccountAlias', { accountAlias: 'example' });
  if (settings.includes('policy')) new PasswordPolicy(stack, 'PasswordPolicy');
  return stack;
}
const both = stackOf('alias', 'policy');

/** A stack with every setting that there is. */
function stackOfAll(): Stack {
  const stack = stackOf('alias', 'policy');
  const contact = { name: 'Team', title: 'Team', emailAddress: 'team@example.com', phoneNumber: '1' };
  new AccountHardening(stack, 'AccountHardening', { billingContact: contact, operationsContact: contact, securityContact: contact });
  return stack;
}
const template = Template.fromStack(both);

interface Statement { Action: string | string[]; Resource: any }
function statementsOf(stack: Stack): Statement[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
const IDENTITY_SETTINGS = [
  'iam:ListAccountAliases', 'iam:CreateAccountAlias', 'iam:DeleteAccountAlias',
  'iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy', 'iam:DeleteAccountPasswordPolicy',
];
const actionsOf = (statements: Statement[]) => statements.flatMap(({ Action }) => Action);

test('one function serves all settings of a stack, under a logical id that never changes', () => {
  template.resourceCountIs('AWS::Lambda::Function', 1);
  expect(Object.keys(template.findResources('AWS::Lambda::Function'))).toEqual(['AccountSettings']);
  expect(AccountSettingsProvider.getOrCreate(both)).toBe(AccountSettingsProvider.getOrCreate(both.node.findChild('PasswordPolicy') as PasswordPolicy));
});

test('its code is in the template, so that it needs no bucket, and its concurrency is not reserved', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Code: { ZipFile: Match.stringLikeRegexp('exports.handler=') },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    ReservedConcurrentExecutions: Match.absent(),
    Architectures: Match.absent(),
    DeadLetterConfig: Match.absent(),
  });
});

test('it is made after its policy, and writes to a log that is deleted one day', () => {
  const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
  const [log] = Object.keys(template.findResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365 } }));
  template.hasResource('AWS::Lambda::Function', { DependsOn: Match.arrayWith([policy]), Properties: { LoggingConfig: { LogGroup: { Ref: log } } } });
});

test('no attempt outlives the custom resource: an event waits for 3 minutes at most, an attempt takes 2, CloudFormation waits for 5', () => {
  template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 120 });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { FunctionName: { Ref: 'AccountSettings' }, MaximumEventAgeInSeconds: 180 });
  for (const type of ['Custom::AccountAlias', 'Custom::PasswordPolicy']) template.hasResourceProperties(type, { ServiceTimeout: '300' });
});

test('its role carries one managed policy of ours, and nothing else', () => {
  template.resourceCountIs('AWS::IAM::Role', 1);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::Role', { Path: '/account-baseline/', ManagedPolicyArns: Match.absent(), Policies: Match.absent() });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Path: '/account-baseline/', Description: Match.absent(), Roles: [{ Ref: Match.anyValue() }] });
});

test('the role may set the alias and the password policy, whichever of the two the stack has, and nothing else', () => {
  const ofSettings = (stack: Stack) => actionsOf(statementsOf(stack)).filter((action) => !/^(ssm|cloudformation|logs):/.test(action));
  for (const stack of [stackOf('alias'), stackOf('policy'), both]) expect(ofSettings(stack)).toEqual(IDENTITY_SETTINGS);
});

// CloudFormation updates policies before it deletes what has left the template.
test('what the role may do for hardening and contacts does not depend on which of them the stack has, and is deleted after the last one', () => {
  const contact = { name: 'Team', title: 'Team', emailAddress: 'team@example.com', phoneNumber: '1' };
  const settingsOf = (stack: Stack) => Object.values<any>(Template.fromStack(stack).toJSON().Resources)
    .filter(({ Type, Properties }) => Type.startsWith('Custom::') && /contact|block|ebs|metadata/.test(Properties.Setting));
  const policyOf = (stack: Stack, id: string) => Template.fromStack(stack).toJSON().Resources[id];
  const all = stackOfAll();
  const [one, other] = [stackOf('policy'), stackOf('policy')];
  new EbsDefaultEncryption(one, 'Encryption');
  new AlternateContact(other, 'Contact', { ...contact, contactType: AlternateContactType.BILLING });
  expect(settingsOf(all)).toHaveLength(7);
  for (const { Properties: { Setting }, DependsOn } of settingsOf(all)) {
    expect([...DependsOn].sort()).toEqual([/contact/.test(Setting) ? 'AccountSettingsContacts' : 'AccountSettingsHardening', 'AccountSettingsReady']);
  }
  for (const [stack, has, hasNot] of [[one, 'AccountSettingsHardening', 'AccountSettingsContacts'], [other, 'AccountSettingsContacts', 'AccountSettingsHardening']] as const) {
    expect(settingsOf(stack).map(({ DependsOn }) => [...DependsOn].sort())).toEqual([[has, 'AccountSettingsReady']]);
    expect(policyOf(stack, has)).toEqual(policyOf(all, has));
    expect(policyOf(stack, hasNot)).toBeUndefined();
    expect(policyOf(stack, 'AccountSettingsPolicy')).toEqual(policyOf(all, 'AccountSettingsPolicy'));
  }
});

test('the handler makes every call that its role may make, and no other, on the resources of the policy', async () => {
  const world = new World();
  try {
    for (const sample of SAMPLES.filter(({ setting }) => !setting.startsWith('organization-'))) {
      await world.create(sample, sample.a.properties, { StackId: OTHER_STACK });
      await world.create(sample, sample.a.properties);
      await world.update(sample, sample.b.properties);
      await world.delete(sample);
      world.aws.fault = (action) => /^(iam|s3|account|ec2):/.test(action) ? DENIED : undefined;
      await world.create(sample, sample.a.properties);
      world.aws.fault = () => undefined;
    }
    const statements = statementsOf(stackOfAll());
    // Lambda itself writes the log.
    const granted = actionsOf(statements).filter((action) => !action.startsWith('logs:'));
    expect([...new Set(world.aws.calls)].sort()).toEqual(granted.sort());
    const resourceOf = (action: string) => statements.find(({ Action }) => [Action].flat().includes(action))!.Resource;
    const matches = (text: string, resource: any) => new RegExp(`^${resource['Fn::Sub'].replace(/\$\{[^}]+\}/g, '[^:]+').replace(/[*]/g, '.*')}$`).test(text);
    world.aws.calls.forEach((action, index) => {
      const { Name } = world.aws.inputs[index];
      if (/^(iam|s3|ec2|cloudformation):/.test(action)) expect(resourceOf(action)).toBe('*');
      if (action.startsWith('account:')) expect(matches('arn:aws:account::111122223333:account', resourceOf(action))).toBe(true);
      if (action.startsWith('ssm:')) expect(matches(`arn:aws:ssm:eu-central-1:111122223333:parameter${Name}`, resourceOf(action))).toBe(true);
    });
  } finally {
    world.restore();
  }
});

test('function and log have one name, which is their stack\'s own and no longer than Lambda takes', () => {
  const { functionArn, _serviceToken } = AccountSettingsProvider.getOrCreate(both);
  expect(both.resolve([functionArn, _serviceToken])).toEqual([{ 'Fn::GetAtt': ['AccountSettings', 'Arn'] }, { 'Fn::Sub': '${AccountSettings.Arn}' }]);
  template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: { Ref: 'AccountSettingsLogs' } });
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: { 'Fn::Join': ['', ['account-baseline-settings-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]] },
  });
  expect('account-baseline-settings-1c2fa620-982a-11e3-aff7-50e2416294e0'.length).toBeLessThanOrEqual(64);
});

test('all of it takes less than 18,000 characters of the template', () => {
  expect(yaml.stringify(template.toJSON(), { schema: 'yaml-1.1', lineWidth: 0 }).length).toBeLessThan(18_000);
});

testRulePacks(stackOfAll);
