import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findingsIn } from './findings';
import { paths } from '../../proof/data/escalation-paths.json';
import { AccessChecks, WorkloadBoundary } from '../../src';
import { ESCALATION_PATHS } from '../../src/permissions/escalation-paths';

const lambda = new iam.ServicePrincipal('lambda.amazonaws.com');

/** What is found about a role with some statements. */
function ofRole(...statements: iam.PolicyStatementProps[]): string[] {
  return Object.keys(findingsIn((stack) => {
    const role = new iam.Role(stack, 'Role', { assumedBy: lambda });
    for (const statement of statements) role.addToPolicy(new iam.PolicyStatement(statement));
  })).sort();
}

const escalation = (actions: string) => `AccessChecks-PrivilegeEscalation[${actions}]`;

test('the paths are those of the catalog, without those of which another needs fewer actions', () => {
  const own = ESCALATION_PATHS.map(({ kind, actions }) => kind === 'passed role' ? ['iam:PassRole', ...actions] : actions);
  const catalog = paths.map(({ actions }) => actions);
  const within = (one: string[], other: string[]) => one.every((action) => other.includes(action));
  expect(catalog.filter((path) => !own.some((each) => within(each, path)))).toEqual([]);
  expect(own.filter((each) => !catalog.some((path) => within(each, path) && within(path, each)))).toEqual([]);
});

test('a role that reads one bucket has no finding', () => {
  expect(ofRole({ actions: ['s3:GetObject*', 'iam:Get*'], resources: ['arn:aws:s3:::reports/*'] })).toEqual([]);
});

test.each([
  ['iam:CreatePolicyVersion'], ['iam:AddUserToGroup'], ['iam:UpdateAssumeRolePolicy'], ['sso:PutInlinePolicyToPermissionSet'], ['iam:CreateLoginProfile'],
])('%s is a path of its own, and denied it is none', (action) => {
  expect(ofRole({ actions: [action], resources: ['*'] })).toEqual([escalation(action)]);
  expect(ofRole({ actions: [action], resources: ['*'] }, { effect: iam.Effect.DENY, actions: ['iam:*', 'sso:*'], resources: ['*'] })).toEqual([]);
});

