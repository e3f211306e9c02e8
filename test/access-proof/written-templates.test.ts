import { AccessPolicies, AccessProof, AccessVerdict } from '../../src';
import { readTemplate } from '../../src/proof/template/read-template';

const template = (Resources: object) => JSON.stringify({ Resources });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const trust = (Principal: object) => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal });
const roleTrusting = (Principal: object) => readTemplate('template', template({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(Principal) } } }));

test.each([
  ['[]', 'Invalid `template` \'[]\': it has no Resources'],
  ['{"Resources": []}', 'it has no Resources'],
  ['{"Resources": {', 'it is no JSON at line 1, column 16'],
  [template({ Role: 'AWS::IAM::Role' }), "Invalid `template, Role` 'AWS::IAM::Role': a resource is an object with Type and Properties"],
  [template({ Role: { Properties: {} } }), 'Invalid `template, Role` {"Properties":{}}'],
  [template({ Role: { Type: 'AWS::IAM::Role', Properties: [] } }), 'a resource is an object with Type and Properties'],
])('%s is refused', (text, message) => {
  expect(() => AccessPolicies.fromTemplate(text, 'Role')).toThrow(message);
});

test('names that refer to each other are refused', () => {
  const role = (RoleName: object, ManagedPolicyArns: object[] = []) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName, ManagedPolicyArns } });
  const policy = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ 'Fn::Sub': '${A}' }], PolicyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*' }) } };
  const policies = AccessPolicies.fromTemplate(template({ A: role({ Ref: 'B' }), B: role({ 'Fn::Sub': '${A}-x' }), Policy: policy }), 'A');
  expect(() => new AccessProof(policies).allowsNothing({ actions: ['*'] })).toThrow('it refers to itself. CloudFormation refuses circular references');
});

test('the trust policy of a role of a template', () => {
  const [before] = roleTrusting({ Service: 'lambda.amazonaws.com' });
  const [now] = roleTrusting({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] });
  const of = (role: typeof now) => AccessPolicies._ofTrustIn([role], role);
  const { counterexample } = new AccessProof(of(now)).allowsNoMoreThan(of(before));
  expect(counterexample).toMatchObject({ action: 'sts:AssumeRole', context: { 'request:principal': 'Service:ec2.amazonaws.com' } });
  expect(new AccessProof(of(before)).allowsNoMoreThan(of(now)).isProved).toBe(true);
});

test('a question about some requests only', () => {
  const of = (...Action: string[]) => new AccessProof(AccessPolicies.fromJson(JSON.stringify(document({ Effect: 'Allow', Action, Resource: '*' }))));
  const before = AccessPolicies.fromJson(JSON.stringify(document({ Effect: 'Allow', Action: 's3:*', Resource: '*' })));
  expect(of('s3:*', 'sqs:*')._allowsNoMoreThan(before, { notActions: ['sqs:*'] }).isProved).toBe(true);
  expect(of('s3:*', 'sqs:*', 'sns:*')._allowsNoMoreThan(before, { notActions: ['sqs:*'] }).counterexample?.action).toMatch(/^sns:/);
});

test('what a group allows that no template makes is unknown', () => {
  const user = (Groups: string[]) => AccessPolicies.fromTemplate(template({ User: { Type: 'AWS::IAM::User', Properties: { Groups } } }), 'User');
  expect(new AccessProof(user([])).allowsNothing({ actions: ['*'] }).isProved).toBe(true);
  expect(new AccessProof(user(['Admins'])).allowsNothing({ actions: ['*'] }).explanation)
    .toMatch(/^Unknown: .* whether the policy of the group Admins allows the request, which is not known since the group is not in the app/);
  expect(new AccessProof(user(['Admins'])).allowsNoMoreThan(user(['Admins'])).isProved).toBe(true);
  // A group may also deny.
  expect(new AccessProof(user(['Admins'])).allowsNoMoreThan(user(['Admins', 'Readers'])).verdict).toBe(AccessVerdict.UNKNOWN);
});
