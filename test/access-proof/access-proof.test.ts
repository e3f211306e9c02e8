import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { AccessAnswer, AccessCondition, AccessContext, AccessPolicies, AccessProof, AccessVerdict } from '../../src';
import { InvalidInputError } from '../../src/private/errors';
import { managedPolicyDocument } from '../../src/proof/policy/managed-policy-documents';
import { awsManagedPolicies } from '../../tools/policies/aws-managed-policies';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const READ = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] });
const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
const environment = { account: '123456789012', region: 'eu-west-1' };

function stackOf(env?: { account: string; region: string }): Stack {
  return new Stack(new App(), 'Stack', { env });
}

const proofOf = (...args: Parameters<typeof AccessPolicies.of>) => new AccessProof(AccessPolicies.of(...args));

describe('the policies of a construct', () => {
  test.each<[string, (stack: Stack) => IConstruct]>([
    ['an inline policy of a role', (stack) => new iam.Role(stack, 'Identity', { assumedBy, inlinePolicies: { Read: new iam.PolicyDocument({ statements: [READ] }) } })],
    ['a statement that was added to a role', (stack) => {
      const role = new iam.Role(stack, 'Identity', { assumedBy });
      role.addToPolicy(READ);
      return role;
    }],
    ['a managed policy of the app, attached by the role', (stack) => new iam.Role(stack, 'Identity', {
      assumedBy, managedPolicies: [new iam.ManagedPolicy(stack, 'Policy', { statements: [READ] })],
    })],
    ['a managed policy of the app, attached by the policy', (stack) => {
      const user = new iam.User(stack, 'Identity');
      new iam.ManagedPolicy(stack, 'Policy', { statements: [READ], users: [user] });
      return user;
    }],
    ['a policy of the group of a user', (stack) => {
      const group = new iam.Group(stack, 'Group', { groupName: 'readers' });
      group.addToPolicy(READ);
      return new iam.User(stack, 'Identity', { groups: [group] });
    }],
    ['a user who was added to a group', (stack) => {
      const user = new iam.User(stack, 'Identity');
      const group = new iam.Group(stack, 'Group');
      group.addToPolicy(READ);
      user.addToGroup(group);
      return user;
    }],
    ['a policy in another stack of the app', (stack) => {
      const role = new iam.Role(stack, 'Identity', { assumedBy });
      new iam.ManagedPolicy(new Stack(stack.node.root as App, 'Other'), 'Policy', { statements: [READ], roles: [role] });
      return role;
    }],
    ['a policy of a type of its own', (stack) => {
      const role = new iam.Role(stack, 'Identity', { assumedBy });
      new iam.CfnRolePolicy(stack, 'Policy', { roleName: role.roleName, policyName: 'Read', policyDocument: new iam.PolicyDocument({ statements: [READ] }) });
      return role;
    }],
  ])('%s', (_, make) => {
    const proof = proofOf(make(stackOf()));
    expect(proof.allowsEverything({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] }).explanation).toMatch(/^Proved/);
    expect(proof.allowsNothing({ notActions: ['s3:GetObject'] }).explanation).toMatch(/^Proved/);
    expect(proof.allowsNothing({ notResources: ['arn:aws:s3:::reports/*'] }).verdict).toBe(AccessVerdict.PROVED);
    expect(proof.allowsNothing({ actions: ['s3:*'] }).verdict).toBe(AccessVerdict.REFUTED);
  });

  test('are read when the question is asked', () => {
    const role = new iam.Role(stackOf(), 'Role', { assumedBy });
    const proof = proofOf(role);
    expect(proof.allowsNothing({ actions: ['*'] }).isProved).toBe(true);
    role.addToPolicy(READ);
    expect(proof.allowsNothing({ actions: ['*'] }).isProved).toBe(false);
  });

  test('lie within the permissions boundary', () => {
    const stack = stackOf();
    const role = new iam.Role(stack, 'Role', {
      assumedBy,
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
      permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements: [READ] }),
    });
    expect(proofOf(role).allowsNothing({ notActions: ['s3:GetObject'] }).isProved).toBe(true);
  });

  test('with a managed policy whose text is not known decide nothing that depends on it', () => {
    const role = new iam.Role(stackOf(), 'Role', { assumedBy, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')] });
    const answer = proofOf(role).allowsNothing({ actions: ['iam:*'] });
    expect(answer.verdict).toBe(AccessVerdict.UNKNOWN);
    expect(answer.explanation).toContain('the policy ReadOnlyAccess allows the request, which is not known since its text is not in the app');
    const known = AccessPolicies.of(role).withManagedPolicy('ReadOnlyAccess', policy({ Effect: 'Allow', Action: 's3:List*', Resource: '*' }));
    expect(new AccessProof(known).allowsNothing({ actions: ['iam:*'] }).isProved).toBe(true);
    const denied = AccessPolicies.of(role).withServiceControlPolicies(policy(ALL, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }));
    expect(new AccessProof(denied).allowsNothing({ actions: ['iam:*'] }).isProved).toBe(true);
  });

  test('with what only the deployment knows hold for each of its values', () => {
    const role = new iam.Role(stackOf(), 'Role', { assumedBy });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:*'], resources: [`arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:orders`] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [Fn.importValue('TopicArn')] }));
    const proof = proofOf(role);
    expect(proof.allowsNothing({ actions: ['sqs:*'], notResources: ['arn:*:sqs:*:*:orders'] }).isProved).toBe(true);
    expect(proof.allowsEverything({ actions: ['sqs:*'], resources: [`arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:orders`] }).isProved).toBe(true);
    expect(proof.allowsEverything({ actions: ['sqs:*'], resources: ['arn:aws:sqs:eu-west-1:123456789012:orders'] }).verdict).toBe(AccessVerdict.UNKNOWN);
    expect(proof.allowsEverything({ actions: ['sns:Publish'], resources: [Fn.importValue('TopicArn')] }).isProved).toBe(true);
    expect(proof.allowsNothing({ actions: ['sns:Publish'], resources: ['arn:aws:sns:*:*:secret'] }).isProved).toBe(false);
    const deployed = new AccessProof(AccessPolicies.of(role).inDeployment({ partition: 'aws', account: '123456789012', region: 'eu-west-1' }));
    expect(deployed.allowsEverything({ actions: ['sqs:*'], resources: ['arn:aws:sqs:eu-west-1:123456789012:orders'] }).isProved).toBe(true);
  });

  test('know the environment of the stack', () => {
    const stack = stackOf(environment);
    const role = new iam.Role(stack, 'Role', { assumedBy });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:*'], resources: [`arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:orders`] }));
    expect(proofOf(role).allowsEverything({ actions: ['sqs:*'], resources: ['arn:aws:sqs:eu-west-1:123456789012:orders'] }).isProved).toBe(true);
  });

  test('a statement that a condition of the template chooses is not known', () => {
    const stack = stackOf();
    const role = new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: {},
      policies: [{ policyName: 'Chosen', policyDocument: { Version: '2012-10-17', Statement: [{ 'Fn::If': ['Large', ALL, { Ref: 'AWS::NoValue' }] }] } }],
    });
    expect(proofOf(role).allowsNothing({ actions: ['*'] }).explanation).toContain('which is not known since it depends on the condition Large');
  });
});

