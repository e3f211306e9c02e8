import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { isDenied } from '../../proof/engine/quick';
import { COMMERCIAL, loadTemplate, policiesOfGroup } from '../../proof/engine/template';
import { Guardrail, JobFunction, JobFunctionGroup, WorkloadBoundary } from '../../src';

const { account, region } = COMMERCIAL;
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

/** What would change or use a resource, by its type: the call, and the ARN that it names. */
const CHANGES: Record<string, (name: string) => [action: string, arn: string, context?: Record<string, string>][]> = {
  'AWS::Events::Rule': (name) => [['events:DisableRule', arn('events', `rule/${name}`)], ['events:RemoveTargets', arn('events', `rule/${name}`)]],
  'AWS::Lambda::Function': (name) => [
    ['lambda:UpdateFunctionCode', arn('lambda', `function:${name}`)],
    ['lambda:InvokeFunction', arn('lambda', `function:${name}`)],
    ['lambda:InvokeFunction', arn('lambda', `function:${name}:live`)],
  ],
  'AWS::Logs::LogGroup': (name) => [
    ['logs:DeleteLogGroup', arn('logs', `log-group:${name}`)],
    ['logs:DeleteLogGroup', arn('logs', `log-group:${name}:*`)],
    ['logs:DeleteLogStream', arn('logs', `log-group:${name}:log-stream:1`)],
  ],
  'AWS::S3::Bucket': (name) => [
    ['s3:PutBucketPolicy', `arn:aws:s3:::${name.toLowerCase()}`],
    ['s3:DeleteObject', `arn:aws:s3:::${name.toLowerCase()}/invoices/1`],
  ],
  'AWS::SNS::Topic': (name) => [['sns:DeleteTopic', arn('sns', name)], ['sns:Publish', arn('sns', name)]],
};

/** A stack of the user's own, under names that CloudFormation gives. */
function payments(): Stack {
  const stack = new Stack(new App(), 'Payments');
  const handler = new lambda.Function(stack, 'Worker', {
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
    logGroup: new logs.LogGroup(stack, 'Log', { removalPolicy: RemovalPolicy.DESTROY }),
  });
  new events.Rule(stack, 'Nightly', { schedule: events.Schedule.cron({}), targets: [new targets.LambdaFunction(handler)] });
  new s3.Bucket(stack, 'Invoices');
  new sns.Topic(stack, 'Paid');
  return stack;
}

function policies(protect: (policy: Guardrail | WorkloadBoundary) => void): Record<string, any[]> {
  const stack = new Stack(new App(), 'Baseline');
  new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.POWER_USER });
  [Guardrail.of(stack), new WorkloadBoundary(stack, 'Boundary')].forEach((policy) => protect(policy));
  const template = loadTemplate(stack);
  return {
    guardrail: policiesOfGroup(template, 'PowerUsers'),
    boundary: [template.managedPolicy(template.find('AWS::IAM::ManagedPolicy', 'WorkloadBoundary'))],
  };
}

const template = loadTemplate(payments());
const named = Object.entries(CHANGES).flatMap(([type, changes]) => template.idsOf(type).flatMap((id) => changes(`Payments-${id.slice(0, 24)}-1A2B3C4D5E6F`)));
const ofStack = [...['UpdateStack', 'DeleteStack'].map((action): [string, string] => [`cloudformation:${action}`, arn('cloudformation', 'stack/Payments/1')]), ...named];

const unprotected = policies(() => undefined);
const byStack = policies((policy) => policy.protectStack('Payments'));
const byArn = policies((policy) => policy.protect(
  'arn:*:lambda:*:*:function:Payments-Worker*', 'arn:*:logs:*:*:log-group:Payments-Log*', 'arn:*:events:*:*:rule/Payments-*', 'arn:*:s3:::payments-*', 'arn:*:sns:*:*:Payments-*',
));

function denied(held: any[], action: string, resource: string, context: Record<string, string> = {}): boolean {
  return isDenied({ principal: `arn:aws:iam::${account}:user/account-baseline/eve`, action, resource, account, policies: held, context: { 'aws:username': 'eve', ...context } });
}

describe.each(['guardrail', 'boundary'])('the %s', (kind) => {
  test.each(ofStack)('denies %s on %s where the stack is protected, and only there', (action, resource) => {
    expect(denied(byStack[kind], action, resource)).toBe(true);
    expect(denied(unprotected[kind], action, resource)).toBe(false);
  });

  test.each(named)('denies %s on %s where the resource is protected', (action, resource) => {
    expect(denied(byArn[kind], action, resource)).toBe(true);
  });

  test('denies event source mappings to a function that is protected, and to no other', () => {
    const create = (name: string) => denied(byArn[kind], 'lambda:CreateEventSourceMapping', '*', { 'lambda:FunctionArn': arn('lambda', `function:${name}`) });
    expect([create('Payments-Worker-1A2B'), create('Payments-Worker-1A2B:live'), create('Payments-Other-1A2B')]).toEqual([true, true, false]);
  });

  test.each([
    ['lambda:GetFunction', arn('lambda', 'function:Payments-Worker-1')],
    ['cloudformation:DescribeStacks', arn('cloudformation', 'stack/Payments/1')],
    ['lambda:UpdateFunctionCode', arn('lambda', 'function:PaymentsReport')],
    ['s3:DeleteObject', 'arn:aws:s3:::paymentsreport/1'],
  ])('leaves %s on %s open', (action, resource) => {
    expect(denied(byStack[kind], action, resource)).toBe(false);
  });
});

test('every kind of resource that protectStack names is tried', () => {
  expect(Object.keys(CHANGES).filter((type) => template.idsOf(type).length === 0)).toEqual([]);
});
