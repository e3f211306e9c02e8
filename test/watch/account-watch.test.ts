import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import * as yaml from 'yaml';
import { AccountWatch } from '../../src/watch/account-watch';
import { AccountWatchStack, AccountWatchStackProps } from '../../src/watch/account-watch-stack';
import { TrailSource } from '../../src/watch/audit-trail-source';
import { WatchPart } from '../../src/watch/watch-part';

const everythingOn: AccountWatchStackProps = {
  emailAddresses: ['security@example.com'], securityStatus: { securityHub: true }, credentialReport: {}, accessAdvisor: {}, auditTrail: {}, driftGuard: {},
};

function make(props: AccountWatchStackProps = {}) {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new AccountWatchStack(app, 'account-watch', props);
  return { app, stack, watch: stack.watch };
}

test('by default it looks, by day, and tells the topic; what needs a trail or costs money is off', () => {
  const { watch } = make();
  expect([watch.securityStatus, watch.externalAccess].every(Boolean)).toBe(true);
  const { credentialReport, accessAdvisor, auditTrail, rootActivity, identityChanges, driftGuard } = watch;
  expect([credentialReport, accessAdvisor, auditTrail, rootActivity, identityChanges, driftGuard]).toEqual(Array(6).fill(undefined));
});

test('a trail switches the alerts on, whether it is made here or was there', () => {
  for (const props of [{ auditTrail: {} }, { trail: TrailSource.ofOrganization() }]) {
    const { watch } = make(props);
    expect([!!watch.rootActivity, !!watch.identityChanges, !!watch.auditTrail]).toEqual([true, true, 'auditTrail' in props]);
  }
});

test('parts can be left out', () => {
  const { watch, stack } = make({ omit: Object.values(WatchPart), trail: TrailSource.ofOrganization() });
  expect([watch.securityStatus, watch.externalAccess, watch.rootActivity, watch.identityChanges]).toEqual(Array(4).fill(undefined));
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
});

test('a topic of one\'s own is told instead, by every part', () => {
  const stack = new Stack(new App(), 'stack');
  const topic = new sns.Topic(stack, 'Own');
  const watch = new AccountWatch(stack, 'Watch', { topic });
  expect(watch.topic).toBe(topic);
  Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 1);
});

test('the security status is looked at after the analyzer was made', () => {
  const { stack } = make();
  const [{ DependsOn }] = Object.values(Template.fromStack(stack).findResources('Custom::SecurityStatus'));
  expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/ExternalAccess/)]));
});

test('contradictions are refused', () => {
  const stack = new Stack(new App(), 'stack');
  expect(() => new AccountWatch(stack, 'A', { topic: new sns.Topic(stack, 'Own'), emailAddresses: [] })).toThrow('emailAddresses: [] is not allowed');
  expect(() => new AccountWatch(new Stack(), 'B', { trail: TrailSource.ofOrganization(), auditTrail: {} })).toThrow('auditTrail: {} is not allowed');
  const other = new Stack();
  new AccountWatch(other, 'First');
  expect(() => new AccountWatch(other, 'Second')).toThrow('the stack already has an account watch');
});

test('an address that is none is refused at synth', () => {
  expect(() => make({ emailAddresses: ['security'] })).toThrow("emailAddresses: 'security' is not allowed");
});

test.each<[string, AccountWatchStackProps, number]>([
  ['the default', {}, 40_000],
  ['mail and alerts of a trail made here', { emailAddresses: ['security@example.com'], auditTrail: {} }, 51_200],
  ['credentials', { emailAddresses: ['security@example.com'], credentialReport: {} }, 51_200],
  ['what else is asked for, in a second stack', {
    omit: Object.values(WatchPart), emailAddresses: ['security@example.com'], credentialReport: {}, accessAdvisor: {}, driftGuard: {},
  }, 51_200],
])('the template with %s is sent without a bucket', (_, props, limit) => {
  const { app } = make(props);
  expect(yaml.stringify(app.synth().getStackByName('account-watch').template, { schema: 'yaml-1.1', lineWidth: 0 }).length).toBeLessThan(limit);
});

describe.each([['default', {}], ['everything on', everythingOn]])('with %s', (_, props) => {
  test('it needs no bootstrap, asset or parameter, and is deployed with the caller\'s credentials', () => {
    const { app } = make(props);
    const artifact = app.synth().getStackByName('account-watch');
    expect(artifact.assets).toEqual([]);
    expect(artifact.template.Parameters).toBeUndefined();
    expect([artifact.assumeRoleArn, artifact.cloudFormationExecutionRoleArn]).toEqual([undefined, undefined]);
    expect(yaml.stringify(artifact.template, { schema: 'yaml-1.1', lineWidth: 0 })).toMatch(/^[\x00-\x7f]*$/);
  });

  test('it names no partition, and no identity of its carries an inline policy', () => {
    const { stack } = make(props);
    const { Resources } = Template.fromStack(stack).toJSON();
    expect(JSON.stringify(Resources)).not.toMatch(/arn:aws[a-z-]*:/);
    expect(Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')).toEqual([]);
  });

  test.each([AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks, HIPAASecurityChecks, ServerlessChecks])('%p finds nothing unacknowledged', (Pack) => {
    const { app } = make(props);
    expect(new Pack(app).validateScope(app).violations).toEqual([]);
  });
});
