import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findings, findingsIn } from './findings';
import { AccessChecks, RoleTrust } from '../../src';

const lambda = new iam.ServicePrincipal('lambda.amazonaws.com');
const ADMINISTRATOR = iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess');

/** A role with statements, which trusts lambda if nothing else is given. */
function role(stack: Stack, id: string, statements: [string[], string[]][] = [], assumedBy: iam.IPrincipal = lambda): iam.Role {
  const made = new iam.Role(stack, id, { assumedBy });
  for (const [actions, resources] of statements) made.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  return made;
}

function administrator(stack: Stack, assumedBy: iam.IPrincipal = lambda): iam.Role {
  const made = new iam.Role(stack, 'Admin', { assumedBy, managedPolicies: [ADMINISTRATOR] });
  Validations.of(made).acknowledge({ id: 'AccessChecks-Administrator', reason: 'test' });
  return made;
}

const REACHES = 'AccessChecks-ReachesAdministrator[S/Admin]';
const reaching = (found: Record<string, string[]>) => found[REACHES] ?? [];
/** Roles of the app that the role trusts, without the account that `RoleTrust` has as the principal. */
const rolesOfAccount = RoleTrust.roles({ roles: ['role/S-*'] });

test('a chain of roles to an administrator is found for each role on it, and named', () => {
  const app = new App();
  const stack = new Stack(app, 'S');
  const first = role(stack, 'First', [], lambda);
  const second = role(stack, 'Second', [], rolesOfAccount);
  const admin = administrator(stack, rolesOfAccount);
  first.addToPolicy(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [second.roleArn] }));
  second.addToPolicy(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [admin.roleArn] }));
  role(stack, 'Other', [[['s3:GetObject'], ['arn:aws:s3:::reports/*']]]);
  app.synth();
  const { violations } = new AccessChecks(app).validate({ templatePaths: [] });
  expect(violations.map(({ ruleName, violatingResources: [{ constructPath }], description }) => [ruleName, constructPath, description])).toEqual([
    [REACHES, 'S/First/Resource', expect.stringContaining('it assumes S/Second, which assumes S/Admin.')],
    [REACHES, 'S/Second/Resource', expect.stringContaining('it assumes S/Admin.')],
  ]);
});

test('no way without a policy of the role, or without the trust of the other', () => {
  expect(findingsIn((stack) => {
    administrator(stack, rolesOfAccount);
    role(stack, 'NoPolicy');
  })).toEqual({});
  expect(findingsIn((stack) => {
    role(stack, 'NotTrusted', [[['sts:AssumeRole'], [administrator(stack).roleArn]]]);
  })).toEqual({});
  expect(findingsIn((stack) => {
    const admin = administrator(stack, RoleTrust.roles({ roles: ['role/other-*'] }));
    role(stack, 'OtherName', [[['sts:AssumeRole'], [admin.roleArn]]]);
  })).toEqual({});
});

test('a role that is trusted by its ARN needs no policy, unless its boundary denies', () => {
  const found = (boundary?: string[]) => findingsIn((stack) => {
    const permissionsBoundary = boundary && new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: boundary, resources: ['*'] })] });
    const trusted = new iam.Role(stack, 'Trusted', { assumedBy: lambda, permissionsBoundary });
    administrator(stack, new iam.ArnPrincipal(trusted.roleArn));
  });
  expect(reaching(found())).toEqual(['S/Trusted/Resource']);
  expect(reaching(found(['sts:*']))).toEqual(['S/Trusted/Resource']);
  expect(reaching(found(['s3:*']))).toEqual([]);
});

test('a role that may be passed to a service which the principal makes run its code', () => {
  const found = (actions: string[], service: string, assumedBy?: iam.IPrincipal) => findingsIn((stack) => {
    const { roleArn } = administrator(stack, assumedBy);
    const passer = role(stack, 'Passer', [[actions, ['*']]]);
    passer.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [roleArn], conditions: { StringEquals: { 'iam:PassedToService': service } } }));
  });
  const create = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
  expect(found(create, 'lambda.amazonaws.com')).toEqual({ [REACHES]: ['S/Passer/Resource'], 'AccessChecks-PassableWideRole': ['S/Admin/Resource'] });
  // Without a known path it may still be passed; to a service that it does not trust, it may not.
  expect(found([create[0]], 'lambda.amazonaws.com')).toEqual({ 'AccessChecks-PassableWideRole': ['S/Admin/Resource'] });
  expect(found(create, 'ec2.amazonaws.com')).toEqual({});
  expect(found(create, 'lambda.amazonaws.com', new iam.ServicePrincipal('ec2.amazonaws.com'))).toEqual({});
});

test('a role that trusts no service is passed to none', () => {
  expect(findingsIn((stack) => {
    role(stack, 'Passer', [[['iam:PassRole'], [administrator(stack, rolesOfAccount).roleArn]]]);
  })).toEqual({});
});

