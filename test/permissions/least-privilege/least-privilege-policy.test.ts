import { Annotations as CoreAnnotations, App, Aws, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessCondition } from '../../../src/permissions/least-privilege/access-condition';
import { AccessLevel } from '../../../src/permissions/least-privilege/access-level';
import { LeastPrivilegePolicy, LeastPrivilegePolicyProps } from '../../../src/permissions/least-privilege/least-privilege-policy';
import { LeastPrivilegeRule } from '../../../src/permissions/least-privilege/least-privilege-rule';

const ROLE = 'arn:aws:iam::123456789012:role/workload/web';
const SERVICE = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };

function made(...statements: iam.PolicyStatementProps[]): LeastPrivilegePolicy {
  return policy({ statements: statements.map((props) => new iam.PolicyStatement(props)) });
}

function policy(props: LeastPrivilegePolicyProps): LeastPrivilegePolicy {
  return new LeastPrivilegePolicy(new Stack(new App(), 'Stack'), 'Policy', props);
}

function rulesBroken(...statements: iam.PolicyStatementProps[]): string[] {
  return errorsOf(made(...statements)).map((error) => /\[([^\]]+)\]\.$/.exec(error)?.[1] ?? error);
}

function errorsOf(least: LeastPrivilegePolicy): string[] {
  return least.node.validate();
}

