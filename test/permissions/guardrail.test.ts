import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { stringify } from 'yaml';
import { Guardrail } from '../../src/permissions/guardrail';
import { testRulePacks } from '../nag/rule-packs';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

function protectedResources(): any[] {
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  return policy.Properties.PolicyDocument.Statement.find(({ Sid }: any) => Sid === 'Protected').Resource;
}

function aFunction(scope: Stack): lambda.Function {
  return new lambda.Function(scope, 'Function', {
    code: lambda.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
}

describe('one for each stack', () => {
  test('whoever asks gets the same, under a logical id that stays', () => {
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

  test('to ask whether there is one makes none', () => {
    expect(Guardrail.isUsedIn(stack)).toBe(false);
    Guardrail.of(stack);
    expect(Guardrail.isUsedIn(stack)).toBe(true);
    expect(Guardrail.isUsedIn(new Stack(app, 'Other'))).toBe(false);
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
    expect(yaml.length).toBeLessThan(5_000);
    expect(yaml).not.toContain('arn:aws');
    expect(yaml).toMatch(/^[\x00-\x7e]*$/);
  });

  testRulePacks(() => {
    Guardrail.of(stack);
    return app;
  });
});

test.each(['', 'account-*', '1st', 'a/b', 'a-name-of-more-than-20'])('protectStack refuses %j, which is no name of one stack', (name) => {
  expect(() => Guardrail.of(new Stack()).protectStack(name)).toThrow(`Invalid \`stackName\` '${name}': give the name of one stack`);
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

  test('literal ARNs and parameters pass', () => {
    const literal = 'arn:aws:lambda:eu-west-1:123456789012:function:settings';
    Guardrail.of(stack).protect(literal, new CfnParameter(stack, 'Secret').valueAsString, Fn.importValue('Topic'));
    expect(protectedResources()).toEqual(expect.arrayContaining([literal, `${literal}:*`, { Ref: 'Secret' }, { 'Fn::ImportValue': 'Topic' }]));
  });

  test('a resource of another stack is refused, since it would tie the stacks together', () => {
    const other = aFunction(new Stack(app, 'Other'));
    expect(() => Guardrail.of(stack).protect(other.functionArn)).toThrow(/Invalid `protect` 'Other\/Function\/Resource': it belongs to another stack/);
  });

  test('more than IAM takes is refused at synth, with the size', () => {
    Guardrail.of(stack).protect(...Array.from({ length: 80 }, (_, index) => `arn:aws:sns:eu-west-1:123456789012:topic-number-${index}`));
    expect(() => app.synth()).toThrow(/Invalid `protect` '\d+ characters': the policy may have 6144/);
  });

  test('eight functions, whatever CloudFormation calls them, fit', () => {
    const functions = Array.from({ length: 8 }, (_, index) => new lambda.Function(stack, `Function${index}`, {
      code: lambda.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
    }));
    Guardrail.of(stack).protect(...functions.map(({ functionArn }) => functionArn));
    expect(() => app.synth()).not.toThrow();
  });
});

test.each([
  ['path', { path: 'baseline' }],
  ['managedPolicyName', { managedPolicyName: 'no blanks' }],
])('%s: %j is refused', (property, props) => {
  expect(() => new Guardrail(stack, 'Guardrail', props)).toThrow(new RegExp(`^Invalid \`${property}\` `));
});
