import { spawnSync } from 'child_process';
import { cpSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { allow, document, Files, role, run, template, trust } from './run';

/** The command lines that pages and the example workflow show, run by the bundled command in a folder as they describe it. */
const ROOT = join(__dirname, '..', '..', '..');
const WORKFLOW = join(ROOT, 'examples', 'access-review', '.github', 'workflows', 'access-review.yml');
const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const files = new Files();
afterAll(() => files.remove());

const READ = allow('s3:GetObject', 'arn:aws:s3:::reports/*');
const WRITE = allow('s3:PutObject', 'arn:aws:s3:::reports/*');
const MANIFEST = { artifacts: { App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.template.json' } } } };

function writeApp(folder: string, reports: object): void {
  files.write(`${folder}/manifest.json`, MANIFEST);
  files.write(`${folder}/App.template.json`, template({ Reports: reports }));
}

const before = role([READ]);
const after = role([READ, WRITE], { AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com', AWS: '111122223333' }) });

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(ROOT, 'node_modules', '.bin', 'tsx'), join(ROOT, 'tools', 'build-cli.ts'), join(files.folder, 'cli', 'dist')], { encoding: 'utf8' });
  expect([built.status, built.stderr]).toEqual([0, '']);
  cpSync(join(files.folder, 'cli'), join(files.folder, 'tool', 'cli'), { recursive: true });
  for (const folder of ['main/cdk.out', 'base/cdk.out']) writeApp(folder, before);
  for (const folder of ['cdk.out', 'head/cdk.out']) writeApp(folder, after);
  files.write('policy.json', document(READ));
  files.write('old-policy.json', document(READ, READ));
  files.write('questions.yaml', blocks('docs/prove-your-own-policies.md', 'yaml')[0]);
});

function blocks(path: string, language: string): string[] {
  return [...page(path).matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code);
}

/** Runs a line as a shell does, with the modules of the checkout. */
function shell(line: string): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: files.folder, encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), NODE_NO_WARNINGS: '1' } });
  return { code: status, out: stdout + stderr };
}

const lines = ['docs/prove-your-own-policies.md', 'cli/README.md'].flatMap((path) => blocks(path, 'shell').flatMap((code) => code.trim().split('\n').map((line): [string, string] => [path, line])));

test('the pages have both commands', () => {
  for (const path of ['docs/prove-your-own-policies.md', 'cli/README.md']) {
    expect(lines.filter(([of]) => of === path).map(([, line]) => line.split(' ')[2])).toEqual(expect.arrayContaining(['compare', 'prove']));
  }
});

test.each(lines)('%s: %s', (_, line) => {
  const { code, out } = shell(line);
  if (line.includes(' compare ')) expect([code, out]).toEqual([1, expect.stringContaining('2 FAIL, 0 UNKNOWN, 0 PASS')]);
  // The new version writes reports, which the question refutes.
  else expect([code, out]).toEqual([1, expect.stringMatching(/^FAIL {5}reports are never written: .*\n.*s3:PutObject[^]*\nPASS {5}the new policy is the old one in other words: [^]*\nFAIL {5}only Lambda assumes the role: .*\n.*sts:AssumeRole is allowed to AWS:/)]);
});

test('the output of the page is that of the command', () => {
  const output = blocks('docs/prove-your-own-policies.md', 'text').find((text) => text.startsWith('FAIL'))!;
  expect(shell(lines[0][1]).out).toContain(output.trimEnd());
});

test('the bundled command answers as the checkout does, without aws-cdk-lib', async () => {
  for (const format of ['json', 'sarif', 'markdown']) {
    const args = ['compare', join(files.folder, 'main', 'cdk.out'), join(files.folder, 'cdk.out'), '--format', format];
    const { out } = await run(...args);
    expect(shell(`node cli/dist/index.js ${args.join(' ')}`)).toEqual({ code: 1, out: `${out}\n` });
  }
  const broken = files.write('broken.yaml', 'questions:\n  - name: a\n    policies: [policy.json]\n    claim: allowsNothing\n    actions: [x]');
  expect(shell(`node cli/dist/index.js prove ${broken}`)).toEqual({ code: 2, out: `${(await run('prove', broken)).err}\n` });
});

describe('the example workflow', () => {
  const { permissions, jobs } = parse(readFileSync(WORKFLOW, 'utf8'));
  const steps: any[] = Object.values<any>(jobs).flatMap((job) => job.steps);

  test('its command lines compare the folders that it makes', () => {
    const compared = jobs.compare.steps.find(({ id }: any) => id === 'compare');
    expect(shell(compared.run)).toEqual({ code: 1, out: expect.stringContaining('2 FAIL') });
    expect(readFileSync(join(files.folder, 'access.md'), 'utf8')).toContain('### New access\n\n- **`role Reports`**');
    const folders = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout')).map((step) => step.with.path);
    expect(folders).toEqual(['base', 'head', 'tool']);
    for (const directory of ['tool', 'base', 'head']) expect(steps.some((step) => step['working-directory'] === directory)).toBe(true);
    expect(JSON.parse(page('package.json')).scripts).toHaveProperty('build-cli');
  });

  test('without a change there is nothing to review', () => {
    writeApp('head/cdk.out', before);
    expect(shell(jobs.compare.steps.find(({ id }: any) => id === 'compare').run).code).toBe(0);
    writeApp('head/cdk.out', after);
  });

  test('the job that runs code of the pull request cannot write, and the other one runs none', () => {
    expect([permissions, jobs.compare.permissions, jobs.comment.permissions]).toEqual([{}, { contents: 'read' }, { 'pull-requests': 'write' }]);
    expect(jobs.comment.steps.filter(({ uses = '' }: any) => uses.startsWith('actions/checkout'))).toEqual([]);
    expect(jobs.comment.steps.flatMap((step: any) => step.run ?? [])).toEqual([expect.stringMatching(/^gh pr comment /)]);
  });

  test('its actions are those of this repository, at the same commits', () => {
    const pinned = parse(page('.github/pinned-actions/action.yml')).runs.steps.map(({ uses }: any) => uses);
    for (const { uses } of steps) if (uses) expect(pinned).toContain(uses);
  });
});
