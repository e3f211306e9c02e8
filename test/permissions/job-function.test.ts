import { Annotations as CoreAnnotations, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { JobFunction, JobFunctionProps } from '../../src/permissions/job-function';
import { LeastPrivilegePolicy } from '../../src/permissions/least-privilege/least-privilege-policy';
import { assumeRolesStatement } from '../../src/permissions/policies/assume-roles';
import { passWorkloadRolesStatements } from '../../src/permissions/policies/pass-workload-roles';
import { JobFunctionRole } from '../../src/roles/job-function-role';
import { stackOf } from '../stack-of';

const statement = () => new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources: ['arn:aws:codepipeline:::x'] });

test('a job function makes its policy and the guardrail once per stack, whoever asks', () => {
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
    .toThrow("Invalid `name` 'ReleaseManager': the stack has another job function of that name");
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
  const of = (props: iam.PolicyStatementProps): Partial<JobFunctionProps> => ({ statements: [new iam.PolicyStatement(props)] });
  const everything = { actions: ['*'], resources: ['*'] };

  function groupOf(props: Partial<JobFunctionProps>): JobFunctionGroup {
    return new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.of({ name: 'Wide', ...props }) });
  }

  function warningsOf(construct: JobFunctionGroup): string[] {
    return Annotations.fromStack(Stack.of(construct)).findWarning('*', Match.anyValue())
      .map(({ entry }) => `${entry.data}`).filter((data) => data.includes(ID));
  }

  const wide: [string, string, () => Partial<JobFunctionProps>][] = [
    ['everything', 'FullAccess', () => of(everything)],
    ['everything, by a policy of AWS', 'FullAccess', () => ({ awsManagedPolicies: ['AdministratorAccess'] })],
    ['a change of identities', 'IdentityWrites', () => of({ actions: ['iam:AttachRolePolicy'], resources: ['arn:aws:iam::123456789012:role/some'] })],
    ['changes of identities by a wildcard', 'IdentityWrites', () => of({ actions: ['iam:*'], resources: ['*'] })],
    ['changes of identities by leaving them unnamed', 'IdentityWrites', () => of({ notActions: ['s3:*'], resources: ['*'] })],
    ['changes of identities, by a policy of AWS', 'IdentityWrites', () => ({ awsManagedPolicies: ['IAMFullAccess'] })],
    ['changes in Identity Center', 'IdentityWrites', () => of({ actions: ['sso:CreateAccountAssignment'], resources: ['*'] })],
    ['passing any role', 'PassRole', () => of({ actions: ['iam:PassRole'], resources: ['*'] })],
    ['passing any role of the account', 'PassRole', () => of({ actions: ['iam:Pass*'], resources: ['arn:aws:iam::123456789012:role/*'] })],
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
      /^The job function Wide changes identities by iam:CreateUser, iam:DeleteUser \(Stack\/JobFunctionWide, statement 1 \(People\)\): its guardrail denies the most of that/,
    )]);
    expect(warningsOf(groupOf({ ...props, guardrail: false }))).toEqual([expect.stringContaining('without a guardrail whoever has the job is an administrator')]);
  });

  test('a policy that was given, and what was granted to it later, count', () => {
    const stack = stackOf();
    const policy = new iam.ManagedPolicy(stack, 'Given', { statements: [statement()] });
    const group = new JobFunctionGroup(stack, 'Group', { jobFunction: JobFunction.of({ name: 'Wide', managedPolicies: [policy] }) });
    policy.addStatements(new iam.PolicyStatement(everything));
    expect(warningsOf(group)).toHaveLength(1);
  });

  test('a role that realises it gets the warning as well', () => {
    const stack = stackOf();
    new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.of({ name: 'Wide', ...of(everything) }) });
    Annotations.fromStack(stack).hasWarning('/Stack/Role/Resource', Match.stringLikeRegexp(`${ID}FullAccess`));
  });

  test.each<[string, iam.PolicyStatementProps]>([
    ['reading of identities', { actions: ['iam:Get*', 'iam:List*'], resources: ['*'] }],
    ['the own user', { actions: ['iam:CreateAccessKey'], resources: ['arn:aws:iam::123456789012:user/${aws:username}'] }],
    ['passing the roles of a path', { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/workload/*'] }],
    ['a denial of everything', { effect: iam.Effect.DENY, ...everything }],
    ['every action of a service that is none of identities', { actions: ['s3:*'], resources: ['*'] }],
  ])('%s: no warning', (_name, props) => expect(warningsOf(groupOf(of(props)))).toEqual([]));

  test('none for the library\'s own administrator', () => {
    expect(warningsOf(new JobFunctionGroup(stackOf(), 'Group', { jobFunction: JobFunction.ADMINISTRATOR }))).toEqual([]);
  });
});

test('a job function whose statements are too long names the size and what to split', () => {
  const stack = stackOf();
  const resources = Array.from({ length: 100 }, (_, index) => `arn:aws:codepipeline:eu-west-1:123456789012:pipeline-number-${index}-of-the-shop`);
  JobFunction.of({ name: 'Long', statements: [new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources })] }).bind(stack);
  expect(() => Template.fromStack(stack)).toThrow(/\[Stack\/JobFunctionLong\] Invalid `statements` '\d+ characters': the policy may have 6144; split them: give some as a managed policy/);
});
