import { Annotations as CoreAnnotations, App, Aws, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { JobFunction } from '../../src/permissions/job-function';
import { JobFunctionOptions } from '../../src/permissions/job-function-options';
import { LeastPrivilegePolicy } from '../../src/permissions/least-privilege/least-privilege-policy';
import { assumeRolesStatement } from '../../src/permissions/policies/assume-roles';
import { passWorkloadRolesStatements } from '../../src/permissions/policies/pass-workload-roles';
import { JobFunctionRole } from '../../src/roles/job-function-role';
import { stackOf } from '../stack-of';

const statement = () => new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources: ['arn:aws:codepipeline:::x'] });

test('a job function makes its policy and the guardrail once per stack', () => {
  const stack = stackOf();
  const first = JobFunction.POWER_USER.bind(stack);
  const second = JobFunction.POWER_USER.bind(stack);
  expect(second).toEqual(first);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
});

test('every job function but the administrator carries the guardrail', () => {
  const all = Object.values(JobFunction).filter((value): value is JobFunction => value instanceof JobFunction);
  expect(all).toHaveLength(10);
  expect(all.filter((jobFunction) => !jobFunction.guardrail)).toEqual([JobFunction.ADMINISTRATOR]);
});

test('the library\'s own Allow policies would pass as least privilege', () => {
  const stack = stackOf();
  new LeastPrivilegePolicy(stack, 'AssumeRole', { statements: [assumeRolesStatement('arn:aws:iam::111122223333:role/account-baseline/Administrator')] });
  new LeastPrivilegePolicy(stack, 'PassWorkloadRoles', { statements: passWorkloadRolesStatements() });
  expect(stack.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([]);
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('policies that AWS maintains are named in whatever partition the stack is deployed to', () => {
  const stack = stackOf();
  const [policy] = JobFunction.VIEW_ONLY.bind(stack);
  expect(stack.resolve(policy.managedPolicyArn)).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/job-function/ViewOnlyAccess' });
});

test('a job function of the user\'s own gets a customer-managed policy of its statements, under the path of the baseline', () => {
  const stack = stackOf();
  JobFunction.of({ name: 'ReleaseManager', statements: [statement()] }).bind(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Path: '/account-baseline/',
    ManagedPolicyName: Match.absent(),
    Description: Match.absent(),
    PolicyDocument: { Statement: [{ Action: 'codepipeline:StartPipelineExecution' }] },
  });
});

test('two job functions of one name in a stack are refused', () => {
  const stack = stackOf();
  JobFunction.of({ name: 'ReleaseManager', statements: [statement()] }).bind(stack);
  expect(() => JobFunction.of({ name: 'ReleaseManager', statements: [statement()] }).bind(stack))
    .toThrow("Invalid `jobFunction` 'ReleaseManager': the stack has another job function of that name");
});

test.each(['', '1st', 'Release Manager', 'x'.repeat(65)])('the name %j is refused', (name) => {
  expect(() => JobFunction.of({ name, statements: [statement()] })).toThrow(/^Invalid `name` .* a job function has 1 to 64 letters and digits/);
});

test('a job function that may do nothing is refused', () => {
  expect(() => JobFunction.of({ name: 'Idle' })).toThrow('needs at least one of awsManagedPolicies, managedPolicies and statements');
});

test.each([Duration.minutes(59), Duration.hours(13)])('a session of %s is refused', (sessionDuration) => {
  expect(() => JobFunction.of({ name: 'X', statements: [statement()], sessionDuration })).toThrow('`sessionDuration`');
});

test('a session whose length only the deployment knows passes', () => {
  const sessionDuration = Duration.seconds(Lazy.number({ produce: () => 3600 }));
  expect(JobFunction.of({ name: 'X', statements: [statement()], sessionDuration }).sessionDuration).toBe(sessionDuration);
});

describe('a job function of the user\'s own that amounts to an administrator\'s', () => {
  const ID = 'cdk-secure-account-baseline:jobFunction';
  const of = (props: iam.PolicyStatementProps): Partial<JobFunctionOptions> => ({ statements: [new iam.PolicyStatement(props)] });
  const everything = { actions: ['*'], resources: ['*'] };

  function groupOf(props: Partial<JobFunctionOptions>): JobFunctionGroup {
    return new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.of({ name: 'Wide', ...props }) });
  }

  function warningsOf(construct: JobFunctionGroup): string[] {
    return Annotations.fromStack(Stack.of(construct)).findWarning('*', Match.anyValue())
      .map(({ entry }) => `${entry.data}`).filter((data) => data.includes(ID));
  }

  const wide: [string, string, () => Partial<JobFunctionOptions>][] = [
    ['everything', 'FullAccess', () => of(everything)],
    ['everything, by a policy of AWS', 'FullAccess', () => ({ awsManagedPolicies: ['AdministratorAccess'] })],
    ['a change of identities', 'IdentityWrites', () => of({ actions: ['iam:AttachRolePolicy'], resources: ['arn:aws:iam::123456789012:role/some'] })],
    ['changes of identities by a wildcard', 'IdentityWrites', () => of({ actions: ['iam:*'], resources: ['*'] })],
    ['changes of identities by leaving them unnamed', 'IdentityWrites', () => of({ notActions: ['s3:*'], resources: ['*'] })],
    ['changes of identities, by a policy of AWS', 'IdentityWrites', () => ({ awsManagedPolicies: ['IAMFullAccess'] })],
    ['changes in Identity Center', 'IdentityWrites', () => of({ actions: ['sso:CreateAccountAssignment'], resources: ['*'] })],
    ['passing any role', 'PassRole', () => of({ actions: ['iam:PassRole'], resources: ['*'] })],
    ['passing any role of the account', 'PassRole', () => of({ actions: ['iam:Pass*'], resources: ['arn:aws:iam::123456789012:role/*'] })],
    ['a right of their own user', 'IdentityWrites', () => of({ actions: ['iam:PutUserPolicy'], resources: ['arn:aws:iam::123456789012:user/${aws:username}'] })],
    ['passing roles by a pattern', 'PassRole', () => of({ actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:r*'] })],
    ['passing any role of IAM', 'PassRole', () => of({ actions: ['iam:PassRole'], resources: ['arn:aws:iam:*'] })],
    ['passing the execution role of cdk bootstrap', 'PassRole', () => of({ actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/cdk-*'] })],
    ['assuming any role', 'AssumeRole', () => of({ actions: ['sts:AssumeRole'], resources: ['*'] })],
    ['assuming roles of a prefix', 'AssumeRole', () => of({ actions: ['sts:Assume*'], resources: ['arn:aws:iam::123456789012:role/app-*'] })],
    ['passing any role but one', 'PassRole', () => of({ actions: ['iam:PassRole'], notResources: ['arn:aws:iam::123456789012:role/admin'] })],
  ];

  test.each(wide)('%s: a warning', (_name, id, props) => {
    expect(warningsOf(groupOf(props())).join('\n')).toContain(`[ack: ${ID}${id}]`);
  });

  test.each(wide)('%s: acknowledged on the group', (_name, id, props) => {
    const group = groupOf(props());
    CoreAnnotations.of(group).acknowledgeWarning(`${ID}${id}`, 'Reviewed');
    expect(warningsOf(group).filter((warning) => warning.includes(`${ID}${id}]`))).toEqual([]);
  });

  test('the warning names the job, the statement, the actions and what the guardrail does about it', () => {
    const props = of({ sid: 'People', actions: ['iam:CreateUser', 'iam:DeleteUser'], resources: ['*'] });
    expect(warningsOf(groupOf(props))).toEqual([expect.stringMatching(
      /^The job function Wide changes identities with iam:CreateUser, iam:DeleteUser \(Stack\/JobFunctionWide, statements\[0\] \(People\)\): its guardrail denies most of that/,
    )]);
    expect(warningsOf(groupOf({ ...props, guardrail: false }))).toEqual([expect.stringContaining('without a guardrail everyone who has the job is an administrator')]);
  });

  test('a policy that was given, and what was granted to it later, count', () => {
    const stack = stackOf();
    const policy = new iam.ManagedPolicy(stack, 'Given', { statements: [statement()] });
    const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Wide', managedPolicies: [policy] }) });
    policy.addStatements(new iam.PolicyStatement(everything));
    expect(warningsOf(group)).toHaveLength(1);
  });

  test('a role that implements it gets the warning as well', () => {
    const stack = stackOf();
    new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.of({ name: 'Wide', ...of(everything) }) });
    Annotations.fromStack(stack).hasWarning('/Stack/Role/Resource', Match.stringLikeRegexp(`${ID}FullAccess`));
  });

  const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const given: [string, (stack: Stack) => iam.IManagedPolicy][] = [
    ['by name', () => iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
    ['by ARN', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', administrator)],
    ['by ARN of another partition', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', 'arn:aws-cn:iam::aws:policy/AdministratorAccess')],
    ['by a substitution', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', Fn.sub('arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess'))],
    ['by a join', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', Fn.join(':', ['arn', Aws.PARTITION, 'iam', '', 'aws', 'policy/AdministratorAccess']))],
    ['by a lazy ARN', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', Lazy.string({ produce: () => administrator }))],
    ['by name, of the account', (stack) => iam.ManagedPolicy.fromManagedPolicyName(stack, 'Given', 'AdministratorAccess')],
    ['as a policy of this app', (stack) => new iam.ManagedPolicy(stack, 'Given', { statements: [new iam.PolicyStatement(everything)] })],
    ['by reference to a policy of this app', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', new iam.CfnManagedPolicy(stack, 'Cfn', {
      policyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    }).ref)],
    ['by reference to a policy of another stack', (stack) => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Given', new iam.CfnManagedPolicy(new Stack(stack.node.root as App, 'Other'), 'Cfn', {
      policyDocument: new iam.PolicyDocument({ statements: [new iam.PolicyStatement(everything)] }),
    }).ref)],
  ];

  test.each(given)('AdministratorAccess given %s: the same warning', (_name, policyOf) => {
    const stack = stackOf();
    const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Wide', managedPolicies: [policyOf(stack)] }) });
    expect(warningsOf(group)).toEqual([expect.stringMatching(/^The job function Wide may do everything .*jobFunctionFullAccess\]$/)]);
  });

  test.each(['IAMFullAccess', 'AdministratorAccess-Amplify'])('%s as a managed policy gets the warnings of its kind', (name) => {
    const warnings = warningsOf(groupOf({ managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(name)] })).join();
    for (const kind of ['IdentityWrites', 'PassRole']) expect(warnings).toContain(`[ack: ${ID}${kind}]`);
  });

  test.each([['PowerUserAccess', 'AssumeRole'], ['AWSLambda_FullAccess', 'PassRole']])('%s gets a warning without a guardrail, and none with one', (name, kind) => {
    expect(warningsOf(groupOf({ awsManagedPolicies: [name], guardrail: false })).join()).toContain(`[ack: ${ID}${kind}]`);
    expect(warningsOf(groupOf({ awsManagedPolicies: [name] }))).toEqual([]);
  });

  test.each<[string, iam.PolicyStatementProps]>([
    ['reading of identities', { actions: ['iam:Get*', 'iam:List*'], resources: ['*'] }],
    ['assuming one role', { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::123456789012:role/deploy'] }],
    ['the credentials of their own user', { actions: ['iam:CreateAccessKey'], resources: ['arn:aws:iam::123456789012:user/${aws:username}'] }],
    ['passing the roles of a path', { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/workload/*'] }],
    ['a denial of everything', { effect: iam.Effect.DENY, ...everything }],
    ['every action of a service that is none of identities', { actions: ['s3:*'], resources: ['*'] }],
  ])('%s: no warning', (_name, props) => expect(warningsOf(groupOf(of(props)))).toEqual([]));

  test('none for the library\'s own administrator', () => {
    expect(warningsOf(new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.ADMINISTRATOR }))).toEqual([]);
  });
});

describe('a policy of AWS', () => {
  const groupWith = (props: Partial<JobFunctionOptions>) => {
    const stack = stackOf();
    new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Job', ...props }) });
    return stack;
  };

  test.each([
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'it must be a name with its path, not an ARN. Use ReadOnlyAccess'],
    ['ViewOnlyAccess', 'AWS names the policy job-function/ViewOnlyAccess'],
    ['securityaudit', 'AWS names the policy SecurityAudit'],
  ])('%s is refused at once', (name, rule) => {
    expect(() => JobFunction.of({ name: 'Job', awsManagedPolicies: ['ReadOnlyAccess', name] })).toThrow(`Invalid \`awsManagedPolicies\` '${name}': ${rule}`);
  });

  test.each([
    ['ViewOnlyAccess', 'AWS names the policy job-function/ViewOnlyAccess'],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'Use ReadOnlyAccess'],
  ])('%s given to fromAwsManagedPolicyName is refused at synth', (name, rule) => {
    const stack = groupWith({ managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(name)] });
    const errors = stack.node.findAll().flatMap((construct) => construct.node.validate());
    expect(errors).toEqual([expect.stringMatching(new RegExp(`^Invalid .jobFunction.managedPolicies. 'arn:<token>:iam::aws:policy/${name}': .*${rule}`))]);
  });

  test.each<[string, Partial<JobFunctionOptions>]>([
    ['by name', { awsManagedPolicies: ['SecurityAudt'] }],
    ['by fromAwsManagedPolicyName', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('SecurityAudt')] }],
  ])('that is misspelt gets a warning %s', (_name, props) => {
    Annotations.fromStack(groupWith(props)).hasWarning('/Stack/Group/Resource', Match.stringLikeRegexp('has the policy SecurityAudt .*do you mean SecurityAudit.*ack: cdk-secure-account-baseline:jobFunctionUnknownAwsPolicy'));
  });

  test('of a name that only the deployment knows passes', () => {
    const name = Fn.importValue('Policy');
    expect(() => Template.fromStack(groupWith({ awsManagedPolicies: [name] }))).not.toThrow();
  });
});

describe('the statements of a job function', () => {
  const warnings = (props: Partial<JobFunctionOptions>) => {
    const stack = stackOf();
    new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Job', ...props }) });
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);
  };
  const misspelt = new iam.PolicyStatement({ sid: 'Read', actions: ['s3:GetObjekt', 's3:ListBucket'], resources: ['arn:aws:s3:::reports'] });

  test('that name an action which AWS does not have get a warning, also in a policy that is given', () => {
    const text = /names actions that AWS does not have, or has only lately \(Stack\/\w+, statements\[0\] \(Read\)\): s3:GetObjekt \(do you mean s3:GetObject\?\)\. See \S+ \[ack: cdk-secure-account-baseline:jobFunctionUnknownAction\]/;
    expect(warnings({ statements: [misspelt] })).toEqual([expect.stringMatching(text)]);
    const stack = stackOf();
    const managedPolicies = [new iam.ManagedPolicy(stack, 'Given', { statements: [misspelt] })];
    new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Job', managedPolicies }) });
    Annotations.fromStack(stack).hasWarning('/Stack/Group/Resource', Match.stringLikeRegexp(text.source));
  });

  test('of a LeastPrivilegePolicy get that warning once', () => {
    const stack = stackOf();
    const managedPolicies = [new LeastPrivilegePolicy(stack, 'Given', { statements: [misspelt] })];
    new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Job', managedPolicies }) });
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toHaveLength(1);
  });

  test('with a Sid twice are refused', () => {
    const stack = stackOf();
    const twice = () => new iam.PolicyStatement({ sid: 'Read', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::reports'] });
    JobFunction.of({ name: 'Job', statements: [twice(), twice()] }).bind(stack);
    expect(() => Template.fromStack(stack)).toThrow(/\[Stack\/JobFunctionJob\] Invalid `statements\[1\]\.sid` 'Read': IAM takes a Sid only once in a policy/);
  });
});

test.each(['no spaces', 'x'.repeat(129)])('the group name %j is refused', (groupName) => {
  expect(() => JobFunction.of({ name: 'Job', groupName, statements: [statement()] })).toThrow(/^Invalid `groupName` /);
});

test('a job function whose statements are too long names the size and what to split', () => {
  const stack = stackOf();
  const resources = Array.from({ length: 100 }, (_, index) => `arn:aws:codepipeline:eu-west-1:123456789012:pipeline-number-${index}-of-the-shop`);
  JobFunction.of({ name: 'Long', statements: [new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources })] }).bind(stack);
  expect(() => Template.fromStack(stack)).toThrow(/\[Stack\/JobFunctionLong\] Invalid `statements` '\d+ characters': the policy may have 6144; split them: give some as a managed policy/);
});
