import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { matchesPattern } from './filter-pattern';
import { simulate } from '../../../proof/engine/decide';
import { LoadedTemplate } from '../../../proof/engine/template';
import { AccountWatchStack, AlertTopic, AuditTrail, WatchPart } from '../../../src';
import { CIS_ALARMS } from '../../../src/watch/audit-trail/cis-alarm-table';
import { testRulePacks } from '../../nag/rule-packs';
import { sentLength } from '../sent-length';

function make() {
  const stack = new Stack(new App(), 'Stack');
  new AuditTrail(stack, 'Trail', { cisAlarms: { topic: new AlertTopic(stack, 'Alerts', { emailAddresses: ['security@example.com'] }) } });
  return { stack, template: Template.fromStack(stack) };
}
const { template } = make();
const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties);
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

/** The names of the filters of the template that match an event. */
const raisedBy = (event: object) => filters.filter(({ FilterPattern }) => matchesPattern(FilterPattern, event))
  .map(({ MetricTransformations: [{ MetricName }] }) => MetricName).sort();

const USER = { type: 'IAMUser', userName: 'alice' };
/** An API call as CloudTrail records it. */
const call = (service: string, eventName: string, more: object = {}) => (
  { eventType: 'AwsApiCall', eventSource: `${service}.amazonaws.com`, eventName, userIdentity: USER, ...more }
);
const signIn = (more: object) => ({
  eventType: 'AwsConsoleSignIn',
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  userIdentity: USER,
  additionalEventData: { MFAUsed: 'Yes' },
  responseElements: { ConsoleLogin: 'Success' },
  ...more,
});

test.each<[string, object, string[]]>([
  ['root changes something', call('iam', 'CreateUser', { userIdentity: { type: 'Root' } }), ['root-usage']],
  ['root signs in with MFA', signIn({ userIdentity: { type: 'Root' } }), ['root-usage']],
  ['a service acts for root', call('kms', 'Decrypt', { userIdentity: { type: 'Root', invokedBy: 'ec2.amazonaws.com' } }), []],
  ['a service event of root', { ...call('signin', 'PasswordRecoveryRequested', { userIdentity: { type: 'Root' } }), eventType: 'AwsServiceEvent' }, []],
  ['a user who is called Root', call('ec2', 'DescribeVpcs', { userIdentity: { type: 'IAMUser', userName: 'Root' } }), []],
  ['a call is denied', call('s3', 'ListBuckets', { errorCode: 'AccessDenied' }), ['unauthorized-calls']],
  ['a call of another service is denied', call('sqs', 'ListQueues', { errorCode: 'AccessDeniedException' }), ['unauthorized-calls']],
  ['a call of EC2 is denied', call('ec2', 'RunInstances', { errorCode: 'Client.UnauthorizedOperation' }), ['unauthorized-calls']],
  ['a call fails otherwise', call('s3', 'GetBucketPolicy', { errorCode: 'NoSuchBucketPolicy' }), []],
  ['an error that only mentions it', call('s3', 'GetObject', { errorCode: 'NotAccessDenied' }), []],
  ['a user signs in without MFA', signIn({ additionalEventData: { MFAUsed: 'No' } }), ['sign-in-without-mfa']],
  ['a user signs in with MFA', signIn({}), []],
  ['a role signs in without MFA, which its provider asks for', signIn({ additionalEventData: { MFAUsed: 'No' }, userIdentity: { type: 'AssumedRole' } }), []],
  ['a user types a wrong password', signIn({ additionalEventData: { MFAUsed: 'No' }, errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } }), ['sign-in-failures']],
  ['a sign-in that fails otherwise', signIn({ errorMessage: 'No username found in supplied account', responseElements: { ConsoleLogin: 'Failure' } }), []],
  ['a policy is attached', call('iam', 'AttachRolePolicy'), ['iam-policy-changes']],
  ['a policy is read', call('iam', 'GetPolicy'), []],
  ['a policy of another service', call('iot', 'CreatePolicy'), []],
  ['a trail is stopped', call('cloudtrail', 'StopLogging'), ['trail-changes']],
  ['a denied attempt to stop it', call('cloudtrail', 'StopLogging', { errorCode: 'AccessDenied' }), ['trail-changes', 'unauthorized-calls']],
  ['a trail is read', call('cloudtrail', 'GetTrailStatus'), []],
  ['a key is to be deleted', call('kms', 'ScheduleKeyDeletion'), ['key-removals']],
  ['the deletion of a key is canceled', call('kms', 'CancelKeyDeletion'), []],
  ['a bucket policy is changed', call('s3', 'PutBucketPolicy'), ['bucket-policy-changes']],
  ['a bucket is tagged', call('s3', 'PutBucketTagging'), []],
  ['the recorder is stopped', call('config', 'StopConfigurationRecorder'), ['config-changes']],
  ['the recorder is started', call('config', 'StartConfigurationRecorder'), []],
  ['a security group is opened', call('ec2', 'AuthorizeSecurityGroupIngress'), ['security-group-changes']],
  ['a network ACL is replaced', call('ec2', 'ReplaceNetworkAclAssociation'), ['network-acl-changes']],
  ['a gateway is attached', call('ec2', 'AttachInternetGateway'), ['gateway-changes']],
  ['a NAT gateway, which the benchmark leaves out', call('ec2', 'CreateNatGateway'), []],
  ['a route is created', call('ec2', 'CreateRoute'), ['route-table-changes']],
  ['a route of another service', call('appmesh', 'CreateRoute'), []],
  ['a VPC is peered', call('ec2', 'CreateVpcPeeringConnection'), ['vpc-changes']],
  ['a VPC is read', call('ec2', 'DescribeVpcs'), []],
])('%s', (_, event, expected) => expect(raisedBy(event)).toEqual(expected));

