import { App, CfnCondition, CfnResource, Environment, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import * as lib from '../../src';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

const synth = () => Template.fromStack(stack);
const group = (scope: Construct, id: string, groupName: string) =>
  new lib.JobFunctionGroup(scope, id, { jobFunction: lib.JobFunction.BILLING, groupName });
const mfaGroup = (scope: Construct) => new lib.JobFunctionGroup(scope, 'MfaGroup', {
  jobFunction: lib.JobFunction.BILLING, mfaEnforcement: new lib.MfaEnforcement(scope, 'Mfa'),
});

const enforcing = (scope: Construct) => scope.node.tryFindChild('MfaGroup') as lib.JobFunctionGroup ?? mfaGroup(scope);

/** One of each kind of ours, and one of the same kind of aws-cdk-lib, by name. */
const KINDS: [string, (scope: Stack, id: string, name: string) => Construct, (scope: Stack, id: string, name: string) => Construct][] = [
  ['groupName', group, (scope, id, groupName) => new iam.Group(scope, id, { groupName })],
  [
    'userName',
    (scope, id, userName) => new lib.BaselineUser(scope, id, { userName, groups: [enforcing(scope)] }),
    (scope, id, userName) => new iam.User(scope, id, { userName, path: '/elsewhere/' }),
  ],
  [
    'userName',
    (scope, id, userName) => new lib.ProgramUser(scope, id, { userName, usableFromAnywhere: true }),
    (scope, id, userName) => new iam.CfnUser(scope, id, { userName }),
  ],
  [
    'roleName',
    (scope, id, roleName) => new lib.JobFunctionRole(scope, id, { roleName, jobFunction: lib.JobFunction.BILLING }),
    (scope, id, roleName) => new iam.Role(scope, id, { roleName, path: '/elsewhere/', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
  ],
  [
    'roleName',
    (scope, id, roleName) => new lib.SupportRole(scope, id, { roleName }),
    (scope, id, roleName) => new iam.Role(scope, id, { roleName, assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
  ],
  [
    'instanceProfileName',
    (scope, id, instanceProfileName) => new lib.Ec2InstanceRole(scope, id, { instanceProfileName }).instanceProfile as unknown as Construct,
    (scope, id, instanceProfileName) => new iam.CfnInstanceProfile(scope, id, { instanceProfileName, roles: [] }),
  ],
  [
    'managedPolicyName',
    (scope, id, managedPolicyName) => new lib.MfaEnforcement(scope, id, { managedPolicyName }),
    (scope, id, managedPolicyName) => new iam.CfnManagedPolicy(scope, id, { managedPolicyName, policyDocument: {} }),
  ],
  [
    'managedPolicyName',
    (scope, id, managedPolicyName) => new lib.WorkloadBoundary(scope, id, { managedPolicyName }),
    (scope, id, managedPolicyName) => new iam.CfnManagedPolicy(scope, id, { managedPolicyName, policyDocument: {} }),
  ],
  [
    'managedPolicyName',
    (scope, id, managedPolicyName) => new lib.LeastPrivilegePolicy(scope, id, {
      managedPolicyName, statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeRegions'], resources: ['*'] })],
    }),
    (scope, id, managedPolicyName) => new iam.CfnManagedPolicy(scope, id, { managedPolicyName, policyDocument: {} }),
  ],
];

describe.each(KINDS)('%s', (property, ours, theirs) => {
  test.each([['of ours', 'Name'], ['of ours in another case', 'NAME']])('is refused where another %s has it', (_, other) => {
    ours(stack, 'First', 'Name');
    ours(stack, 'Second', other);
    expect(synth).toThrow(new RegExp(`\\[Stack/Second[^\\]]*\\] Invalid \`${property}\` '${other}': Stack/First.* has this name already. IAM compares the names of .* without case and path`));
    expect(synth).not.toThrow(/\[Stack\/First/);
  });

  test.each([true, false])('is refused where one of the app has it, which was created first: %s', (theirsFirst) => {
    if (theirsFirst) theirs(stack, 'Theirs', 'name');
    ours(stack, 'Ours', 'Name');
    if (!theirsFirst) theirs(stack, 'Theirs', 'name');
    expect(synth).toThrow(new RegExp(`\\[Stack/Ours[^\\]]*\\] Invalid \`${property}\` 'Name': Stack/Theirs has this name already`));
  });

  test('of another name is taken', () => {
    ours(stack, 'Ours', 'Name');
    theirs(stack, 'Theirs', 'OtherName');
    expect(synth).not.toThrow();
  });
});

describe('what shares the names', () => {
  const inStack = (id: string, env?: Environment, scope: Construct = app) => new Stack(scope, id, { env });
  const account = (number: string, region = 'us-east-1') => ({ account: number, region });

  test.each<[string, boolean, () => [Construct, Construct]]>([
    ['two stacks for one account', true, () => [inStack('One', account('111122223333')), inStack('Two', account('111122223333', 'eu-west-1'))]],
    ['a stack and its nested stack', true, () => [stack, new NestedStack(stack, 'Nested')]],
    ['two stacks for different accounts', false, () => [inStack('One', account('111122223333')), inStack('Two', account('444455556666'))]],
    ['two stacks whose accounts only the deployment knows', false, () => [inStack('One'), inStack('Two')]],
    ['two stages', false, () => [inStack('One', account('111122223333'), new Stage(app, 'A')), inStack('Two', account('111122223333'), new Stage(app, 'B'))]],
  ])('%s: %s', (_, shared, scopes) => {
    const [one, other] = scopes();
    group(one, 'Group', 'Name');
    group(other, 'OtherGroup', 'name');
    if (shared) expect(() => app.synth()).toThrow(/Invalid `groupName` '(name|Name)': .* has this name already/);
    else expect(() => app.synth()).not.toThrow();
  });

  test('names of different kinds are told apart', () => {
    group(stack, 'Group', 'Name');
    new iam.User(stack, 'User', { userName: 'Name' });
    expect(synth).not.toThrow();
  });

  test('resources with different conditions may be meant never to exist together, one with and one without not', () => {
    const conditioned = (id: string, condition?: CfnCondition) => {
      (group(stack, id, 'Name').node.defaultChild as CfnResource).cfnOptions.condition = condition;
    };
    const condition = (id: string) => new CfnCondition(stack, id, { expression: Fn.conditionEquals(id, 'A') });
    conditioned('One', condition('A'));
    conditioned('Two', condition('B'));
    expect(() => app.synth()).not.toThrow();
    conditioned('Three');
    expect(() => app.synth({ force: true })).toThrow("[Stack/Three] Invalid `groupName` 'Name': Stack/One has this name already");
  });

  test('names of the baseline are named by its property', () => {
    new lib.SecureAccountBaseline(stack, 'Baseline', {
      groups: [{ jobFunction: lib.JobFunction.ADMINISTRATOR }, { jobFunction: lib.JobFunction.BILLING, groupName: 'ADMINISTRATORS' }],
      users: ['alice', 'Alice'].map((userName) => ({ userName, jobFunctions: [lib.JobFunction.BILLING] })),
      roles: { support: { roleName: 'administrator' } },
    });
    expect(synth).toThrow("Invalid `groups[1].groupName` 'ADMINISTRATORS': Stack/Baseline/Administrator has this name already");
    expect(synth).toThrow("Invalid `users[1].userName` 'Alice': Stack/Baseline/User-alice has this name already");
    expect(synth).toThrow("Invalid `roles.support.roleName` 'administrator': Stack/Baseline/Administrator/Role has this name already");
  });
});
