import { spawn } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { testsInGroups } from './tests-at-once';

/**
 * `npm test`: every check of the project, and a last line that counts them. A check that is no test run, such as lint, counts as one.
 *
 * Two lanes run side by side. The deployments to the local endpoint come first, since they wait now and then while the other lane keeps
 * one processor busy; the unit tests keep two busy, and so end the run.
 */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

type Check = [title: string, run: (title: string) => Promise<Counts>];

/** In megabytes, in place of 16: what a check has just made is then collected a quarter as often, which saves a tenth of its CPU time. */
const YOUNG_GENERATION = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim();

const root = join(__dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'secure-account-baseline-tests-'));
const folders = ['src', 'test', 'benchmark', 'cli', 'integ', 'proof', 'tools', 'local-endpoint', 'examples', '.projenrc.ts'];

const bundles: Check = ['handler bundles', command('tsx', ['tools/bundle-handlers.ts'])];

/** Most test files run in groups; what a group requires must not run once more by itself. */
const GROUPS = ['--testMatch', '<rootDir>/test/**/*.test.ts', '<rootDir>/test/at-once/*.ts'];
const HANDLERS = ['--testMatch', '<rootDir>/test/handlers/**/*.test.ts', '<rootDir>/test/at-once/handlers.ts'];
const IN_GROUPS = testsInGroups().map((file) => `/test/${file.replace(/\W/g, '\\$&')}$`);
/** Thousands of stories, without coverage. */
const MODEL = 'test/handlers/account-settings/model';
/** What other checks run. */
const RUN_ELSEWHERE = ['test/local/', 'test/at-once/(local-|handlers)', 'test/handlers/(?!account-settings/model)'];

const staticChecks: Check[] = [
  ['types and lint', command('tsx', ['tools/lint/check.ts', ...folders, 'projenrc'], 2)],
  ['words', command('tsx', ['tools/words/check.ts'])],
  ['imports between rooms', command('depcruise', ['--config', 'tools/architecture.cjs', ...folders, 'projenrc'])],
  ['library compilation', command('jsii', ['--silence-warnings=reserved-word', '--compress-assembly'])],
  ['every public member is documented', command('tsx', ['tools/check-documented.ts'])],
  ['API compatible with the last release', command('projen', ['compat'])],
  ['examples in README and docstrings', command('jsii-rosetta', ['extract', '--strict', '--batch', '100', '--output', join(reports, 'tablet.json')])],
  ['npm and Python packages', command('tsx', ['tools/packages/check.ts'])],
  ['GitHub workflows', command('tsx', ['tools/check-workflows.ts'])],
  ['sizes of folders and files', command('tsx', ['tools/check-folders.ts'])],
  ['handlers, with coverage', jest(['--maxWorkers=2', '--config', 'test/jest.handlers.config.json', ...HANDLERS, '--testPathIgnorePatterns', MODEL, ...IN_GROUPS])],
  ['newest aws-cdk-lib', jest(['--config', 'test/jest.newest.config.json'])],
  ['templates in all regions', command('tsx', ['tools/check-templates.ts'])],
  // What a build packs after its tests is the bundle, not what the compilation above has left.
  ['library bundle', command('tsx', ['tools/bundle-library.ts'])],
];

const testRuns: Check[] = [
  ['local endpoint', jest(['--maxWorkers=4', '--config', 'test/jest.config.json', '--testMatch', '<rootDir>/test/at-once/local-*.ts'])],
  ['unit, nag and proof', jest(['--maxWorkers=2', '--config', 'test/jest.config.json', ...GROUPS, '--testPathIgnorePatterns', ...RUN_ELSEWHERE, ...IN_GROUPS])],
];

void main();

async function main(): Promise<void> {
  const started = Date.now();
  // What an earlier bundle has left there would have the packages compile the library once more.
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  const results = [await one(bundles), ...(await Promise.all([lane(staticChecks), lane(testRuns)])).flat()];
  rmSync(reports, { recursive: true });
  const failures = results.filter(({ counts }) => counts.failed > 0).map(({ title }) => title);
  console.log(`\nAll checks: ${seconds(started)}`);
  if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}`);
  const sum = (count: keyof Counts) => results.reduce((total, { counts }) => total + counts[count], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(failures.length > 0 ? 1 : 0);
}

async function lane(checks: Check[]): Promise<{ title: string; counts: Counts }[]> {
  const results = [];
  for (const check of checks) results.push(await one(check));
  return results;
}

async function one([title, run]: Check): Promise<{ title: string; counts: Counts }> {
  return { title, counts: await run(title) };
}

/**
 * Prints what the program said when it is done, so that two that run side by side stay readable.
 *
 * @param checks how many checks the program makes
 */
function command(name: string, args: string[], checks = 1): (title: string) => Promise<Counts> {
  return async (title) => {
    const started = Date.now();
    const child = spawn(join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: YOUNG_GENERATION, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    const code = await new Promise((resolve) => child.on('close', resolve).on('error', (error) => {
      said.push(Buffer.from(`${error}`));
      resolve(-1);
    }));
    console.log(`\n=== ${title} (${seconds(started)})\n${Buffer.concat(said).toString().trimEnd()}`);
    return code === 0 ? { passed: checks, failed: 0 } : { passed: checks - 1, failed: 1 };
  };
}

function jest(args: string[]): (title: string) => Promise<Counts> {
  return async (title) => {
    const report = join(reports, `${title.replace(/\W+/g, '-')}.json`);
    const { failed } = await command('jest', ['--ci', ...args, '--json', '--outputFile', report])(title);
    try {
      const counts = JSON.parse(readFileSync(report, 'utf8'));
      // A file that cannot be loaded runs no test and is a failure all the same, as is a run that ends badly after good tests.
      const broken = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
      return { passed: counts.numPassedTests, failed: Math.max(broken, failed) };
    } catch {
      return { passed: 0, failed: 1 };
    }
  };
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}