describe.each(CIS_ALARMS.filter(({ pattern }) => /eventName=[A-Z]\w+\)/.test(pattern) && !pattern.includes('ConsoleLogin')))('$name', ({ name, pattern }) => {
  const service = /eventSource=(\w+)\./.exec(pattern)?.[1];
  const names = [...pattern.matchAll(/eventName=(\w+)/g)].map(([, each]) => each);

  test.each(names)('%s raises it, and a similar event does not', (eventName) => {
    expect(raisedBy(call(service ?? 'ec2', eventName))).toContain(name);
    for (const other of [`${eventName}2`, `X${eventName}`, eventName.slice(0, -1)]) {
      expect([other, names.includes(other) || !raisedBy(call(service ?? 'ec2', other)).includes(name)]).toEqual([other, true]);
    }
    if (service) expect(raisedBy(call('example', eventName))).not.toContain(name);
  });
});

test('there are 14, each with an alarm on its own metric that any event raises', () => {
  expect([filters.length, alarms.length]).toEqual([14, 14]);
  const metrics = filters.map(({ MetricTransformations: [{ MetricNamespace, MetricName, MetricValue }] }) => `${MetricNamespace} ${MetricName} ${MetricValue}`);
  expect(alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName} 1`)).toEqual(metrics);
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      Statistic: 'Sum',
      Threshold: 1,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: expect.stringMatching(/^Alerts/) }],
    });
  }
});

test('the patterns are within the 1,024 characters of a filter', () => {
  for (const { pattern } of CIS_ALARMS) expect(pattern.length).toBeLessThanOrEqual(1024);
});

test('an evaluation that would be a guess is an error', () => {
  expect(() => matchesPattern('{$.a != "b"}', {})).toThrow('undocumented');
  expect(() => matchesPattern('{$.a > 5}', { a: 6 })).toThrow('not a token');
  expect(() => matchesPattern('ERROR', {})).toThrow('no JSON pattern');
  expect(matchesPattern('{$.a = "x" || $.a = "y" && $.b = "z"}', { a: 'x' })).toBe(true);
  expect(matchesPattern('{($.a = "x" || $.a = "y") && $.b = "z"}', { a: 'x' })).toBe(false);
});

test('the trail delivers to the log group, with a role for this trail alone', () => {
  template.hasResourceProperties('AWS::CloudTrail::Trail', {
    CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['AuditTrailLogs', 'Arn'] }, CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['AuditTrailLogsRole', 'Arn'] },
  });
  template.hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.arrayWith(['AuditTrailLogsPolicy']) });
  template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: 'account-baseline-audit-trail', RetentionInDays: 365 });
  template.hasResourceProperties('AWS::IAM::Role', {
    Path: '/account-baseline/',
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'cloudtrail.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceArn': Match.anyValue() } } }] },
  });
});

test('CloudWatch may publish to the topic for these alarms of this account, and for no others', async () => {
  const deployment = { partition: 'aws', region: 'us-east-1', account: '111122223333' };
  const loaded = new LoadedTemplate('stack', template.toJSON(), deployment);
  const [policyId] = loaded.idsOf('AWS::SNS::TopicPolicy');
  const trust = loaded.properties(policyId).PolicyDocument;
  const topic = loaded.arnOf(loaded.idsOf('AWS::SNS::Topic')[0]);
  const alarm = (account: string, name: string) => `arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`;
  const ask = (principal: string, account: string, name: string) => simulate({
    principal,
    action: 'sns:Publish',
    resource: topic,
    account: '111122223333',
    policies: [],
    trust,
    context: { 'aws:SourceArn': alarm(account, name), 'aws:SourceAccount': account, 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': account },
  });
  expect(await ask('cloudwatch.amazonaws.com', '111122223333', 'account-baseline-cis-root-usage')).toBe('Allowed');
  expect(await ask('cloudwatch.amazonaws.com', '111122223333', 'cpu')).toBe('Denied');
  expect(await ask('cloudwatch.amazonaws.com', '444455556666', 'account-baseline-cis-root-usage')).toBe('Denied');
  expect(await ask('events.amazonaws.com', '111122223333', 'account-baseline-cis-root-usage')).toBe('Denied');
});

test('a watch notifies its own topic; alone they need one; they are too large beside everything else', () => {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  const omit = [WatchPart.SECURITY_STATUS, WatchPart.EXTERNAL_ACCESS];
  const watch = new AccountWatchStack(app, 'account-baseline-watch', { emailAddresses: ['a@example.com'], auditTrail: { cisAlarms: {} }, omit });
  const text = app.synth().getStackByName('account-baseline-watch').template;
  expect(sentLength(text)).toBeLessThan(51_200);
  Annotations.fromStack(watch).hasNoError('*', Match.anyValue());
  const [{ Properties }] = Object.values<any>(Template.fromJSON(text).findResources('AWS::CloudWatch::Alarm'));
  expect(Properties.AlarmActions).toEqual([{ Ref: 'AlertsTopic' }]);
  const large = new App();
  new AccountWatchStack(large, 'account-baseline-watch', { emailAddresses: ['a@example.com'], auditTrail: { cisAlarms: {} } });
  expect(() => large.synth()).toThrow(/Invalid `auditTrail.cisAlarms` '\d+ characters': .* create an AuditTrail with them in another stack/);
  expect(() => new AuditTrail(new Stack(), 'Trail', { cisAlarms: {} })).toThrow('Invalid `cisAlarms.topic` undefined: the alarms of a trail outside of a watch notify a topic');
});

testRulePacks(() => make().stack);
