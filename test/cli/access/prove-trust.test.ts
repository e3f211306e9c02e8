import { allow, document, Files, role, run, template, trust } from './run';

const files = new Files();
afterAll(() => files.remove());

const CI = 'arn:aws:iam::111122223333:role/ci/Pipeline';
const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

files.write('app.json', template({
  Deploy: role([allow('*')], { RoleName: 'deploy', AssumeRolePolicyDocument: trust({ AWS: CI }) }),
  People: role([], { AssumeRolePolicyDocument: trust({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::111122223333:root' } }, MFA) }),
  Function: role([]),
}));
files.write('ci.json', trust({ AWS: CI }));
files.write('ci-and-more.json', document(...trust({ AWS: CI }).Statement, ...trust({ Service: 'ec2.amazonaws.com' }).Statement));
files.write('not-principal.json', document(...trust('*').Statement, { Effect: 'Deny', NotPrincipal: { AWS: CI }, Action: '*' }));
files.write('outside.json', document({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }));

async function answer(question: object): Promise<string> {
  const { out, err } = await run('prove', files.write('questions.json', { questions: [{ name: 'question', claim: 'allowsNothing', ...question }] }), '--format', 'json');
  if (err) throw new Error(err);
  const [{ status, message, examples }] = JSON.parse(out).results;
  return [status, message, ...examples.map(({ explanation }: any) => explanation)].join(': ');
}

const deploy = { template: 'app.json', trustOf: 'Deploy' };
const people = { template: 'app.json', trustOf: 'People' };

test.each<[string, object, RegExp]>([
  ['only one role assumes it, in its sessions too', { ...deploy, notPrincipal: { AWS: CI } }, /^PASS/],
  ['by the name of the role', { ...deploy, trustOf: 'deploy', notPrincipal: { AWS: CI } }, /^PASS/],
  ['one of several principals', { ...deploy, notPrincipal: { AWS: [CI, '444455556666'], Service: 'ec2.amazonaws.com' } }, /^PASS/],
  ['another role', { ...deploy, notPrincipal: { AWS: CI.replace('Pipeline', 'Other') } }, /^FAIL: allowsNothing is refuted: sts:AssumeRole is allowed to AWS:arn:aws:(iam|sts)::111122223333:\S*Pipeline\S*, since Deploy, trust policy, statement 1 allows it$/],
  ['what a principal may not do', { ...deploy, principal: { AWS: CI }, notActions: ['sts:AssumeRole'] }, /^PASS/],
  ['what a principal may do', { ...deploy, principal: { AWS: CI }, claim: 'allowsEverything', actions: ['sts:AssumeRole'] }, /^PASS/],
  ['what another principal may not do', { ...deploy, principal: { Service: 'ec2.amazonaws.com' }, claim: 'allowsEverything', actions: ['sts:AssumeRole'] }, /^FAIL: .*sts:AssumeRole is denied to Service:ec2.amazonaws.com, since no statement of the trust policy allows it$/],
  ['a service', { template: 'app.json', trustOf: 'Function', notPrincipal: { Service: 'lambda.amazonaws.com' } }, /^PASS/],
  ['a condition', { ...people, when: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } } }, /^PASS/],
  ['a principal under a condition', { ...people, principal: { AWS: 111122223333 }, when: { Bool: { 'aws:MultiFactorAuthPresent': true } } }, /^FAIL: .*when aws:multifactorauthpresent is 'true', since/],
  ['the account of a principal', { ...people, notPrincipal: { AWS: '111122223333' } }, /^PASS/],
  ['a resource control policy', { ...people, resourceControlPolicies: ['outside.json'], when: { StringEquals: { 'aws:PrincipalOrgID': 'o-other' } } }, /^PASS/],
  ['a trust policy of a file', { trustPolicy: 'ci.json', notPrincipal: { AWS: CI } }, /^PASS/],
  ['a statement of a file', { trustPolicy: 'ci-and-more.json', notPrincipal: { AWS: CI } }, /^FAIL: .*to Service:ec2.amazonaws.com, since ci-and-more.json, trust policy, statement 2 allows it$/],
  ['a comparison', { trustPolicy: 'ci.json', claim: 'allowsSameAs', than: deploy }, /^PASS/],
  ['a comparison that is refuted', { trustPolicy: 'ci-and-more.json', claim: 'allowsNoMoreThan', than: deploy }, /^FAIL: .*Service:ec2.amazonaws.com/],
  ['NotPrincipal is unknown, with the statement', { trustPolicy: 'not-principal.json', notPrincipal: { AWS: CI } }, /^UNKNOWN: Invalid `not-principal.json, trust policy, statement 2, NotPrincipal` .*the proof does not decide NotPrincipal. Use Principal, and a condition on aws:PrincipalArn$/],
])('%s', async (_, question, expected) => expect(await answer(question)).toMatch(expected));

test('a trust policy that IAM refuses is an error at the question', async () => {
  files.write('wildcard.json', trust({ AWS: 'arn:aws:iam::111122223333:role/*' }));
  const file = files.write('questions.json', { questions: [{ name: 'a', trustPolicy: 'wildcard.json', claim: 'allowsNothing' }] });
  expect(await run('prove', file)).toMatchObject({ code: 2, err: expect.stringMatching(/questions\.json:\d+:\d+: Invalid `wildcard.json, trust policy, statement 1, Principal, AWS` .*IAM takes no wildcard/) });
});
