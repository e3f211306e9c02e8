import { execFile } from 'child_process';

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly environment?: Record<string, string>;
}

const LIMIT_IN_MINUTES = 10;
/** What a program says when it fails is easier to find without a banner about the version of Node. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to stdout
 * @throws with the last lines of what it said, if it cannot be started, fails or takes too long
 */
export async function run(file: string, args: string[], { cwd, environment }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...QUIET, ...environment };
    execFile(file, args, { cwd, env, maxBuffer: 1e9, timeout: LIMIT_IN_MINUTES * 60_000 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const reason = error.killed ? `took longer than ${LIMIT_IN_MINUTES} minutes` : `failed (${error.code ?? error.signal})`;
      return reject(new Error(`${[file, ...args].join(' ')} ${reason}\n${lastLines(`${stdout}\n${stderr}`, 60)}`.trimEnd()));
    });
  });
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