const refused: [string, LeastPrivilegeRule, iam.PolicyStatementProps][] = [
  ['everything on everything', LeastPrivilegeRule.FULL_ACCESS, { actions: ['*'], resources: ['*'] }],
  ['everything on every ARN', LeastPrivilegeRule.FULL_ACCESS, { actions: ['*'], resources: ['arn:aws:*'] }],
  ['everything on something', LeastPrivilegeRule.SERVICE_WILDCARD, { actions: ['*'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] }],
  ['every action of a service', LeastPrivilegeRule.SERVICE_WILDCARD, { actions: ['dynamodb:*'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] }],
  ['every action of a service, by more than one wildcard', LeastPrivilegeRule.SERVICE_WILDCARD, { actions: ['dynamodb:**'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] }],
  ['an Allow with NotAction', LeastPrivilegeRule.ALLOW_WITH_NOT_ACTION, { notActions: ['iam:*', 'sts:*'], resources: ['arn:aws:s3:::reports/*'] }],
  ['to pass any role', LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { actions: ['iam:PassRole'], resources: ['*'], conditions: SERVICE }],
  ['to pass any role of the account', LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/*'], conditions: SERVICE }],
  ['to pass any role but one', LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, { actions: ['iam:PassRole'], notResources: [ROLE], conditions: SERVICE }],
  ['to pass a role, by a wildcard in the action', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['iam:Pass*'], resources: [ROLE] }],
  ['to pass a role to any service', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['IAM:passrole'], resources: [ROLE] }],
  ['to pass a role to a service called *', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['iam:PassRole'], resources: [ROLE], conditions: { StringLike: { 'iam:PassedToService': '*' } } }],
  ['to pass a role to a service, if there is one', LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, { actions: ['iam:PassRole'], resources: [ROLE], conditions: { StringEqualsIfExists: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }],
  ['to assume any role', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, { actions: ['sts:AssumeRole'], resources: ['*'] }],
  ['to assume roles of a prefix', LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::123456789012:role/app-*'] }],
  ['changes of identities by a wildcard in the action', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['iam:Put*'], resources: [ROLE] }],
  ['changes of identities by a wildcard in the resource', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['iam:AttachRolePolicy'], resources: ['arn:aws:iam::123456789012:role/workload/*'] }],
  ['changes of identities but for some', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['iam:AttachRolePolicy'], notResources: ['arn:aws:iam::123456789012:role/admin'] }],
  ['Identity Center by a wildcard', LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, { actions: ['sso:CreateAccountAssignment'], resources: ['arn:aws:sso:::permissionSet/*'] }],
  ['a resource left open', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:GetItem'], resources: ['*'] }],
  ['a resource left open but for its service', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::*'] }],
  ['resources left open but for one', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['s3:GetObject'], notResources: ['arn:aws:s3:::secret/*'] }],
  ['a resource left open by a wildcard in the action', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:Get*'], resources: ['*'] }],
  ['a resource left open under a condition on another key', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:GetItem'], resources: ['*'], conditions: { StringEquals: { 'aws:PrincipalTag/team': 'web' } } }],
  ['a resource left open, tagged anyhow', LeastPrivilegeRule.RESOURCE_LEFT_OPEN, { actions: ['dynamodb:GetItem'], resources: ['*'], conditions: { StringLike: { 'aws:ResourceTag/team': '*' } } }],
  ['a condition without a value', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': [] } } }],
  ['addresses together with a VPC', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } } }],
  ['a time that ends before it begins', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { DateGreaterThan: { 'aws:CurrentTime': '2040-01-02T00:00:00Z' }, DateLessThan: { 'aws:CurrentTime': '2040-01-01T00:00:00Z' } } }],
  ['tags of a resource that the action does not take', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { StringEquals: { 'aws:ResourceTag/team': 'web' } } }],
  ['a global service outside of its region', LeastPrivilegeRule.CONDITION_NEVER_HOLDS, { actions: ['iam:ListRoles'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }],
];

const accepted: [string, iam.PolicyStatementProps][] = [
  ['an action on its resource', { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: ['arn:aws:dynamodb:*:123456789012:table/orders-*'] }],
  ['reading by a wildcard, of one bucket', { actions: ['s3:Get*', 's3:List*'], resources: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }],
  ['an action that takes no resource', { actions: ['s3:ListAllMyBuckets', 'ec2:DescribeVolumes*'], resources: ['*'] }],
  ['an action on what carries a tag', { actions: ['ec2:StartInstances'], resources: ['*'], conditions: { StringEquals: { 'aws:ResourceTag/team': 'web' } } }],
  ['an action on what carries a tag, as the service calls it', { actions: ['ec2:StartInstances'], resources: ['*'], conditions: { StringEquals: { 'ec2:ResourceTag/team': 'web' } } }],
  ['to pass the roles of a path to a service', { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/workload/*'], conditions: SERVICE }],
  ['to assume one role', { actions: ['sts:AssumeRole'], resources: [ROLE] }],
  ['to change one identity', { actions: ['iam:PutRolePolicy'], resources: [ROLE] }],
  ['to change the own user', { actions: ['iam:CreateAccessKey'], resources: ['arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:iam::123456789012:user/*/${aws:username}'] }],
  ['to make roles that carry a boundary', { actions: ['iam:CreateRole'], resources: ['arn:aws:iam::123456789012:role/workload/*'], conditions: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/account-baseline/WorkloadBoundary' } } }],
  ['a service-linked role', { actions: ['iam:CreateServiceLinkedRole'], resources: ['arn:aws:iam::123456789012:role/aws-service-role/*'] }],
  ['a global service in its region', { actions: ['iam:ListRoles'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } } }],
  ['denials of any kind', { effect: iam.Effect.DENY, notActions: ['s3:*'], resources: ['*'] }],
];

describe('a statement that is refused', () => {
  test.each(refused)('%s', (_name, rule, props) => expect(rulesBroken(props)).toContain(rule));

  test('each rule refuses something', () => {
    expect([...new Set(refused.map(([, rule]) => rule))].sort()).toEqual(Object.values(LeastPrivilegeRule).sort());
  });

  test('the app does not synthesise', () => {
    expect(() => Template.fromStack(Stack.of(made({ actions: ['s3:*'], resources: ['arn:aws:s3:::reports/*'] })))).toThrow(LeastPrivilegeRule.SERVICE_WILDCARD);
  });

  test('everything on everything is one finding and not all of them', () => {
    expect(rulesBroken({ actions: ['*'], resources: ['*'] })).toEqual([LeastPrivilegeRule.FULL_ACCESS]);
  });

  test('the error names the statement, the entry, its value, the rule and what to do', () => {
    const errors = errorsOf(made(
      { actions: ['sts:GetCallerIdentity'], resources: ['*'] },
      { sid: 'Read', actions: ['s3:List*'], resources: ['*'] },
    ));
    expect(errors).toEqual([expect.stringMatching(
      /^Invalid `statement 2 \(Read\), Resource` '\*': of s3:List\*, .*s3:ListBucket.* take a resource: name it by its ARN, .*; give what takes none a statement of its own \[cdk-secure-account-baseline:leastPrivilege:resourceLeftOpen\]\.$/,
    )]);
  });
});

describe('a statement that is accepted', () => {
  test.each(accepted)('%s', (_name, props) => expect(rulesBroken(props)).toEqual([]));

  test.each(accepted)('%s, and it synthesises', (_name, props) => {
    Template.fromStack(Stack.of(made(props))).resourceCountIs('AWS::IAM::ManagedPolicy', 1);
  });
});

describe('what is added later', () => {
  test('addStatements is checked', () => {
    const least = made({ actions: ['sts:GetCallerIdentity'], resources: ['*'] });
    least.addStatements(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::reports/*'] }));
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.SERVICE_WILDCARD);
  });

  test('the document, and a statement that is changed, are checked', () => {
    const least = made();
    const statement = new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders'] });
    least.document.addStatements(statement);
    statement.addAllResources();
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.RESOURCE_LEFT_OPEN);
  });

  test('a grant of a bucket is accepted, and one of a role without a service is not', () => {
    const least = made();
    const stack = Stack.of(least);
    new s3.Bucket(stack, 'Bucket').grantRead(least);
    expect(errorsOf(least)).toEqual([]);
    new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }).grantPassRole(least.grantPrincipal);
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE);
  });
});

describe('tokens', () => {
  test('pass where they hide all of a value', () => {
    const token = Lazy.string({ produce: () => 'dynamodb:*' });
    const resource = new s3.Bucket(new Stack(), 'Bucket');
    expect(rulesBroken({ actions: ['dynamodb:GetItem'], resources: [resource.bucketArn, Aws.NO_VALUE] })).toEqual([]);
    expect(rulesBroken({ actions: ['dynamodb:GetItem'], resources: [resource.arnForObjects('*')] })).toEqual([]);
    // A lazy value is known at synth, and is judged as what it is.
    expect(rulesBroken({ actions: [token], resources: [ROLE] })).toContain(LeastPrivilegeRule.SERVICE_WILDCARD);
  });

  test('what is known of an ARN is judged', () => {
    const roles = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/*`;
    expect(rulesBroken({ actions: ['iam:PassRole'], resources: [roles], conditions: SERVICE })).toEqual([LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE]);
  });
});

describe('an acknowledgement', () => {
  const statements = () => [
    new iam.PolicyStatement({ sid: 'Reports', actions: ['s3:*'], resources: ['arn:aws:s3:::reports/*'] }),
    new iam.PolicyStatement({ sid: 'Logs', actions: ['logs:*'], resources: ['arn:aws:logs:eu-west-1:123456789012:log-group:web:*'] }),
  ];

  test('with a reason lets the policy pass', () => {
    expect(errorsOf(policy({ statements: statements(), acknowledge: [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason: 'Owners of both' }] }))).toEqual([]);
  });

  test('of one statement leaves the others refused', () => {
    const acknowledge = [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, sid: 'Reports', reason: 'Owners of the bucket' }];
    expect(errorsOf(policy({ statements: statements(), acknowledge }))).toEqual([expect.stringContaining('(Logs)')]);
  });

  test('of one rule leaves the others in force', () => {
    const acknowledge = [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason: 'Owners of the service' }];
    const least = policy({ statements: [new iam.PolicyStatement({ actions: ['sqs:*'], resources: ['*'] })], acknowledge });
    expect(errorsOf(least).map((error) => /\[(.+)\]/.exec(error)![1])).toEqual([LeastPrivilegeRule.RESOURCE_LEFT_OPEN]);
  });

  test.each(['', '  '])('without a reason (%j) is refused', (reason) => {
    expect(() => policy({ acknowledge: [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason }] })).toThrow(/^Invalid `acknowledge` '\s*': say for a reviewer why/);
  });

  test('that nothing needs gets a warning that can be acknowledged', () => {
    const useless = () => policy({
      statements: [new iam.PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })],
      acknowledge: [{ rule: LeastPrivilegeRule.SERVICE_WILDCARD, reason: 'Was needed once' }],
    });
    const id = 'cdk-secure-account-baseline:leastPrivilege:uselessAcknowledgement';
    Annotations.fromStack(Stack.of(useless())).hasWarning('/Stack/Policy/Resource', Match.stringLikeRegexp(id));
    const quiet = useless();
    CoreAnnotations.of(quiet).acknowledgeWarning(id, 'Kept for the next release');
    Annotations.fromStack(Stack.of(quiet)).hasNoWarning('*', Match.anyValue());
  });
});

describe('warnings', () => {
  test('an action that AWS does not have', () => {
    const least = made({ actions: ['s3:GetObjekt'], resources: ['arn:aws:s3:::reports/*'] });
    Annotations.fromStack(Stack.of(least)).hasWarning('/Stack/Policy/Resource', Match.stringLikeRegexp('statement 1: AWS has no action s3:GetObjekt.*leastPrivilege:unknownAction'));
  });

  test('access that has ended', () => {
    const until = (date: string) => policy({
      statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })], conditions: [AccessCondition.validUntil(new Date(date))],
    });
    Annotations.fromStack(Stack.of(until('2020-02-01'))).hasWarning('/Stack/Policy/Resource', Match.stringLikeRegexp('it ended at 2020-02-01T00:00:00Z.*leastPrivilege:expired'));
    Annotations.fromStack(Stack.of(until('2999-02-01'))).hasNoWarning('*', Match.anyValue());
  });
});

describe('conditions of the whole policy', () => {
  const conditions = [AccessCondition.mfa(Duration.hours(1)), AccessCondition.tls()];
  const expected = { Bool: { 'aws:MultiFactorAuthPresent': 'true', 'aws:SecureTransport': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } };

  test('are on every Allow, also on what comes later, and on no Deny', () => {
    const least = policy({ conditions, statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
    least.addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ec2:DeleteVpc'], resources: ['*'] }));
    new s3.Bucket(Stack.of(least), 'Bucket').grantRead(least);
    const [first, deny, grant] = Object.values(Template.fromStack(Stack.of(least)).findResources('AWS::IAM::ManagedPolicy'))[0].Properties.PolicyDocument.Statement;
    expect([first.Condition, deny.Condition, grant.Condition]).toEqual([expected, undefined, expected]);
  });

  test('are besides those of the statement, and a second one on the same key is refused', () => {
    const statement = (age: string) => new iam.PolicyStatement({
      sid: 'Look', actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { NumericLessThan: { 'aws:multifactorauthage': age, 'x:y': '1' } },
    });
    expect(() => policy({ conditions, statements: [statement('60')] })).toThrow('Invalid `conditions of Look` \'3600\': NumericLessThan aws:MultiFactorAuthAge has the value "60" already');
  });

  test('reach a statement that another policy has rendered, and leave that one alone', () => {
    const shared = new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] }).freeze();
    const least = policy({ conditions: [AccessCondition.tls()], statements: [shared] });
    expect(shared.conditions).toEqual({});
    Template.fromStack(Stack.of(least)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })] },
    });
  });
});

describe('MFA asked of a role', () => {
  const mfa = () => policy({ conditions: [AccessCondition.mfa()], statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
  const roleBeside = (least: LeastPrivilegePolicy) => new iam.Role(Stack.of(least), 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  test('is refused where the policy is attached to the role', () => {
    const least = mfa();
    least.attachToRole(roleBeside(least));
    expect(errorsOf(least)).toEqual([expect.stringMatching(/^Invalid `statement 1, Condition Bool aws:MultiFactorAuthPresent` 'true': Stack\/Role.* carries the policy, .*conditionNeverHolds\]\.$/)]);
  });

  test('is refused where the role is given the policy', () => {
    const least = mfa();
    roleBeside(least).addManagedPolicy(least);
    expect(errorsOf(least).join()).toContain(LeastPrivilegeRule.CONDITION_NEVER_HOLDS);
  });

  test('is fine on a group', () => {
    const least = mfa();
    least.attachToGroup(new iam.Group(Stack.of(least), 'Group'));
    expect(errorsOf(least)).toEqual([]);
  });
});

describe('access levels', () => {
  test('are those of what is allowed, without what is denied altogether', () => {
    const least = made(
      { actions: ['s3:GetObject', 's3:PutObject*', 's3:ListBucket'], resources: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] },
      { effect: iam.Effect.DENY, actions: ['s3:PutObject*Acl'], resources: ['*'] },
    );
    expect(least.accessLevels).toEqual([AccessLevel.LIST, AccessLevel.READ, AccessLevel.TAGGING, AccessLevel.WRITE]);
    expect(least.actionsOf(AccessLevel.TAGGING)).toEqual(['s3:PutObjectTagging', 's3:PutObjectVersionTagging']);
    expect(least.actionsOf(AccessLevel.PERMISSIONS_MANAGEMENT)).toEqual([]);
  });

  test('a Deny of some resources, or under a condition, takes no level away', () => {
    const least = made(
      { actions: ['iam:PutRolePolicy'], resources: [ROLE] },
      { effect: iam.Effect.DENY, actions: ['iam:PutRolePolicy'], resources: ['arn:aws:iam::123456789012:role/admin'] },
      { effect: iam.Effect.DENY, actions: ['iam:PutRolePolicy'], resources: ['*'], conditions: { Bool: { 'aws:SecureTransport': 'false' } } },
    );
    expect(least.accessLevels).toEqual([AccessLevel.PERMISSIONS_MANAGEMENT]);
  });

  test('grow with what is added', () => {
    const least = made();
    expect(least.accessLevels).toEqual([]);
    least.addStatements(new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] }));
    expect(least.accessLevels).toEqual([AccessLevel.LIST]);
  });
});

describe('the policy itself', () => {
  test('has the path and name that are asked for, and no description', () => {
    const least = policy({ managedPolicyName: 'Reports', path: '/team/', statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })] });
    Template.fromStack(Stack.of(least)).hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'Reports', Path: '/team/', Description: Match.absent() });
  });

  test.each([[{ path: 'team' }, /^Invalid `path` 'team'/], [{ managedPolicyName: 'a b' }, /^Invalid `managedPolicyName` 'a b'/]])('%j is refused', (props, error) => {
    expect(() => policy(props)).toThrow(error);
  });

  test('names its size and what to split where it is too long', () => {
    const resources = Array.from({ length: 120 }, (_, index) => `arn:aws:dynamodb:eu-west-1:123456789012:table/orders-of-customer-${index}`);
    expect(errorsOf(made({ actions: ['dynamodb:GetItem'], resources }))).toEqual([
      expect.stringMatching(/^Invalid `statements` '\d{4} characters': the policy may have 6144; split them into two policies\.$/),
    ]);
  });

  test('is written as given, whatever a feature flag says', () => {
    const stack = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } }), 'Stack');
    const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
    new LeastPrivilegePolicy(stack, 'Policy', { statements: [statement('ec2:DescribeVpcs'), statement('ec2:DescribeImages')] });
    const [held] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(held.Properties.PolicyDocument.Statement).toHaveLength(2);
  });
});