describe('a trust policy', () => {
  const trustOf = (principal: iam.IPrincipal) => new AccessProof(AccessPolicies.ofTrust(new iam.Role(stackOf(), 'Role', { assumedBy: principal })));

  test('says who may assume the role', () => {
    const others = [AccessCondition.of('StringNotEquals', 'request:principal', 'Service:lambda.amazonaws.com')];
    expect(trustOf(assumedBy).allowsNothing({ actions: ['sts:*'], when: others }).isProved).toBe(true);
    const answer = trustOf(new iam.AccountPrincipal('123456789012')).allowsNothing({ actions: ['sts:*'], when: others });
    expect(answer.explanation).toContain('is allowed to AWS:arn:aws:iam::123456789012:');
  });

  test('is that of a role', () => {
    const user = new iam.User(stackOf(), 'User');
    expect(() => new AccessProof(AccessPolicies.ofTrust(user)).allowsNothing({ actions: ['sts:*'] })).toThrow('Invalid `role` \'Stack/User\': it must be a role');
  });
});

describe('policies as text', () => {
  const answer = (...args: Parameters<AccessProof['allowsNothing']>): AccessAnswer => new AccessProof(AccessPolicies.fromJson(policy(ALL))
    .withPermissionsBoundary(policy({ Effect: 'Allow', Action: ['s3:*', 'sqs:*', 'sns:*', 'ec2:*'], Resource: '*' }))
    .withSessionPolicy(policy({ Effect: 'Allow', Action: ['s3:*', 'sqs:*', 'sns:*'], Resource: '*' }))
    .withServiceControlPolicies(policy({ Effect: 'Allow', Action: ['s3:*', 'sqs:*'], Resource: '*' }))
    .withServiceControlPolicies(policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), policy(ALL))
    .withResourceControlPolicies(JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    }))).allowsNothing(...args);

  test('each layer must allow, and none deny', () => {
    expect(answer({ notActions: ['s3:*', 'sqs:*'] }).isProved).toBe(true);
    expect(answer({ actions: ['s3:*'], when: [AccessCondition.of('Bool', 'aws:SecureTransport', 'false')] }).isProved).toBe(true);
    expect(answer({ actions: ['sqs:*'] }).isProved).toBe(false);
  });

  test('a counterexample names a real action, the context and the statement', () => {
    const { verdict, explanation, counterexample } = answer({ actions: ['s3:*'], resources: ['arn:aws:s3:::reports/x'] });
    expect(verdict).toBe(AccessVerdict.REFUTED);
    expect(counterexample).toEqual({ action: expect.stringMatching(/^s3:[A-Z]\w+$/), resource: 'arn:aws:s3:::reports/x', context: {}, statements: expect.arrayContaining(['policy, statement 1']) });
    expect(explanation).toMatch(/^Refuted: s3:\w+ on arn:aws:s3:::reports\/x is allowed when aws:securetransport is absent, since policy, statement 1 .* allows it\.$/);
  });

  test('requireProved fails with the explanation', () => {
    expect(() => answer({ actions: ['iam:*'] }).requireProved()).not.toThrow();
    expect(() => answer({ actions: ['s3:*'] }).requireProved()).toThrow(/^Refuted: s3:/);
  });
});