test('a wide role with a boundary, and one that only administrators may pass, is no finding', () => {
  expect(findingsIn((stack) => {
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] });
    const wide = new iam.Role(stack, 'Wide', { assumedBy: lambda, permissionsBoundary: boundary });
    wide.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] }));
    role(stack, 'Passer', [[['iam:PassRole'], [wide.roleArn]]]);
  })['AccessChecks-PassableWideRole']).toBeUndefined();
  expect(findingsIn((stack) => {
    administrator(stack);
    const other = new iam.Role(stack, 'Other', { assumedBy: lambda, managedPolicies: [ADMINISTRATOR] });
    Validations.of(other).acknowledge({ id: 'AccessChecks-Administrator', reason: 'test' });
  })).toEqual({});
});

test('users and groups reach roles too', () => {
  expect(reaching(findingsIn((stack) => {
    const admin = administrator(stack, RoleTrust.people({ usersPath: '/' }));
    const group = new iam.Group(stack, 'Group');
    const user = new iam.User(stack, 'User');
    for (const identity of [group, user]) identity.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [admin.roleArn] }));
  }))).toEqual(['S/Group/Resource', 'S/User/Resource']);
});

test('roles of two stacks are followed through exports, and stages are deployed apart', () => {
  const app = new App();
  for (const [scope, prefix] of [[app, ''], [new Stage(app, 'Other'), 'Other-']] as const) {
    const admin = administrator(new Stack(scope, 'S'), RoleTrust.roles({ roles: [`role/${prefix}S-Third-*`] }));
    const other = new Stack(scope, 'T');
    const policy = new iam.ManagedPolicy(other, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [admin.roleArn] })] });
    const third = new Stack(scope, 'S-Third');
    new iam.Role(third, 'Role', { assumedBy: lambda, managedPolicies: [policy] });
  }
  expect(findings(app)).toEqual({
    [REACHES]: ['S-Third/Role/Resource'], 'AccessChecks-ReachesAdministrator[Other/S/Admin]': ['Other/S-Third/Role/Resource'],
  });
});

test('an account that only the deployment knows may be any account', () => {
  const found = (env?: { account: string }) => {
    const app = new App();
    const stack = new Stack(app, 'S', { env });
    const admin = administrator(stack, new iam.AccountPrincipal('111122223333').withConditions({ StringEquals: { 'sts:ExternalId': 'c2f0' } }));
    role(stack, 'Role', [[['sts:AssumeRole'], [admin.roleArn]]]);
    return Object.keys(findings(app)).filter((id) => !/UnsafeTrust/.test(id));
  };
  expect(found()).toEqual(['AccessChecks-Unknown[S/Admin]']);
  expect(found({ account: '111122223333' })).toEqual([REACHES]);
  expect(found({ account: '444455556666' })).toEqual([]);
});

test('a trust that RoleTrust refuses is found on a plain role, each principal by itself', () => {
  expect(findingsIn((stack) => {
    const plain = role(stack, 'Plain', [], new iam.CompositePrincipal(new iam.AccountRootPrincipal(), new iam.StarPrincipal(), lambda));
    role(stack, 'Safe', [], RoleTrust.people({}));
    Validations.of(plain).acknowledge({ id: 'AccessChecks-UnsafeTrust[*]', reason: 'test' });
  })).toEqual({ 'AccessChecks-UnsafeTrust[arn:${Partition}:iam:${AccountId}:root]': ['S/Plain/Resource'] });
});

test('what overrides a trust counts', () => {
  expect(Object.keys(findingsIn((stack) => {
    (role(stack, 'Role').node.defaultChild as iam.CfnRole).addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Principal', { AWS: '*' });
  }))).toEqual(['AccessChecks-UnsafeTrust[*]']);
});

test('a trust policy with NotPrincipal is unknown, and hides no other finding', () => {
  const found = (effect: iam.Effect) => {
    const app = new App();
    const stack = new Stack(app, 'S');
    const made = role(stack, 'Role', [[['iam:PutRolePolicy'], ['*']]]);
    made.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ effect, actions: ['sts:AssumeRole'], notPrincipals: [new iam.AccountRootPrincipal()] }));
    app.synth();
    return new AccessChecks(app).validate({ templatePaths: [] }).violations;
  };
  const unknown = expect.objectContaining({
    ruleName: 'AccessChecks-Unknown[trust policy]',
    severity: 'warning',
    description: expect.stringMatching(/^Who may assume it is not decided: Invalid `Role\w+, trust policy, statement 2, NotPrincipal` .*the proof does not decide NotPrincipal/),
  });
  expect(found(iam.Effect.DENY)).toEqual([expect.objectContaining({ ruleName: 'AccessChecks-PrivilegeEscalation[iam:PutRolePolicy]' }), unknown]);
  // Everybody but one account.
  expect(found(iam.Effect.ALLOW)).toEqual([expect.anything(), expect.objectContaining({ ruleName: 'AccessChecks-UnsafeTrust[*]', severity: 'error' }), unknown]);
});
