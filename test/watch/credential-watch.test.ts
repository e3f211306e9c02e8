import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as yaml from 'yaml';
import { sentLength } from './sent-length';
import { credentialWatchEverythingOn as everythingOn } from '../../proof/watches-everything-on';
import { AccountWatch } from '../../src/watch/account-watch';
import { AccountWatchStack } from '../../src/watch/account-watch-stack';
import { TrailSource } from '../../src/watch/audit-trail/audit-trail-source';
import { CredentialReportAction } from '../../src/watch/credential-report/credential-report-action';
import { CredentialWatch } from '../../src/watch/credential-watch';
import { CredentialWatchPart } from '../../src/watch/credential-watch-part';
import { CredentialWatchStack, CredentialWatchStackProps } from '../../src/watch/credential-watch-stack';
import { testRulePacks } from '../nag/rule-packs';

function make(props: CredentialWatchStackProps = {}) {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new CredentialWatchStack(app, 'account-baseline-credentials', props);
  return { app, stack, watch: stack.watch, template: () => Template.fromStack(stack) };
}

test('by default it reports old and unused credentials and unused permissions, and changes nothing', () => {
  const { watch, template } = make();
  expect([!!watch.credentialReport, !!watch.accessAdvisor, !!watch.driftGuard]).toEqual([true, true, false]);
  expect(JSON.stringify(template().findResources('AWS::IAM::ManagedPolicy'))).not.toMatch(/iam:(Update|Delete|Put|Create)/);
});

test('parts can be left out', () => {
  const { watch, template } = make({ omit: Object.values(CredentialWatchPart), driftGuard: {} });
  expect([watch.credentialReport, watch.accessAdvisor]).toEqual([undefined, undefined]);
  template().resourceCountIs('AWS::Lambda::Function', 1);
});

test('the guard knows the trail, and without one it is a warning', () => {
  for (const [trail, warnings] of [[TrailSource.ofOrganization(), 0], [undefined, 1]] as const) {
    const { stack, watch } = make({ driftGuard: {}, trail });
    expect(watch.driftGuard).toBeDefined();
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('TrailSource.ofOrganization'))).toHaveLength(warnings);
  }
});

test('the settings of each part reach it', () => {
  const { template } = make(everythingOn);
  const environments = JSON.stringify(template().findResources('AWS::Lambda::Function'));
  for (const setting of ['/break-glass/', 'keep', 'Owners', '180', 'eu-central-1']) expect(environments).toContain(setting);
  template().hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { SELF_HEAL: 'true' } } });
});

test('a topic of one\'s own is told instead, by every part, also that of an account watch beside it', () => {
  const stack = new Stack(new App(), 'stack');
  const { topic } = new AccountWatch(stack, 'AccountWatch');
  const watch = new CredentialWatch(stack, 'CredentialWatch', { topic, driftGuard: {} });
  expect(watch.topic).toBe(topic);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  const told = template.findResources('AWS::Lambda::Function', { Properties: { Environment: { Variables: { TOPIC_ARN: stack.resolve(topic.topicArn) } } } });
  expect(Object.keys(told).sort()).toEqual(['AccessAdvisorFunction', 'CredentialReportFunction', 'DriftGuardFunction', 'SecurityStatusFunction']);
});

test('contradictions are refused', () => {
  const stack = new Stack(new App(), 'stack');
  expect(() => new CredentialWatch(stack, 'A', { topic: new sns.Topic(stack, 'Own'), emailAddresses: [] })).toThrow('Invalid `emailAddresses` []');
  const other = new Stack();
  new CredentialWatch(other, 'First');
  expect(() => new CredentialWatch(other, 'Second')).toThrow('the stack already has a credential watch');
  expect(() => make({ emailAddresses: ['security'] })).toThrow("Invalid `emailAddresses` 'security'");
});