describe('two sets of policies', () => {
  const narrow = AccessPolicies.fromJson(policy({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::reports/*' }));
  const wide = AccessPolicies.fromJson(policy({ Effect: 'Allow', Action: ['s3:Get*', 's3:Put*'], Resource: 'arn:aws:s3:::*' }));
  const split = AccessPolicies.fromJson(
    policy({ Effect: 'Allow', Action: 's3:G*', Resource: 'arn:aws:s3:::reports/*' }), policy({ Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' }));

  test('are compared by what they allow', () => {
    expect(new AccessProof(narrow).allowsNoMoreThan(wide).isProved).toBe(true);
    const more = new AccessProof(wide).allowsNoMoreThan(narrow);
    expect(more.explanation).toMatch(/^Refuted: s3:\w+ on \S+ is allowed, since policy, statement 1 allows it; before, no statement of the identity-based policies allows it\.$/);
  });

  test('are equal however they are written', () => {
    expect(new AccessProof(narrow).allowsSameAs(split).isProved).toBe(true);
    expect(new AccessProof(narrow).allowsSameAs(wide).explanation).toMatch(/^The other policies allow more\. Refuted: /);
  });
});

describe('a synthesized template', () => {
  const stack = stackOf();
  const role = new iam.Role(stack, 'Role', { assumedBy, roleName: 'reader', managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('job-function/ViewOnlyAccess')] });
  role.addToPolicy(READ);
  const template = JSON.stringify((stack.node.root as App).synth().getStackByName('Stack').template);

  test.each(['reader', stack.resolve((role.node.defaultChild as iam.CfnRole).logicalId)])('has the policies of the construct: %s', (identity) => {
    expect(new AccessProof(AccessPolicies.fromTemplate(template, identity)).allowsSameAs(AccessPolicies.of(role)).explanation).toMatch(/^Proved/);
  });

  test.each<[string, () => unknown, string]>([
    ['no JSON', () => AccessPolicies.fromTemplate('{ "Resources": }', 'x'), 'Invalid `template` \'{ "Resources": }\': it is no JSON at line 1, column 16'],
    ['no resources', () => AccessPolicies.fromTemplate('{}', 'x'), 'it has no Resources'],
    ['no identity', () => proof('{"Resources":{}}', 'x'), 'the template has no group, role or user'],
    ['another identity', () => proof(template, 'writer'), 'Invalid `identity` \'writer\': the template has no such group, role or user. Use one of Role'],
  ])('is refused with %s', (_, ask, message) => {
    expect(ask).toThrow(InvalidInputError);
    expect(ask).toThrow(message);
  });

  function proof(text: string, identity: string) {
    return new AccessProof(AccessPolicies.fromTemplate(text, identity)).allowsNothing({ actions: ['*'] });
  }
});

test.each<[string, (proof: AccessProof) => unknown, string]>([
  ['no list', (proof) => proof.allowsNothing({}), 'Invalid `question` {}: it must have at least one of actions'],
  ['only a condition', (proof) => proof.allowsNothing({ when: [AccessContext.withMfa()] }), 'it must have at least one of actions'],
  ['an unknown property', (proof) => proof.allowsNothing({ action: ['s3:*'] } as any), 'there is no such property; the nearest is actions'],
  ['an action without a service', (proof) => proof.allowsNothing({ actions: ['GetObject'] }), 'Invalid `actions` \'GetObject\': an action is * or a service and a name'],
  ['a resource that is no ARN', (proof) => proof.allowsNothing({ resources: ['reports/*'] }), 'Invalid `resources` \'reports/*\': a resource is * or an ARN'],
  ['a condition that is none', (proof) => proof.allowsNothing({ actions: ['*'], when: [{} as any] }), 'Invalid `when`'],
  ['a token without a construct', (proof) => proof.allowsNothing({ resources: [`arn:aws:sqs:${Aws.REGION}:*:x`] }), 'a token is resolved only in questions about constructs'],
])('a question with %s is refused', (_, ask, message) => {
  const proof = new AccessProof(AccessPolicies.fromJson(policy(ALL)));
  expect(() => ask(proof)).toThrow(InvalidInputError);
  expect(() => ask(proof)).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  ['no policy', () => AccessPolicies.fromJson(), 'give at least one policy'],
  ['a level without a policy', () => AccessPolicies.fromJson(policy(ALL)).withServiceControlPolicies(), 'give at least one'],
  ['an imported role', () => proofOf(iam.Role.fromRoleName(stackOf(), 'Role', 'other')).allowsNothing({ actions: ['*'] }), 'it must be a group, a role or a user that the app makes'],
  ['something else', () => new AccessProof({} as any), 'Invalid `policies` {}: it must be an AccessPolicies'],
])('policies of %s are refused', (_, make, message) => {
  expect(make).toThrow(InvalidInputError);
  expect(make).toThrow(message);
});

test('the documents of AWS that ship are those that the proof holds', () => {
  const held = awsManagedPolicies();
  expect(Object.fromEntries(Object.keys(held).map((name) => [name, managedPolicyDocument(name)]))).toEqual(held);
});
