import { App, CfnElement, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { stringify } from 'yaml';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { Guardrail } from '../../src/permissions/guardrail';
import { JobFunction } from '../../src/permissions/job-function';
import { testRulePacks } from '../nag/rule-packs';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

function statement(sid: string): any {
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  return policy.Properties.PolicyDocument.Statement.find(({ Sid }: any) => Sid === sid);
}

function protectedResources(): any[] {
  return statement('Protected').Resource;
}

function aFunction(scope: Stack): lambda.Function {
  return new lambda.Function(scope, 'Function', {
    code: lambda.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
}

describe('one for each stack', () => {
  test('every caller gets the same guardrail, with a stable logical ID', () => {
    const first = Guardrail.of(stack);
    expect(Guardrail.of(aFunction(stack))).toBe(first);
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))).toEqual(['Guardrail91D61981']);
  });

  test('another stack has its own', () => {
    expect(Guardrail.of(new Stack(app, 'Other'))).not.toBe(Guardrail.of(stack));
  });

  test('one that is made with properties is the one', () => {
    const made = new Guardrail(stack, 'Mine', { managedPolicyName: 'Limits', path: '/security/' });
    expect(Guardrail.of(stack)).toBe(made);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'Limits', Path: '/security/' });
  });

  test('a second one is refused', () => {
    Guardrail.of(stack);
    expect(() => new Guardrail(stack, 'Second')).toThrow(/the stack already has a guardrail at Stack\/Guardrail/);
  });

  test('one that another stack makes is carried by the job functions of this one, and protects nothing more here', () => {
    const imported = Guardrail.fromGuardrailArn(stack, 'Imported', 'arn:aws:iam::123456789012:policy/account-baseline/Guardrail');
    new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.VIEW_ONLY });
    expect(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).toEqual({});
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: Match.arrayWith([imported.managedPolicyArn]) });
    expect(() => Guardrail.of(stack)).toThrow('Invalid `scope` \'Stack\': its stack imports the guardrail Stack/Imported');
    expect(() => new Guardrail(stack, 'Second')).toThrow('the stack already has a guardrail at Stack/Imported');
  });

  test('what is not the ARN of a policy is refused as one', () => {
    expect(() => Guardrail.fromGuardrailArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/Guardrail')).toThrow(/^Invalid `guardrailArn` .*give the ARN of a managed policy/);
  });
});

