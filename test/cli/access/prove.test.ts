import { allow, document, Files, role, run, template } from './run';

const files = new Files();
afterAll(() => files.remove());

files.write('app.json', template({ Reports: role([allow('s3:GetObject', 'arn:aws:s3:::reports/*')]), Wide: role([allow(['s3:*', 'iam:PassRole'])]) }));
files.write('read.json', document(allow('s3:GetObject', 'arn:aws:s3:::reports/*')));
files.write('write.json', document(allow('s3:Put*', 'arn:aws:s3:::reports/*')));
files.write('everything.json', document(allow('*')));
files.write('no-iam.json', document({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }));
files.write('managed.json', template({ Auditor: role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/Example'] }) }));

/** The answer to one question, as status, message and the first example. */
async function answer(question: object): Promise<string> {
  const { out, err } = await run('prove', files.write('questions.json', { questions: [{ name: 'question', ...question }] }), '--format', 'json');
  if (err) throw new Error(err);
  const [{ status, message, examples }] = JSON.parse(out).results;
  return [status, message, ...examples.map(({ explanation }: any) => explanation)].join(': ');
}

const READ = { policies: ['read.json'] };

test.each<[string, object, RegExp]>([
  ['allowsNothing', { ...READ, claim: 'allowsNothing', notActions: ['s3:GetObject'] }, /^PASS: the policies allow none of the requests$/],
  ['allowsNothing, refuted', { ...READ, claim: 'allowsNothing', actions: ['s3:*'] }, /^FAIL: allowsNothing is refuted: s3:GetObject on arn:aws:s3:::reports\/ is allowed, since policy, statement 1 allows it$/],
  ['allowsEverything', { ...READ, claim: 'allowsEverything', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/2026'] }, /^PASS/],
  ['allowsEverything, refuted', { ...READ, claim: 'allowsEverything', actions: ['s3:GetObject'] }, /^FAIL: allowsEverything is refuted: s3:GetObject on .* is denied/],
  ['resources that are not asked about', { ...READ, claim: 'allowsNothing', notResources: ['arn:aws:s3:::reports/*'] }, /^PASS/],
  ['allowsNoMoreThan', { ...READ, claim: 'allowsNoMoreThan', than: { policies: ['everything.json'] } }, /^PASS/],
  ['allowsNoMoreThan, refuted', { ...READ, claim: 'allowsNoMoreThan', than: { policies: ['write.json'] } }, /^FAIL: .*before, no statement/],
  ['allowsSameAs', { ...READ, claim: 'allowsSameAs', than: { template: 'app.json', identity: 'Reports' } }, /^PASS/],
  ['allowsSameAs, refuted by the others', { ...READ, claim: 'allowsSameAs', than: { policies: ['read.json', 'write.json'] } }, /^FAIL: .*The other policies allow more\. s3:Put/],
  ['an identity of a template', { template: 'app.json', identity: 'Wide', claim: 'allowsNothing', actions: ['iam:*'] }, /^FAIL: .*iam:PassRole on .* since Wide, policy Inline, statement 1 allows it/],
  ['a boundary', { template: 'app.json', identity: 'Wide', boundary: 'no-iam.json', claim: 'allowsNothing', actions: ['s3:*'] }, /^PASS/],
  ['a session policy', { policies: ['everything.json'], sessionPolicy: 'read.json', claim: 'allowsNothing', actions: ['iam:*'] }, /^PASS/],
  ['a level of service control policies', { policies: ['everything.json'], serviceControlPolicies: ['everything.json', 'no-iam.json'], claim: 'allowsNothing', actions: ['iam:*'] }, /^PASS/],
  ['a level that forgets to allow', { policies: ['everything.json'], serviceControlPolicies: [['everything.json'], ['no-iam.json']], claim: 'allowsNothing', actions: ['s3:*'] }, /^PASS/],
  ['a level that allows', { policies: ['everything.json'], serviceControlPolicies: [['everything.json'], ['everything.json', 'no-iam.json']], claim: 'allowsNothing', actions: ['s3:*'] }, /^FAIL/],
  ['resource control policies', { policies: ['everything.json'], resourceControlPolicies: ['no-iam.json'], claim: 'allowsNothing', actions: ['iam:*'] }, /^PASS/],
  ['a managed policy that is not known', { template: 'managed.json', identity: 'Auditor', claim: 'allowsNothing', actions: ['iam:*'] }, /^UNKNOWN: .*the policy Example allows/],
  ['a managed policy of a file', { template: 'managed.json', identity: 'Auditor', managedPolicies: { Example: 'read.json' }, claim: 'allowsNothing', actions: ['iam:*'] }, /^PASS/],
  ['a condition', { policies: ['mfa.json'], claim: 'allowsNothing', actions: ['*'], when: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } } }, /^PASS/],
  ['another condition', { policies: ['mfa.json'], claim: 'allowsNothing', actions: ['*'], when: { Bool: { 'aws:MultiFactorAuthPresent': ['true'] } } }, /^FAIL/],
])('%s', async (_, question, expected) => {
  files.write('mfa.json', document({ ...allow('*'), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }));
  expect(await answer(question)).toMatch(expected);
});

test('YAML: all answers, in the order of the file, with their lines', async () => {
  const file = files.write('questions.yaml', [
    'questions:',
    '  - name: reports stay read-only   # a comment',
    '    template: app.json',
    '    identity: Reports',
    '    claim: allowsNothing',
    '    notActions: [s3:GetObject]',
    '  - name: nobody passes roles',
    '    template: app.json',
    '    identity: Wide',
    '    claim: allowsNothing',
    '    actions:',
    '      - iam:PassRole',
    '    when:',
    '      NumericLessThan: { aws:MultiFactorAuthAge: 3600 }',
  ].join('\n'));
  const { code, out } = await run('prove', file, '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(out).results.map(({ status, subject, location: { line } }: any) => [status, subject, line])).toEqual([['PASS', 'reports stay read-only', 2], ['FAIL', 'nobody passes roles', 7]]);
});
