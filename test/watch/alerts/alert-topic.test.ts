import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { testRulePacks } from '../../nag/rule-packs';

const make = (...emailAddresses: string[]) => {
  const stack = new Stack(new App(), 'stack');
  const topic = new AlertTopic(stack, 'Alerts', { emailAddresses });
  return { stack, topic, template: () => Template.fromStack(stack) };
};

test('each address is subscribed', () => {
  const { template } = make('security@example.com', 'On.Call+aws@sub.example.org');
  template().hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'security@example.com' });
  template().hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'On.Call+aws@sub.example.org' });
  template().resourceCountIs('AWS::SNS::Subscription', 2);
});

test('an address that only the deployment knows passes', () => {
  make(Lazy.string({ produce: () => 'late@example.com' })).template().hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'late@example.com' });
});

test.each([
  '', 'security', 'security@', '@example.com', 'security@example', 'security@example.com ', 'a@example.com,b@example.com', 'a b@example.com',
  'security@-example.com', 'security@example..com', `${'a'.repeat(65)}@example.com`, 'Security <security@example.com>', 'security@example.com\n',
])('%j is no address', (address) => {
  expect(() => make(address)).toThrow(`Invalid \`emailAddresses\` '${address.replace('\n', '\\n')}': it must be one email address`);
});

test('an address is named once, however it is written', () => {
  expect(() => make('security@example.com', 'Security@Example.com')).toThrow("Invalid `emailAddresses` 'Security@Example.com': each address is listed once");
});

test('nobody publishes without TLS, and no service as itself', () => {
  make().template().hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
  });
  make().template().hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.absent() });
});

testRulePacks(() => {
  const app = new App();
  new AlertTopic(new Stack(app, 'stack'), 'Alerts', { emailAddresses: ['security@example.com'] });
  return app;
});
