import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlertTopic } from '../../src/watch/alerts/alert-topic';
import { WatchFunction, WatchFunctionProps } from '../../src/watch/watch-function';
import { testRulePacks } from '../nag/rule-packs';

function make(props: Partial<WatchFunctionProps> = {}, withTopic = false) {
  const app = new App();
  const stack = new Stack(app, 'stack');
  const topic = withTopic ? new AlertTopic(stack, 'Alerts') : undefined;
  const watch = new WatchFunction(stack, 'Watch', {
    handler: 'security-status',
    statements: [new iam.PolicyStatement({ actions: ['iam:GetAccountSummary'], resources: ['*'] })],
    acknowledgements: { 'AwsSolutions-IAM5[Resource::*]': 'It has no resource.' },
    topic,
    ...props,
  });
  return { app, stack, watch, template: () => Template.fromStack(stack) };
}

test('the role carries a managed policy of exactly the calls that were asked for, and its log', () => {
  const { template } = make();
  template().hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Path: '/account-baseline/',
    Description: Match.absent(),
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'iam:GetAccountSummary', Resource: '*' },
        { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::Sub': '${SecurityStatusLogs.Arn}' } },
      ],
    },
  });
  template().hasResourceProperties('AWS::IAM::Role', { Path: '/account-baseline/', Policies: Match.absent(), ManagedPolicyArns: Match.absent() });
  template().resourceCountIs('AWS::Events::Rule', 0);
});

test('with a topic it may publish to that one and knows its name', () => {
  const { template } = make({ environment: { SELF_HEAL: '45' } }, true);
  const publish = { Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: Match.stringLikeRegexp('Alerts') } };
  template().hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([publish]) } });
  template().hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { SELF_HEAL: '45', TOPIC_ARN: { Ref: Match.stringLikeRegexp('Alerts') } } },
  });
});

test('with an encrypted topic it may use the key, also one that is imported', () => {
  const { stack, template } = make();
  const key = new kms.Key(stack, 'Key');
  const own = new sns.Topic(stack, 'Own', { masterKey: key });
  const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const imported = sns.Topic.fromTopicAttributes(stack, 'Imported', { topicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts', keyArn });
  for (const [id, topic] of Object.entries({ own, imported })) new WatchFunction(stack, id, { handler: 'security-status', purpose: id, statements: [], topic });
  for (const Resource of [stack.resolve(key.keyArn), keyArn]) {
    template().hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource }]) },
    });
  }
});

test('it runs by its schedule, and only EventBridge may call it', () => {
  const { template } = make({ schedule: events.Schedule.rate(Duration.days(1)) });
  template().hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', State: 'ENABLED' });
  template().hasResourceProperties('AWS::Lambda::Permission', { Principal: 'events.amazonaws.com', SourceArn: Match.anyValue() });
});

test.each([[undefined, 'account-baseline-security-status'], ['status', 'account-baseline-status']])('function, log and rule have the name of their purpose, %s', (purpose, name) => {
  const { template } = make({ purpose, schedule: events.Schedule.rate(Duration.days(1)) });
  template().hasResourceProperties('AWS::Lambda::Function', { FunctionName: name });
  template().hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: name });
  template().hasResourceProperties('AWS::Events::Rule', { Name: name });
});

test('the function exists only after its permissions do', () => {
  make().template().hasResource('AWS::Lambda::Function', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('Policy')]) });
});

testRulePacks(() => make({ schedule: events.Schedule.rate(Duration.days(1)) }, true).app);
