import { linkSync, readFileSync } from 'fs';
import { join } from 'path';
import { SaxesParser } from 'saxes';
import { allow, document, Files, role, run, template } from './run';
import { markdown } from '../../../cli/access/formats/markdown';
import { Result } from '../../../cli/access/review';
import { sarifErrors } from '../schemas/validate';

const files = new Files();
afterAll(() => files.remove());

/** A name with what every format could take for markup. */
const HOSTILE = '`x` **b** <img src=x> & | [l](http://x) @team {0} \u001b[2J \u202e ]]> " \' \ud800';

const old = files.write('old.json', template({ Group: { Type: 'AWS::IAM::Group', Properties: {} } }));
const now = files.write('new.json', template({
  Group: { Type: 'AWS::IAM::Group', Properties: {} },
  Unknown: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'unknown', ManagedPolicyArns: ['arn:aws:iam::aws:policy/Unknown'] } },
  Role: role([allow('s3:GetObject')], { RoleName: HOSTILE }),
}));
const report = async (format: string) => (await run('compare', old, now, '--format', format)).out;

test('text: status, subject, examples and a summary; nothing controls the terminal', async () => {
  const text = await report('text');
  expect(text).toContain('PASS     group Group: may do nothing that was not allowed before\n');
  expect(text).toContain('UNKNOWN  group Unknown (unknown): ');
  expect(text).toMatch(/^FAIL {5}role Role \(`x` .*\): is new and may do what was not allowed before\n {9}s3:GetObject on \S+ is allowed, since Role, policy Inline, statement 1 allows it$/m);
  expect(text).toMatch(/: 2 FAIL, 1 UNKNOWN, 1 PASS$/);
  expect(text).not.toMatch(/[\x1b\u202e]|\p{Surrogate}/u);
});

test('JSON has every result with its examples', async () => {
  const { results } = JSON.parse(await report('json'));
  expect(results).toHaveLength(4);
  expect(results[2]).toMatchObject({ rule: 'new-access', status: 'FAIL', subject: `role Role (${HOSTILE})`, location: { file: now, line: 16 } });
  expect(results[2].examples).toEqual([{
    action: 's3:GetObject', resource: expect.stringMatching(/^arn:|^\*$/), context: {}, statements: ['Role, policy Inline, statement 1'], explanation: expect.stringContaining('s3:GetObject'),
  }]);
});

test('JUnit is well-formed XML, with a failure for new access and an error for what is unknown', async () => {
  const elements: [string, Record<string, string>][] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => elements.push([name, attributes]));
  parser.write(await report('junit')).close();
  expect(elements[0]).toEqual(['testsuite', expect.objectContaining({ tests: '4', failures: '2', errors: '1' })]);
  expect(elements.map(([name]) => name)).toEqual(['testsuite', 'testcase', 'testcase', 'error', 'testcase', 'failure', 'testcase', 'failure']);
  // What XML cannot hold is a question mark.
  expect(elements[4][1].name).toBe(`role Role (${HOSTILE.replace(/[\u001b\u202e\ud800]/g, '?')})`);
});