describe('the policy', () => {
  test('only denies', () => {
    Guardrail.of(stack);
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(policy.Properties.PolicyDocument.Statement.filter(({ Effect }: any) => Effect !== 'Deny')).toEqual([]);
  });

  test('is small, and holds no ARN of one partition', () => {
    Guardrail.of(stack);
    const yaml = stringify({ Resources: Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy') });
    expect(yaml.length).toBeLessThan(6_000);
    expect(yaml).not.toContain('arn:aws');
    expect(yaml).toMatch(/^[\x00-\x7e]*$/);
  });

  testRulePacks(() => {
    Guardrail.of(stack);
    return app;
  });
});

describe('protectStack', () => {
  test.each(['', 'account-*', '1st', 'a/b', 'a-name-of-more-than-20'])('refuses %j, which is no name of one stack, or a longer one than CloudFormation writes out', (name) => {
    expect(() => Guardrail.of(new Stack()).protectStack(name)).toThrow(`Invalid \`protectStack\` '${name}': give the name of one stack`);
  });

  test('protects a stack of the user\'s with what CloudFormation names after it', () => {
    Guardrail.of(stack).protectStack('Payments');
    expect(protectedResources()).toEqual(expect.arrayContaining([
      'arn:*:cloudformation:*:*:stack/Payments/*', 'arn:*:lambda:*:*:function:Payments-*', 'arn:*:s3:::payments-*', 'arn:*:sns:*:*:Payments-*',
    ]));
  });
});

describe('protect', () => {
  test('a function is protected with its versions and aliases', () => {
    const settings = aFunction(stack);
    Guardrail.of(stack).protect(settings.functionArn);
    const id = stack.getLogicalId(settings.node.defaultChild as lambda.CfnFunction);
    expect(protectedResources()).toEqual(expect.arrayContaining([{ 'Fn::GetAtt': [id, 'Arn'] }, { 'Fn::Sub': `\${${id}.Arn}:*` }]));
  });

  test('a logical id that is overridden later is the one that counts', () => {
    const settings = aFunction(stack);
    Guardrail.of(stack).protect(settings.functionArn);
    (settings.node.defaultChild as lambda.CfnFunction).overrideLogicalId('Pinned');
    expect(protectedResources()).toContainEqual({ 'Fn::Sub': '${Pinned.Arn}:*' });
  });

  test('a rule is protected as it is, and twice is once', () => {
    const rule = new events.Rule(stack, 'Rule', { schedule: events.Schedule.cron({}) });
    Guardrail.of(stack).protect(rule.ruleArn);
    const once = protectedResources().length;
    app = new App();
    stack = new Stack(app, 'Stack');
    const again = new events.Rule(stack, 'Rule', { schedule: events.Schedule.cron({}) });
    Guardrail.of(stack).protect(again.ruleArn, again.ruleArn);
    expect(protectedResources()).toHaveLength(once);
  });

  test('no event source may invoke it, regardless of its owner', () => {
    const settings = aFunction(stack);
    Guardrail.of(stack).protect(settings.functionArn, 'arn:*:lambda:*:*:function:payments');
    const arn = stack.resolve(settings.functionArn);
    expect(statement('Mappings').Condition).toEqual({
      ArnLike: {
        'lambda:FunctionArn': [
          'arn:*:lambda:*:*:function:account-baseline-*', arn, { 'Fn::Sub': `\${${arn['Fn::GetAtt'][0]}.Arn}:*` },
          'arn:*:lambda:*:*:function:payments', 'arn:*:lambda:*:*:function:payments:*',
        ],
      },
    });
  });

  test('a bucket is protected with its objects, a log group in both forms of its ARN', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const log = new logs.LogGroup(stack, 'Log');
    Guardrail.of(stack).protect(bucket.bucketArn, log.logGroupArn, 'arn:aws:s3:::example', 'arn:*:logs:*:*:log-group:orders', 'arn:*:logs:*:*:log-group:bills:*');
    const [bucketId, logId] = [bucket, log].map((resource) => stack.getLogicalId(resource.node.defaultChild as CfnElement));
    expect(protectedResources()).toEqual(expect.arrayContaining([
      { 'Fn::GetAtt': [bucketId, 'Arn'] }, { 'Fn::Sub': `\${${bucketId}.Arn}/*` },
      { 'Fn::GetAtt': [logId, 'Arn'] }, { 'Fn::Sub': `arn:*:logs:*:*:log-group:\${${logId}}` },
      'arn:aws:s3:::example', 'arn:aws:s3:::example/*',
      'arn:*:logs:*:*:log-group:orders', 'arn:*:logs:*:*:log-group:orders:*', 'arn:*:logs:*:*:log-group:bills:*', 'arn:*:logs:*:*:log-group:bills',
    ]));
  });

  test('an ARN with more around the attribute is protected as it is written', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const before = Guardrail.of(stack) && protectedResources().length;
    app = new App();
    stack = new Stack(app, 'Stack');
    Guardrail.of(stack).protect(new s3.Bucket(stack, 'Bucket').arnForObjects('invoices/*'));
    expect(bucket).toBeDefined();
    expect(protectedResources()).toHaveLength(before + 1);
  });

  test('literal ARNs and parameters pass', () => {
    const literal = 'arn:aws:lambda:eu-west-1:123456789012:function:settings';
    Guardrail.of(stack).protect(literal, new CfnParameter(stack, 'Secret').valueAsString, Fn.importValue('Topic'));
    expect(protectedResources()).toEqual(expect.arrayContaining([literal, `${literal}:*`, { Ref: 'Secret' }, { 'Fn::ImportValue': 'Topic' }]));
  });

  test('a resource of another stack is refused, since it would tie the stacks together', () => {
    const other = aFunction(new Stack(app, 'Other'));
    expect(() => Guardrail.of(stack).protect(other.functionArn)).toThrow(/Invalid `protect` 'Other\/Function\/Resource': it belongs to another stack/);
  });

  test('more than IAM takes is refused at synth, with the calls that took the most', () => {
    const guardrail = Guardrail.of(stack);
    guardrail.protectStack('Payments');
    guardrail.protect(aFunction(stack).functionArn, ...Array.from({ length: 80 }, (_, index) => `arn:aws:sns:eu-west-1:123456789012:topic-number-${index}`));
    expect(() => app.synth()).toThrow(new RegExp('Invalid `protect` \'\\d+ characters\': the policy may have 6144: protect\\(Stack/Function/Resource\\) takes 26\\d, '
      + 'protectStack\\(\'Payments\'\\) takes 20\\d, protect\\(\'arn:aws:sns:eu-west-1:123456789012:topic-number-\\d+\'\\) takes 5\\d, .*, 77 more calls. Protect fewer ARNs'));
  });

  test('four functions, whatever CloudFormation calls them, fit', () => {
    const functions = Array.from({ length: 4 }, (_, index) => new lambda.Function(stack, `Function${index}`, {
      code: lambda.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
    }));
    Guardrail.of(stack).protect(...functions.map(({ functionArn }) => functionArn));
    expect(() => app.synth()).not.toThrow();
  });
});

test.each([
  ['path', { path: 'baseline' }],
  ['managedPolicyName', { managedPolicyName: 'no spaces' }],
])('%s: %j is refused', (property, props) => {
  expect(() => new Guardrail(stack, 'Guardrail', props)).toThrow(new RegExp(`^Invalid \`${property}\` `));
});
