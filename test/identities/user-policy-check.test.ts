import { Annotations as Annotate, App, Aspects, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BaselineUser } from '../../src/identities/baseline-user';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';
import { ProgramUser } from '../../src/identities/program-user';
import { checkPoliciesOfUsers } from '../../src/identities/user-policy-check';
import { JobFunction } from '../../src/permissions/job-function';

const ID = 'cdk-secure-account-baseline:policyOnUser';
const WARNING = Match.stringLikeRegexp(`attach it to one of their groups.*${ID}`);
const read = () => new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });
const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', WARNING).map(({ id }) => id);

test.each<[string, (stack: Stack, user: iam.User) => unknown, string]>([
  ['a grant', (stack, user) => new s3.Bucket(stack, 'Bucket').grantRead(user), '/Stack/Program/DefaultPolicy/Resource'],
  ['an inline policy', (stack, user) => new iam.Policy(stack, 'Inline', { users: [user], statements: [read()] }), '/Stack/Inline/Resource'],
  ['a managed policy', (stack, user) => new iam.ManagedPolicy(stack, 'Managed', { users: [user], statements: [read()] }), '/Stack/Managed/Resource'],
  ['addManagedPolicy', (_, user) => user.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')), '/Stack/Program/Resource'],
  ['a user of another app',
    (stack) => new iam.Policy(stack, 'Inline', { users: [iam.User.fromUserName(stack, 'Imported', 'bob')], statements: [read()] }), '/Stack/Inline/Resource'],
])('%s on a user outside of the baseline is a warning, not an error', (_, attach, path) => {
  const stack = new Stack(new App(), 'Stack');
  attach(stack, new iam.User(stack, 'Program'));
  checkPoliciesOfUsers(stack);
  expect(warnings(stack)).toEqual([path]);
});

test('it also looks into other stacks of the app, once, however often it is asked to', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const other = new Stack(app, 'Other');
  checkPoliciesOfUsers(stack);
  checkPoliciesOfUsers(other);
  new iam.ManagedPolicy(other, 'Managed', { users: [new iam.User(other, 'Program')], statements: [read()] });
  expect(warnings(other)).toEqual(['/Other/Managed/Resource']);
  expect(Aspects.of(app).all).toEqual([]);
});

test('it looks through the stage that it is applied in', () => {
  const stack = new Stack(new Stage(new App(), 'Stage'), 'Stack');
  checkPoliciesOfUsers(stack);
  new iam.User(stack, 'Program').addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
  expect(warnings(stack)).toEqual(['/Stage/Stack/Program/Resource']);
});

test('users without policies, users of the baseline and policies on groups and roles bring no warning', () => {
  const stack = new Stack(new App(), 'Stack');
  checkPoliciesOfUsers(stack);
  new iam.User(stack, 'Plain');
  const auditors = new JobFunctionGroup(stack, 'Auditors', {
    jobFunction: JobFunction.SECURITY_AUDITOR, mfaEnforcement: new MfaEnforcement(stack, 'Mfa'),
  });
  new BaselineUser(stack, 'Alice', { groups: [auditors] });
  const program = new ProgramUser(stack, 'Backup', { sourceIps: ['203.0.113.7'] });
  const bucket = new s3.Bucket(stack, 'Bucket');
  bucket.grantRead(program);
  bucket.grantRead(auditors);
  bucket.grantRead(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  expect(warnings(stack)).toEqual([]);
});

test('the warning can be acknowledged by its id', () => {
  const stack = new Stack(new App(), 'Stack');
  checkPoliciesOfUsers(stack);
  new iam.User(stack, 'Program').addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
  Annotate.of(stack).acknowledgeWarning(ID, 'goes away with the old build server');
  expect(warnings(stack)).toEqual([]);
});
