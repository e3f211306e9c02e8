import { App, CfnParameter, PermissionsBoundary as BoundaryByName, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { WorkloadBoundary } from '../../src/permissions/workload-boundary';
import { testRulePacks } from '../nag/rule-packs';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

function boundaryIn(template: Template): any {
  return Object.values(template.findResources('AWS::IAM::ManagedPolicy'))[0].Properties;
}

function boundaryOf(template: Template, type: string): any[] {
  return Object.values(template.findResources(type)).map(({ Properties }) => Properties?.PermissionsBoundary);
}

function conditionOf(template: Template): any {
  return boundaryIn(template).PolicyDocument.Statement.find(({ Sid }: any) => Sid === 'OnlyBounded').Condition.StringNotEquals;
}

function aFunction(scope: Construct): lambda.Function {
  return new lambda.Function(scope, 'Function', {
    code: lambda.Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  });
}

describe('the policy', () => {
  test('names itself as what others have to carry', () => {
    new WorkloadBoundary(stack, 'Boundary');
    const template = Template.fromStack(stack);
    expect(boundaryIn(template)).toMatchObject({ ManagedPolicyName: 'WorkloadBoundary', Path: '/account-baseline/' });
    expect(conditionOf(template)).toEqual({
      'iam:PermissionsBoundary': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/account-baseline/WorkloadBoundary' },
    });
  });

  test('a name of the user\'s is the one that it demands', () => {
    new WorkloadBoundary(stack, 'Boundary', { managedPolicyName: 'Fence' });
    const template = Template.fromStack(stack);
    expect(boundaryIn(template).ManagedPolicyName).toBe('Fence');
    expect(JSON.stringify(conditionOf(template))).toContain(':policy/account-baseline/Fence"');
  });

  test('so is one that only the deployment knows', () => {
    new WorkloadBoundary(stack, 'Boundary', { managedPolicyName: new CfnParameter(stack, 'Name').valueAsString });
    const template = Template.fromStack(stack);
    expect(boundaryIn(template).ManagedPolicyName).toEqual({ Ref: 'Name' });
    expect(conditionOf(template)['iam:PermissionsBoundary']).toEqual({
      'Fn::Sub': ['arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/account-baseline/${Name}', { Name: { Ref: 'Name' } }],
    });
  });

  test.each(['no spaces', '', 'x'.repeat(129), 'a/b'])('the name %j is refused', (managedPolicyName) => {
    expect(() => new WorkloadBoundary(stack, 'Boundary', { managedPolicyName })).toThrow(/^Invalid `managedPolicyName` '.*': a name in IAM/);
  });

  test('leaves room for what is protected, and holds no ARN of one partition', () => {
    new WorkloadBoundary(stack, 'Boundary');
    const policies = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
    const yaml = stringify({ Resources: policies });
    expect(yaml).not.toContain('arn:aws');
    expect(yaml).toMatch(/^[\x00-\x7e]*$/);
    expect(JSON.stringify(boundaryIn(Template.fromStack(stack)).PolicyDocument).length).toBeLessThan(5_000);
    expect(Object.values(policies)[0].Properties).not.toHaveProperty('Description');
  });

  test('has one statement that allows, and that is all of it', () => {
    new WorkloadBoundary(stack, 'Boundary');
    const statements = boundaryIn(Template.fromStack(stack)).PolicyDocument.Statement;
    expect(statements.filter(({ Effect }: any) => Effect === 'Allow')).toEqual([{ Sid: 'Most', Effect: 'Allow', Action: '*', Resource: '*' }]);
  });

  testRulePacks(() => {
    new WorkloadBoundary(stack, 'Boundary');
    return app;
  });
});

describe('applyTo', () => {
  let workload: Stack;
  let boundary: WorkloadBoundary;

  beforeEach(() => {
    boundary = new WorkloadBoundary(stack, 'Boundary');
    workload = new Stack(app, 'Workload');
  });

  test('puts it on every role and user below, also on those that other constructs make', () => {
    aFunction(workload);
    new iam.User(workload, 'Machine');
    new iam.CfnRole(workload, 'Raw', { assumeRolePolicyDocument: {} });
    boundary.applyTo(workload);
    // What comes later is below the scope as well.
    new iam.Role(workload, 'Later', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const template = Template.fromStack(workload);
    const carried = [...boundaryOf(template, 'AWS::IAM::Role'), ...boundaryOf(template, 'AWS::IAM::User')];
    expect(carried).toHaveLength(4);
    for (const each of carried) expect(each).toEqual({ 'Fn::ImportValue': expect.stringContaining('Boundary') });
  });

  test('also on the roles of the custom resources of CDK, which are no roles to CDK', () => {
    new s3.Bucket(workload, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    boundary.applyTo(workload);
    expect(boundaryOf(Template.fromStack(workload), 'AWS::IAM::Role')).toEqual([{ 'Fn::ImportValue': expect.stringContaining('Boundary') }]);
  });

  test('and instead of any other', () => {
    new iam.Role(workload, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'),
    });
    boundary.applyTo(workload);
    expect(boundaryOf(Template.fromStack(workload), 'AWS::IAM::Role')).toEqual([{ 'Fn::ImportValue': expect.stringContaining('Boundary') }]);
  });

  test('nothing beside the scope carries it', () => {
    new iam.User(stack, 'Other');
    boundary.applyTo(workload);
    expect(boundaryOf(Template.fromStack(stack), 'AWS::IAM::User')).toEqual([undefined]);
  });

  test('in the same stack the roles come after it', () => {
    const team = new Construct(stack, 'Team');
    new iam.Role(team, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    boundary.applyTo(team);
    const id = stack.getLogicalId(boundary.node.defaultChild as iam.CfnManagedPolicy);
    expect(boundaryOf(Template.fromStack(stack), 'AWS::IAM::Role')).toEqual([{ Ref: id }]);
  });

  test('an identity of the baseline is refused at synth', () => {
    new iam.Role(stack, 'Administrator', { path: '/account-baseline/', assumedBy: new iam.AccountRootPrincipal() });
    new iam.User(stack, 'Person', { path: '/account-baseline/people/' });
    boundary.applyTo(app);
    expect(() => app.synth()).toThrow(/Invalid `applyTo` 'Stack\/Administrator\/Resource': it is under \/account-baseline\/[^]*Invalid `applyTo` 'Stack\/Person\/Resource'/);
  });

  test('a role whose path only the deployment knows passes', () => {
    new iam.Role(workload, 'Role', { path: new CfnParameter(workload, 'Path').valueAsString, assumedBy: new iam.AccountRootPrincipal() });
    boundary.applyTo(workload);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('protect', () => {
  test('takes ARNs of every kind', () => {
    const settings = aFunction(stack);
    new WorkloadBoundary(stack, 'Boundary').protect(settings.functionArn, 'arn:*:sns:*:*:orders-*');
    const statement = boundaryIn(Template.fromStack(stack)).PolicyDocument.Statement.find(({ Sid }: any) => Sid === 'Protected');
    const id = stack.getLogicalId(settings.node.defaultChild as lambda.CfnFunction);
    expect(statement.Resource).toEqual(expect.arrayContaining([{ 'Fn::GetAtt': [id, 'Arn'] }, { 'Fn::Sub': `\${${id}.Arn}:*` }, 'arn:*:sns:*:*:orders-*']));
  });

  test('twenty ARNs fit', () => {
    new WorkloadBoundary(stack, 'Boundary').protect(...Array.from({ length: 20 }, (_, index) => `arn:aws:sns:eu-west-1:123456789012:topic-${index}`));
    expect(() => app.synth()).not.toThrow();
  });

  test('more than IAM takes is refused at synth, with the size', () => {
    new WorkloadBoundary(stack, 'Boundary').protect(...Array.from({ length: 80 }, (_, index) => `arn:aws:sns:eu-west-1:123456789012:topic-number-${index}`));
    expect(() => app.synth()).toThrow(/Invalid `protect` '\d+ characters': the policy may have 6144: protect\('arn:aws:sns:eu-west-1:123456789012:topic-number-\d+'\) takes 5\d/);
  });

  test('a stack can be named as well', () => {
    new WorkloadBoundary(stack, 'Boundary').protectStack('Payments');
    expect(JSON.stringify(boundaryIn(Template.fromStack(stack)))).toContain('arn:*:cloudformation:*:*:stack/Payments/*');
  });
});

test('an app of others takes it by its name', () => {
  const stage = new Stage(app, 'Stage', { permissionsBoundary: BoundaryByName.fromName('account-baseline/WorkloadBoundary') });
  const other = new Stack(stage, 'Other');
  new iam.Role(other, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  expect(JSON.stringify(boundaryOf(Template.fromStack(other), 'AWS::IAM::Role'))).toContain(':policy/account-baseline/WorkloadBoundary');
});