test('a path needs all of its actions', () => {
  expect(ofRole({ actions: ['iam:PassRole'], resources: ['*'] })).toEqual([]);
  expect(ofRole({ actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'], resources: ['*'] })).toEqual([]);
  expect(ofRole({ actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], resources: ['*'] }))
    .toEqual([escalation('iam:PassRole+lambda:CreateFunction+lambda:InvokeFunction')]);
});

test('to pass roles is a path only to the services that may be given the role', () => {
  const create = { actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'], resources: ['*'] };
  const passTo = (service: string) => ({ actions: ['iam:PassRole'], resources: ['*'], conditions: { StringEquals: { 'iam:PassedToService': service } } });
  expect(ofRole(create, passTo('ec2.amazonaws.com'))).toEqual([]);
  expect(ofRole(create, passTo('lambda.amazonaws.com'))).toEqual([escalation('iam:PassRole+lambda:CreateFunction+lambda:InvokeFunction')]);
});

test('to pass the roles of one path is no path to any role, whether an Allow or a Deny says so', () => {
  const create = { actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'], resources: ['*'] };
  const workload = ['arn:aws:iam::*:role/workload/*'];
  expect(ofRole(create, { actions: ['iam:PassRole'], resources: workload })).toEqual([]);
  expect(ofRole({ actions: ['lambda:*', 'iam:PassRole'], resources: ['*'] }, { effect: iam.Effect.DENY, actions: ['iam:PassRole'], notResources: workload })
    .filter((id) => id.includes('PassRole'))).toEqual([]);
});

test('the credentials of their own IAM user are no gain', () => {
  const own = ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}', 'arn:aws:iam::*:mfa/*'];
  expect(ofRole({ actions: ['iam:CreateAccessKey'], resources: own })).toEqual([]);
  expect(ofRole({ actions: ['iam:CreateAccessKey'], resources: ['*'] }, { effect: iam.Effect.DENY, actions: ['iam:CreateAccessKey'], notResources: own })).toEqual([]);
  expect(ofRole({ actions: ['iam:CreateAccessKey'], resources: [...own, 'arn:aws:iam::*:user/team/*'] })).toEqual([escalation('iam:CreateAccessKey')]);
});

test('what a policy names by a pattern is a warning where a resource has a role already', () => {
  const policy = (resource: string) => ({ actions: ['lambda:UpdateFunctionCode'], resources: [resource] });
  expect(ofRole(policy('arn:aws:lambda:*:*:function:orders-*'))).toEqual([]);
  expect(ofRole(policy('arn:aws:lambda:*:*:function:*'))).toEqual([escalation('lambda:UpdateFunctionCode')]);
  const app = new App();
  new iam.Role(new Stack(app, 'S'), 'Role', { assumedBy: lambda }).addToPolicy(new iam.PolicyStatement(policy('*')));
  expect(new AccessChecks(app).validate({ templatePaths: [] })).toMatchObject({ success: true, violations: [{ severity: 'warning' }] });
});

test('roles that are assumed by a pattern are a path, named roles are not', () => {
  expect(ofRole({ actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::*:role/cdk-*'] })).toEqual([escalation('sts:AssumeRole')]);
  expect(ofRole({ actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::111122223333:role/cdk-deploy'] })).toEqual([]);
});

test('a required boundary closes the paths to identities without it', () => {
  const actions = ['iam:AttachRolePolicy', 'iam:PutRolePolicy'];
  const found = (boundary: (stack: Stack) => string, operator = 'StringEquals') => Object.keys(findingsIn((stack) => {
    new iam.Role(stack, 'Role', { assumedBy: lambda }).addToPolicy(new iam.PolicyStatement({
      actions, resources: ['*'], conditions: { [operator]: { 'iam:PermissionsBoundary': boundary(stack) } },
    }));
  }));
  expect(found((stack) => new WorkloadBoundary(stack, 'Boundary').managedPolicyArn)).toEqual([]);
  expect(found(() => 'arn:aws:iam::111122223333:policy/boundary', 'ArnEquals')).toEqual([]);
  for (const boundary of ['*', 'arn:aws:iam::aws:policy/AdministratorAccess']) {
    expect(found(() => boundary, 'StringLike')).toEqual(actions.map(escalation));
  }
});

test('an administrator has one finding, and none within a boundary', () => {
  const administrator = (boundary?: iam.IManagedPolicy) => (stack: Stack) => {
    const role = new iam.Role(stack, 'Role', { assumedBy: lambda, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] });
    // An aspect, which the synthesis applies.
    if (boundary) iam.PermissionsBoundary.of(role).apply(boundary);
  };
  expect(findingsIn(administrator())).toEqual({ 'AccessChecks-Administrator': ['S/Role/Resource'] });
  expect(findingsIn(administrator(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')))).toEqual({ 'AccessChecks-Administrator': ['S/Role/Resource'] });
  expect(findingsIn((stack) => administrator(new iam.ManagedPolicy(stack, 'Boundary', {
    statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
  }))(stack))).toEqual({});
});

test('a user has the findings of no group, but those that its groups open together', () => {
  const found = findingsIn((stack) => {
    const group = (id: string, actions: string[]) => {
      const made = new iam.Group(stack, id);
      made.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
      return made;
    };
    const groups = [group('Pass', ['iam:PassRole']), group('Create', ['ec2:RunInstances', 'iam:PutUserPolicy'])];
    new iam.User(stack, 'Alice', { groups });
  });
  expect(found).toEqual({ [escalation('iam:PassRole+ec2:RunInstances')]: ['S/Alice/Resource'], [escalation('iam:PutUserPolicy')]: ['S/Create/Resource'] });
});

test('what only the deployment knows is unknown, and not fine', () => {
  expect(findingsIn((stack) => {
    const { valueAsString } = new CfnParameter(stack, 'Parameter');
    new iam.Role(stack, 'Role', { assumedBy: lambda }).addToPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: [valueAsString] }));
  })).toEqual({ 'AccessChecks-Unknown[iam:PutRolePolicy]': ['S/Role/Resource'] });
});

test('a policy of AWS whose text is not known is a warning, until it is given', () => {
  const role = (name: string) => (stack: Stack) => {
    new iam.Role(stack, 'Role', { assumedBy: lambda, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(name)] });
  };
  const logs = 'service-role/AWSLambdaBasicExecutionRole';
  const document = (action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
  expect(findingsIn(role(logs))).toEqual({ [`AccessChecks-Unknown[${logs}]`]: ['S/Role/Resource'] });
  expect(findingsIn(role(logs), { managedPolicies: { [logs]: document('logs:*') } })).toEqual({});
  expect(Object.keys(findingsIn(role(logs), { managedPolicies: { [logs]: document('iam:PutRolePolicy') } }))).toEqual([escalation('iam:PutRolePolicy')]);
  // The library holds no text of it, but knows what it may do.
  expect(findingsIn(role('IAMFullAccess'))).toEqual({ [escalation('IAMFullAccess')]: ['S/Role/Resource'] });
});

test('a policy that cannot be read is unknown, and hides nothing else', () => {
  expect(findingsIn((stack) => {
    const strange = new iam.CfnRole(stack, 'Strange', {
      assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      policies: [{ policyName: 'p', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3', Resource: '*' }] } }],
    });
    const role = new iam.Role(stack, 'Role', { assumedBy: lambda });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] }));
    role.node.addDependency(strange);
  })).toEqual({ 'AccessChecks-Unknown[policies]': ['S/Strange'], [escalation('iam:PutRolePolicy')]: ['S/Role/Resource'] });
});
