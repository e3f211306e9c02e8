import { spawnSync } from 'child_process';
import { join } from 'path';

/**
 * `npm run test:node [-- <version>...]`: the tests of the constructs and of the Lambda handlers on other versions of Node than the one
 * that is installed, each taken from the npm package `node`. Without a version: all that the library promises to work with.
 */
const PROMISED = ['20', '22', '24'];
const JEST = [
  join('node_modules', 'jest', 'bin', 'jest.js'), '--ci', '--maxWorkers=2', '--config', 'test/jest.config.json',
  '--testMatch', '<rootDir>/test/at-once/constructs.ts', '--testMatch', '<rootDir>/test/handlers/**/*.test.ts',
  '--testPathIgnorePatterns', 'account-settings/model',
];

const asked = process.argv.slice(2);
const wrong = asked.filter((version) => !/^\d+(\.\d+){0,2}$/.test(version));
if (wrong.length > 0) {
  console.error(`${wrong.join(', ')}: no version of Node. Give one such as 22 or 22.14.0`);
  process.exit(2);
}

const failed = (asked.length > 0 ? asked : PROMISED).filter((version) => !passesOn(version));
if (failed.length > 0) {
  console.error(`Failed on Node ${failed.join(', ')}`);
  process.exit(1);
}

function passesOn(version: string): boolean {
  const onNode = (...args: string[]) => spawnSync('npx', ['--yes', `--package=node@${version}`, '--', 'node', ...args], {
    cwd: join(__dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const said = onNode('--version').stdout.trim();
  if (!said.startsWith(`v${version}`)) {
    console.error(`Node ${version} is not to be had from the npm registry`);
    return false;
  }
  console.error(`=== Node ${said}`);
  return onNode(...JEST).status === 0;
}
