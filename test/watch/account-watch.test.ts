import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as yaml from 'yaml';
import { sentLength } from './sent-length';
import { accountWatchEverythingOn as everythingOn } from '../../proof/watches-everything-on';
import { AccountWatch } from '../../src/watch/account-watch';
import { AccountWatchStack, AccountWatchStackProps } from '../../src/watch/account-watch-stack';
import { TrailSource } from '../../src/watch/audit-trail/audit-trail-source';
import { WatchPart } from '../../src/watch/watch-part';
import { testRulePacks } from '../nag/rule-packs';

const NO_TRAIL = Match.stringLikeRegexp('cdk-secure-account-baseline:noAuditTrail');

function make(props: AccountWatchStackProps = {}) {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new AccountWatchStack(app, 'account-baseline-watch', props);
  return { app, stack, watch: stack.watch };
}

test('by default it looks, by day, and tells the topic; what needs a trail or costs money is off', () => {
  const { watch } = make();
  expect([watch.securityStatus, watch.externalAccess].every(Boolean)).toBe(true);
  const { auditTrail, rootActivity, identityChanges } = watch;
  expect([auditTrail, rootActivity, identityChanges]).toEqual(Array(3).fill(undefined));
});

test('a trail switches the alerts on, whether it is made here or was there', () => {
  for (const props of [{ auditTrail: {} }, { trail: TrailSource.ofOrganization() }]) {
    const { watch } = make(props);
    expect([!!watch.rootActivity, !!watch.identityChanges, !!watch.auditTrail]).toEqual([true, true, 'auditTrail' in props]);
  }
});

test('an alert that is asked for is made, by its own trail or with a warning that there is none', () => {
  const own = make({ identityChanges: { trail: TrailSource.ofOrganization() } });
  expect([!!own.watch.rootActivity, !!own.watch.identityChanges]).toEqual([false, true]);
  Annotations.fromStack(own.stack).hasNoWarning('*', NO_TRAIL);
  const without = make({ rootActivity: {} });
  expect([!!without.watch.rootActivity, !!without.watch.identityChanges]).toEqual([true, false]);
  Annotations.fromStack(without.stack).hasWarning('/account-baseline-watch/Watch/RootActivity', NO_TRAIL);
});

test('parts can be left out', () => {
  const { watch, stack } = make({ omit: Object.values(WatchPart), auditTrail: {} });
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

test('the security status is checked after the analyzer is created', () => {
  const { stack } = make(everythingOn);
  const template = Template.fromStack(stack);
  const [{ DependsOn }] = Object.values(template.findResources('Custom::SecurityStatus'));
  const analyzers = Object.keys(template.findResources('Custom::AccessAnalyzer'));
  expect(analyzers).toHaveLength(2);
  expect(DependsOn).toEqual(expect.arrayContaining(analyzers));
});

test('contradictions are refused', () => {
  const stack = new Stack(new App(), 'stack');
  expect(() => new AccountWatch(stack, 'A', { topic: new sns.Topic(stack, 'Own'), emailAddresses: [] })).toThrow('Invalid `emailAddresses` []');
  expect(() => new AccountWatch(new Stack(), 'B', { trail: TrailSource.ofOrganization(), auditTrail: {} })).toThrow('Invalid `auditTrail` {}');
  const other = new Stack();
  new AccountWatch(other, 'First');
  expect(() => new AccountWatch(other, 'Second')).toThrow('the stack already has an account watch');
});

test.each<[string, AccountWatchStackProps]>([
  ['securityStatus', { omit: [WatchPart.SECURITY_STATUS], securityStatus: {} }],
  ['externalAccess', { omit: [WatchPart.EXTERNAL_ACCESS], externalAccess: {} }],
  ['rootActivity', { omit: [WatchPart.ROOT_ACTIVITY], rootActivity: {} }],
  ['identityChanges', { omit: [WatchPart.IDENTITY_CHANGES], identityChanges: {} }],
  ['trail', { omit: [WatchPart.ROOT_ACTIVITY, WatchPart.IDENTITY_CHANGES], trail: TrailSource.ofOrganization() }],
])('%s for a part that is left out is refused', (property, props) => {
  expect(() => make(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*omit leaves out.*. Remove one of the two. In account-baseline-watch/Watch.$`));
});

test('a watch of nothing is refused', () => {
  for (const omit of [Object.values(WatchPart), [WatchPart.SECURITY_STATUS, WatchPart.EXTERNAL_ACCESS]]) {
    expect(() => make({ omit })).toThrow('no part is left. Keep a part, or remove the watch');
  }
});

test.each<[unknown, string]>([
  [{ emailAdresses: ['a@example.com'] }, 'Invalid `emailAdresses` ["a@example.com"]: there is no such property; the nearest is emailAddresses. In account-baseline-watch'],
  [{ omit: ['ROOT'] }, 'Invalid `omit` ["ROOT"]: its entry 0 must be one of SECURITY_STATUS, EXTERNAL_ACCESS, ROOT_ACTIVITY, IDENTITY_CHANGES'],
  [{ auditTrail: { trailName: 'a' } }, "Invalid `auditTrail.trailName` 'a'"],
])('what JavaScript lets people write is refused: %j', (props, message) => {
  expect(() => make(props as AccountWatchStackProps)).toThrow(message);
});

test('an address that is none is refused at synth', () => {
  expect(() => make({ emailAddresses: ['security'] })).toThrow("Invalid `emailAddresses` 'security'");
});

test('with everything on no part is missing', () => {
  const { watch } = make(everythingOn);
  expect([watch.securityStatus, watch.externalAccess, watch.auditTrail, watch.rootActivity, watch.identityChanges].every(Boolean)).toBe(true);
});

test.each<[string, AccountWatchStackProps, number]>([
  ['the default', {}, 40_000], ['everything on', everythingOn, 51_200],
])('the template with %s is sent without a bucket', (_, props, limit) => {
  const { app } = make(props);
  expect(sentLength(app.synth().getStackByName('account-baseline-watch').template)).toBeLessThan(limit);
});

describe.each([['default', {}], ['everything on', everythingOn]])('with %s', (_, props) => {
  test('it needs no bootstrap, asset or parameter, and is deployed with the caller\'s credentials', () => {
    const { app } = make(props);
    const artifact = app.synth().getStackByName('account-baseline-watch');
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

  testRulePacks(() => make(props).app);
});