test('SARIF has what is not proved, with the line of the template and text without links', async () => {
  const { version, runs: [{ tool, results }] } = JSON.parse(await report('sarif'));
  expect([version, tool.driver.name]).toEqual(['2.1.0', 'secure-account-baseline']);
  expect(results.map(({ ruleId, level }: any) => [ruleId, level])).toEqual([['new-access', 'warning'], ['new-access', 'error'], ['new-trust', 'error']]);
  expect(results[1].message.text).toContain('\\[l\\](http://x) @team {{0}}');
  expect(results[1].locations).toEqual([{ physicalLocation: { artifactLocation: { uri: `file://${now}` }, region: { startLine: 16 } } }]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(new Set(results.map(({ partialFingerprints }: any) => partialFingerprints['subject/v1'])).size).toBe(3);
});

test('SARIF is valid by the schema of OASIS', async () => {
  const parsed = JSON.parse(await report('sarif'));
  expect(parsed.runs[0].results.length).toBeGreaterThan(0);
  expect(sarifErrors(parsed)).toEqual([]);
  expect(sarifErrors({ ...parsed, version: '2.0.0' })).not.toEqual([]);
});

test('SARIF has a relative path as it is, for a repository', async () => {
  const before = process.cwd();
  process.chdir(files.folder);
  try {
    files.write('a b/new.json', readFileSync(now, 'utf8'));
    const { out } = await run('compare', 'old.json', join('a b', 'new.json'), '--format', 'sarif');
    expect(JSON.parse(out).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/new.json');
  } finally {
    process.chdir(before);
  }
});

test('Markdown has a name as code, longer than every fence in it', async () => {
  const text = await report('markdown');
  expect(text).toContain('### New access\n\n- **``');
  expect(text).toContain('### Unknown\n\n- **`group Unknown (unknown)`**');
  // Outside of code there is nothing of the name.
  const outside = text.replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
  expect(outside).not.toMatch(/[<&@[\]{}]/);
  expect(outside).not.toContain('PASS');
});

test('Markdown fits into a comment on GitHub, and says what it leaves out', () => {
  const results = Array.from({ length: 1000 }, (_, index): Result => ({
    rule: 'new-access', subject: `role ${index}`, status: 'FAIL', message: 'x'.repeat(200), examples: [], location: { file: 'x', line: 1 },
  }));
  const text = markdown({ title: 'Access', results });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\n\n\d+ more are too long for a comment: see the output of the command\.\n\n`Access: 1000 FAIL, 0 UNKNOWN, 0 PASS`$/);
});

test('Markdown without anything new says so', async () => {
  const { out } = await run('compare', old, old, '--format', 'markdown');
  expect(out).toMatch(/^Nothing that is new, refuted or unknown\.\n\n`Access of .*: 0 FAIL, 0 UNKNOWN, 1 PASS`$/);
});

test('a refuted claim in every format', async () => {
  files.write('policy.json', document(allow('iam:PassRole')));
  const file = files.write('questions.json', { questions: [{ name: HOSTILE, policies: ['policy.json'], claim: 'allowsNothing', actions: ['iam:*'] }] });
  const of = async (format: string) => (await run('prove', file, '--format', format)).out;
  expect(await of('markdown')).toContain('### Refuted');
  expect(JSON.parse(await of('sarif')).runs[0].results).toEqual([expect.objectContaining({ ruleId: 'claim', level: 'error' })]);
  expect(await of('junit')).toContain('<failure type="claim" message="allowsNothing is refuted">\niam:PassRole');
});

test('--output writes the report to a file and prints the summary', async () => {
  const output = join(files.folder, 'report.sarif');
  const { code, out } = await run('compare', old, now, '--format', 'sarif', '--output', output);
  expect([code, out]).toEqual([1, expect.stringMatching(/^Access of \S+ compared with \S+: 2 FAIL, 1 UNKNOWN, 1 PASS$/)]);
  expect(`${readFileSync(output, 'utf8')}`).toBe(`${await report('sarif')}\n`);
});

test.each(['compare', 'prove'])('%s writes the report beside the former one, and then in its place', async (command) => {
  files.write('policy.json', document(allow('iam:PassRole')));
  const questions = files.write('questions.json', { questions: [{ name: 'Q', policies: ['policy.json'], claim: 'allowsNothing', actions: ['iam:*'] }] });
  // Another name of the same file: what overwrites the file in place changes it under both names.
  const [output, sameFile] = [files.write(`${command}.txt`, 'former'), join(files.folder, `former-${command}.txt`)];
  linkSync(output, sameFile);
  expect((await run(command, ...command === 'compare' ? [old, now] : [questions], '--output', output)).code).toBe(1);
  expect([readFileSync(output, 'utf8'), readFileSync(sameFile, 'utf8')]).toEqual([expect.stringContaining('FAIL'), 'former']);
});
