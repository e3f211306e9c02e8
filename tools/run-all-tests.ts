import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * `npm test`: every check of the project, one after another, and a last line that counts them. A check that is no test run, such as
 * lint, counts as one.
 */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const root = join(__dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'secure-account-baseline-tests-'));
const jest = ['jest', '--ci'];

const checks: [title: string, run: () => Counts][] = [
  ['handler bundles', () => command('tsx', ['tools/bundle-handlers.ts'])],
  ['lint', () => command('eslint', ['--ext', '.ts', 'src', 'test', 'benchmark', 'cli', 'tools', 'local-endpoint', 'examples', '.projenrc.ts'], { ESLINT_USE_FLAT_CONFIG: 'false' })],
  ['types', () => command('tsc', ['--noEmit', '-p', 'test/tsconfig.json'])],
  ['library compilation', () => command('jsii', ['--silence-warnings=reserved-word', '--compress-assembly'])],
  ['every public member is documented', () => command('tsx', ['tools/check-documented.ts'])],
  ['examples in README and docstrings', () => command('jsii-rosetta', ['extract', '--strict', '--output', join(reports, 'tablet.json')])],
  ['unit, nag and proof', () => tests([...jest, '--maxWorkers=2', '--config', 'test/jest.config.json', '--testPathIgnorePatterns', 'test/local/'])],
  ['local endpoint', () => tests([...jest, '--config', 'test/jest.config.json', '--maxWorkers=4', 'test/local/'])],
  ['newest aws-cdk-lib', () => tests([...jest, '--maxWorkers=2', '--config', 'test/jest.newest.config.json'])],
];

const totals = { passed: 0, failed: 0 };
const failures: string[] = [];
for (const [title, run] of checks) {
  console.log(`\n=== ${title}`);
  const counts = run();
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  if (counts.failed > 0) failures.push(title);
}
rmSync(reports, { recursive: true });

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 ? 1 : 0);

function command(name: string, args: string[], environment: Record<string, string> = {}): Counts {
  const done = spawnSync(join(root, 'node_modules', '.bin', name), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
  });
  return done.status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function tests([name, ...args]: string[]): Counts {
  const report = join(reports, `${args.join('-').replace(/\W+/g, '-')}.json`);
  const { failed } = command(name, [...args, '--json', '--outputFile', report]);
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot be loaded runs no test and is a failure all the same, as is a run that ends badly after good tests.
    const broken = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    return { passed: counts.numPassedTests, failed: Math.max(broken, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
