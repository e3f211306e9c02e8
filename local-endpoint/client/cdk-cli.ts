import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Options for a run of the CDK CLI. */
export interface CdkOptions {
  /** @default the root of this repository */
  readonly cwd?: string;
  /** Added to the environment of this process; usually the environment of a local endpoint. */
  readonly environment?: Record<string, string>;
  /** A TypeScript file, run by tsx; or an already synthesized cloud assembly folder. */
  readonly app: string;
  /** Receives the process ID as soon as the process runs, for tests that interrupt it. */
  readonly onStart?: (pid: number) => void;
  /** Ends the CLI, which would retry for minutes, and fails with this error: `died` of a local endpoint. */
  readonly died?: Promise<Error>;
  /** @default the program of the CLI, in a process of its own */
  readonly cli?: CdkCli;
}

/** What a run of the CLI gets from this process. */
export interface CdkRun extends Pick<CdkOptions, 'onStart' | 'died'> {
  readonly args: string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs the CLI. */
export type CdkCli = (run: CdkRun) => Promise<Omit<CdkResult, 'seconds'>>;

/** The result of a run of the CDK CLI. */
export interface CdkResult {
  /** The exit code, or -1 if a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/**
 * Runs the unmodified CDK CLI of this repository, quietly, without prompts and without internet access.
 *
 * The cloud assembly is written to the folder of `--output`, or to `cdk.out` of the working directory: parallel runs need separate
 * folders.
 */
export async function runCdk(args: string[], options: CdkOptions): Promise<CdkResult> {
  const started = Date.now();
  const app = options.app.endsWith('.ts') ? `tsx "${options.app}"` : options.app;
  const unattended = ({
    deploy: ['--require-approval', 'never', '--progress', 'events'],
    destroy: ['--force'],
  } as Record<string, string[]>)[args[0]] ?? [];
  const result = await (options.cli ?? cdkProgram)({
    args: [...args, ...unattended, '--app', app, '--no-color', '--no-notices'],
    cwd: options.cwd ?? ROOT,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CI: 'true',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
      ...options.environment,
    },
    onStart: options.onStart,
    died: options.died,
  });
  return { ...result, seconds: (Date.now() - started) / 1000 };
}

/** The program of the CLI, in a process that Node.js starts with these options. */
export const cdkProgramWith = (...nodeArguments: string[]): CdkCli => async ({ args, cwd, env, onStart, died }) => {
  const child = spawn(process.execPath, [...nodeArguments, join(ROOT, 'node_modules/.bin/cdk'), ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onStart?.(child.pid!);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => stdout += chunk);
  child.stderr.on('data', chunk => stderr += chunk);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', status => resolve(status ?? -1));
    void died?.then(error => {
      child.kill('SIGKILL');
      reject(error);
    });
  });
  return { code, stdout, stderr };
};

const cdkProgram = cdkProgramWith();

/** The CLI writes the reason of a failure to either stream. */
export function said({ stdout, stderr }: CdkResult): string {
  return stdout + stderr;
}
