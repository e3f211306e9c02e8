import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { decisionOfPowerUser } from '../../proof/engine/power-user';
import { COMMERCIAL, LoadedTemplate, loadTemplate } from '../../proof/engine/template';
import { AccountWatchStack, CredentialWatchStack, Guardrail, SecureAccountBaseline } from '../../src';

const { account, region } = COMMERCIAL;
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

/** What would silence a resource of a watch, by its type: the call, and the ARN that it names. */
const SILENCED: Record<string, (name: string) => [action: string, arn: string][]> = {
  'AWS::Events::Rule': (name) => [['events:DisableRule', arn('events', `rule/${name}`)], ['events:RemoveTargets', arn('events', `rule/${name}`)]],
  'AWS::Lambda::Function': (name) => [
    ['lambda:UpdateFunctionCode', arn('lambda', `function:${name}`)],
    ['lambda:PutFunctionConcurrency', arn('lambda', `function:${name}`)],
    ['lambda:InvokeFunction', arn('lambda', `function:${name}`)],
  ],
  'AWS::Logs::LogGroup': (name) => [['logs:DeleteLogGroup', arn('logs', `log-group:${name}`)], ['logs:DeleteLogStream', arn('logs', `log-group:${name}:log-stream:1`)]],
  'AWS::S3::Bucket': (name) => [
    ['s3:PutBucketPolicy', `arn:aws:s3:::${name.toLowerCase()}`],
    ['s3:DeleteObject', `arn:aws:s3:::${name.toLowerCase()}/AWSLogs/1`],
    ['s3:PutLifecycleConfiguration', `arn:aws:s3:::${name.toLowerCase()}`],
  ],
  'AWS::SNS::Topic': (name) => [['sns:DeleteTopic', arn('sns', name)], ['sns:Unsubscribe', arn('sns', name)], ['sns:SetTopicAttributes', arn('sns', name)]],
};

/** What is a part of one of these, or closed to power users by the rest of the guardrail: identities, the record of what happened, parameters. */
const ELSEWHERE = /^(AWS::(IAM::|CloudTrail::|AccessAnalyzer::|CDK::Metadata|SSM::Parameter|Lambda::(Permission|EventInvokeConfig)|SNS::(Subscription|TopicPolicy)|S3::BucketPolicy)|Custom::)/;

const app = new App();
const WATCHES: Stack[] = [
  new AccountWatchStack(app, 'account-watch', { emailAddresses: ['security@example.com'], auditTrail: {} }),
  new CredentialWatchStack(app, 'Credential-Watch', { emailAddresses: ['security@example.com'], driftGuard: {} }),
];

function baseline(...protectedStacks: string[]): LoadedTemplate {
  const stack = new Stack(new App(), 'Baseline');
  new SecureAccountBaseline(stack, 'Baseline');
  protectedStacks.forEach((name) => Guardrail.of(stack).protectStack(name));
  return loadTemplate(stack);
}
const [guarded, unguarded] = [baseline(...WATCHES.map(({ stackName }) => stackName)), baseline()];

/** With a name as CloudFormation gives it. */
const changes = WATCHES.flatMap((watch) => [
  ['cloudformation:DeleteStack', arn('cloudformation', `stack/${watch.stackName}/1`)],
  ['cloudformation:UpdateStack', arn('cloudformation', `stack/${watch.stackName}/1`)],
  ...resourcesOf(watch).flatMap(([id, type]) => SILENCED[type]?.(`${watch.stackName}-${id.slice(0, 24)}-1A2B3C4D5E6F`) ?? []),
]);

function resourcesOf(stack: Stack): [id: string, type: string][] {
  return Object.entries(Template.fromStack(stack).toJSON().Resources).map(([id, { Type }]: [string, any]) => [id, Type]);
}

test('every kind of resource of a watch is thought of', () => {
  const types = [...new Set(WATCHES.flatMap(resourcesOf).map(([, type]) => type))];
  expect(types.filter((type) => !SILENCED[type] && !ELSEWHERE.test(type))).toEqual([]);
  expect(Object.keys(SILENCED).filter((type) => !types.includes(type))).toEqual([]);
});

test('the parameters of a watch lie where the guardrail protects all of them', () => {
  const names = WATCHES.flatMap((watch) => Object.values<any>(Template.fromStack(watch).findResources('AWS::SSM::Parameter')).map(({ Properties }) => Properties.Name));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !name.startsWith('/account-baseline/'))).toEqual([]);
});

test.each(changes)('%s on %s is denied where the stack is protected, and only there', async (action, resource) => {
  expect(await decisionOfPowerUser(guarded, action, resource)).toBe('Denied');
  expect(await decisionOfPowerUser(unguarded, action, resource)).toBe('Allowed');
});

test.each([
  ['lambda:GetFunction', arn('lambda', 'function:account-watch-SecurityStatus-1')],
  ['cloudformation:DescribeStacks', arn('cloudformation', 'stack/account-watch/1')],
  ['lambda:UpdateFunctionCode', arn('lambda', 'function:account-watcher')],
  ['s3:DeleteObject', 'arn:aws:s3:::account-watching/1'],
])('%s on %s stays allowed', async (action, resource) => {
  expect(await decisionOfPowerUser(guarded, action, resource)).toBe('Allowed');
});
