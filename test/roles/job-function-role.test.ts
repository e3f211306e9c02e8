import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { JobFunction } from '../../src/permissions/job-function';
import { JobFunctionRole } from '../../src/roles/job-function-role';
import { RoleTrust } from '../../src/trust/role-trust';
import { stackOf } from '../stack-of';

test('the Administrator role admits users of the baseline with recent MFA, for an hour, under their own name', () => {
  const stack = stackOf();
  new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.ADMINISTRATOR });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'Administrator',
    Path: '/account-baseline/',
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/account-baseline/*' } },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
          StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
        },
      }],
    },
  });
});

test('a role for another job function carries the guardrail, and is assumed by whom the user names', () => {
  const stack = stackOf();
  const role = new JobFunctionRole(stack, 'Role', {
    jobFunction: JobFunction.POWER_USER,
    assumedBy: RoleTrust.people({ siblings: { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' } }),
    maxSessionDuration: Duration.hours(12),
  });
  expect(role.jobFunction).toBe(JobFunction.POWER_USER);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'PowerUser', MaxSessionDuration: 43200 });
  expect(Object.values(template.findResources('AWS::IAM::Role'))[0].Properties.ManagedPolicyArns).toHaveLength(3);
});

test.each([
  ['maxSessionDuration', Duration.minutes(59), '1 hour to 12 hours'],
  ['maxSessionDuration', Duration.hours(13), '1 hour to 12 hours'],
])('%s of %s is refused', (property, duration, range) => {
  expect(() => new JobFunctionRole(stackOf(), 'Role', { jobFunction: JobFunction.ADMINISTRATOR, [property]: duration }))
    .toThrow(`it must last from ${range}`);
});

test.each([['roleName', 'x'.repeat(65)], ['roleName', 'a b'], ['path', 'x']])('%s %j is refused', (property, value) => {
  expect(() => new JobFunctionRole(stackOf(), 'Role', { jobFunction: JobFunction.ADMINISTRATOR, [property]: value })).toThrow(`Invalid \`${property}\` `);
});

test('the path of the users and the age of their MFA can be chosen', () => {
  const stack = stackOf();
  new JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.ADMINISTRATOR, assumedBy: RoleTrust.people({ usersPath: '/people/', mfaMaxAge: Duration.hours(2) }) });
  expect(Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
    ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/people/*' } },
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': '7200' },
    StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
  });
});
