import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { CdkCli, CdkOptions, CdkResult, cdkProgramWith, runCdk } from '../../local-endpoint/client/cdk-cli';

/** Processes with the CLI that run nothing now. They end with this process. */
const idle: ChildProcess[] = [];

/** A run that a test interrupts has a process of its own. */
const inProcessOfItsOwn = cdkProgramWith('--require', join(__dirname, 'quick-poll.cjs'));

const inSharedProcess: CdkCli = async ({ args, cwd, env, died }) => {
  let runs = true;
  const child = idle.pop() ?? fork(join(__dirname, 'cdk-cli-process.cjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`The process of the CDK CLI ended (${signal ?? `exit code ${code}`}) during: ${args.join(' ')}`)));
      child.once('message', (result: Omit<CdkResult, 'seconds'>) => {
        idle.push(child);
        resolve(result);
      });
      void died?.then((error) => {
        if (runs) child.kill('SIGKILL');
        reject(error);
      });
      child.ref();
      child.channel!.ref();
      child.send({ args, cwd, env });
    });
  } finally {
    runs = false;
    child.removeAllListeners();
    child.unref();
    child.channel?.unref();
  }
};

/** As tsx runs an app, which takes as long to start as the app takes. */
const appOf = (file: string) => file.endsWith('.ts') ? `node --require "${join(__dirname, 'typescript.cjs')}" "${file}"` : file;

/**
 * The CDK CLI as `runCdk` runs it, except for what takes most of the time of a run: it has been loaded by an earlier run, asks CloudFormation five
 * times a second instead of every 5 seconds, and deploys without a change set if the arguments name no method.
 */
export async function runQuickCdk(args: string[], options: CdkOptions): Promise<CdkResult> {
  const direct = args[0] === 'deploy' && !args.includes('--method') ? ['--method', 'direct'] : [];
  return runCdk([...args, ...direct], { ...options, app: appOf(options.app), cli: options.onStart ? inProcessOfItsOwn : inSharedProcess });
}