test.each<[string, CredentialWatchStackProps, string]>([
  ['credentialReport', { omit: [CredentialWatchPart.CREDENTIAL_REPORT], credentialReport: {} }, 'omit leaves out CREDENTIAL_REPORT. Remove one of the two'],
  ['accessAdvisor', { omit: [CredentialWatchPart.ACCESS_ADVISOR], accessAdvisor: {} }, 'omit leaves out ACCESS_ADVISOR. Remove one of the two'],
  ['trail', { trail: TrailSource.ofOrganization() }, 'it is for driftGuard, which is not set. Remove it, or add driftGuard'],
  ['omit', { omit: Object.values(CredentialWatchPart) }, 'no part is left. Keep a part, or remove the watch'],
])('%s that would be ignored is refused: %j', (property, props, rule) => {
  expect(() => make(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: ${rule}. In account-baseline-credentials/Watch.$`));
});

describe('credentials are deactivated only if a subscriber is warned first', () => {
  const credentialReport = { action: CredentialReportAction.DEACTIVATE };
  const NOBODY = "Invalid `credentialReport.action` 'DEACTIVATE': the topic account-baseline-credentials/Watch/Alerts has no subscriber";

  test('nobody is subscribed', () => {
    expect(make({ credentialReport }).template).toThrow(NOBODY);
    expect(make({ credentialReport, emailAddresses: [] }).template).toThrow(NOBODY);
  });

  test('an address, an owner and a subscription are subscribers, and a channel that drops plain text is none', () => {
    expect(make({ credentialReport, emailAddresses: ['security@example.com'] }).template).not.toThrow();
    expect(make({ credentialReport: { ...credentialReport, owners: { alice: 'alice@example.com' } } }).template).not.toThrow();
    const subscribed = make({ credentialReport });
    subscribed.watch.topic.addSubscription(new subscriptions.UrlSubscription('https://example.com/'));
    expect(subscribed.template).not.toThrow();
    const channel = make({ credentialReport });
    new chatbot.SlackChannelConfiguration(channel.stack, 'Slack', {
      slackChannelConfigurationName: 'security', slackWorkspaceId: 'T0', slackChannelId: 'C0', notificationTopics: [channel.watch.topic],
    });
    expect(channel.template).toThrow(NOBODY);
  });

  test('a topic of the app may have its own list of subscribers, and one from elsewhere subscribers that the app does not know', () => {
    const own = new Stack(new App(), 'stack');
    const topic = new sns.Topic(own, 'Own');
    new CredentialWatch(own, 'Watch', { topic, credentialReport });
    (topic.node.defaultChild as sns.CfnTopic).subscription = [{ protocol: 'email', endpoint: 'security@example.com' }];
    expect(() => Template.fromStack(own)).not.toThrow();
    const imported = new Stack(new App(), 'stack');
    new CredentialWatch(imported, 'Watch', { topic: sns.Topic.fromTopicArn(imported, 'Topic', 'arn:aws:sns:us-east-1:111122223333:alerts'), credentialReport });
    expect(() => Template.fromStack(imported)).not.toThrow();
  });
});

test('nothing that it makes has the name of something that an account watch makes', () => {
  const names = (stack: Stack) => Object.values<any>(Template.fromStack(stack).toJSON().Resources)
    .map(({ Type, Properties = {} }) => `${Type} ${Properties.FunctionName ?? Properties.LogGroupName ?? Properties.TopicName ?? Properties.Name ?? ''}`)
    .filter((name) => name.includes('account-baseline'));
  const own = names(new CredentialWatchStack(new App(), 'credentials', everythingOn));
  const others = names(new AccountWatchStack(new App(), 'account', { emailAddresses: ['security@example.com'], auditTrail: {} }));
  expect(own.length).toBeGreaterThan(8);
  expect(others.length).toBeGreaterThan(8);
  expect(new Set([...own, ...others]).size).toBe(own.length + others.length);
});

test.each<[string, CredentialWatchStackProps, number]>([
  ['the default', {}, 40_000], ['everything on', everythingOn, 51_200],
])('the template with %s is sent without a bucket', (_, props, limit) => {
  const { app } = make(props);
  expect(sentLength(app.synth().getStackByName('account-baseline-credentials').template)).toBeLessThan(limit);
});

describe.each([['default', {}], ['everything on', everythingOn]])('with %s', (_, props) => {
  test('it needs no bootstrap, asset or parameter, and is deployed with the caller\'s credentials', () => {
    const { app } = make(props);
    const artifact = app.synth().getStackByName('account-baseline-credentials');
    expect(artifact.assets).toEqual([]);
    expect(artifact.template.Parameters).toBeUndefined();
    expect([artifact.assumeRoleArn, artifact.cloudFormationExecutionRoleArn]).toEqual([undefined, undefined]);
    expect(yaml.stringify(artifact.template, { schema: 'yaml-1.1', lineWidth: 0 })).toMatch(/^[\x00-\x7f]*$/);
  });

  test('it names no partition, and no identity of its carries an inline policy', () => {
    const { Resources } = make(props).template().toJSON();
    expect(JSON.stringify(Resources)).not.toMatch(/arn:aws[a-z-]*:/);
    expect(Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')).toEqual([]);
  });

  testRulePacks(() => make(props).app);
});
