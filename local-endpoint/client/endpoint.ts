import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentFor } from './environment';
import { freePort, requireFree } from './port';
import { findPython } from './python';
import { runFiles } from './run-files';
import { virtualEnvironment, WORK_FOLDER } from './virtual-environment';

/** Options for starting the local endpoint. */
export interface LocalEndpointOptions {
  /** @default a free one */
  readonly port?: number;
  /** Prints nothing during the installation. @default false */
  readonly quiet?: boolean;
  /** The interpreter to install with. @default the environment variable PYTHON, python3 or python */
  readonly python?: string;
  /** The folder for the installation and the logs. @default `.local-endpoint` in the root of this repository */
  readonly folder?: string;
}

/** A control call: GET without a body, POST with one. The signal aborts the call. */
export type Control = (path: string, body?: object, signal?: AbortSignal) => Promise<any>;

/** A started endpoint. */
export interface LocalEndpoint {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The account whose root user the credentials of `environment` are. */
  readonly accountId: string;
  /** The variables that a CDK CLI or an SDK client needs to use the endpoint, without the caller's own AWS settings. */
  readonly environment: Record<string, string>;
  /** The log file of the endpoint. */
  readonly log: string;
  /** Resolves with the last lines of the log if the endpoint ends without `stop()`. */
  readonly died: Promise<Error>;
  /** Makes a control call (README.md lists them): GET without a body, POST with one. */
  readonly control: Control;
  stop(): Promise<void>;
}

const ACCOUNT_ID = '111122223333';
const START_SECONDS = 60;
const PROBE_MS = 2000;

/**
 * Starts the local AWS endpoint on 127.0.0.1, after installing it if necessary.
 *
 * It ends with `stop()`, or when this process ends for whatever reason.
 */
export async function startLocalEndpoint(options: LocalEndpointOptions = {}): Promise<LocalEndpoint> {
  const folder = options.folder ?? WORK_FOLDER;
  if (options.port !== undefined) {
    await requireFree(options.port);
  }
  const interpreter = await virtualEnvironment(findPython(options.python), options.quiet, folder);
  const port = options.port ?? await freePort();
  const { log, temporary } = runFiles(folder, port);
  const child = serve(interpreter, port, log, temporary, join(folder, 'bytecode'));
  const ended = new Promise<void>(resolve => child.once('exit', () => {
    rmSync(temporary, { recursive: true, force: true });
    resolve();
  }));
  const url = `http://127.0.0.1:${port}`;

  let stopping = false;
  const stop = async () => {
    stopping = true;
    child.stdin?.end();
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(kill);
    process.removeListener('exit', killNow);
  };
  const killNow = () => {
    child.kill('SIGKILL');
    rmSync(temporary, { recursive: true, force: true });
  };
  process.once('exit', killNow);

  const failure = () => new Error(
    `The local AWS endpoint ended unexpectedly (${child.signalCode ?? `exit code ${child.exitCode}`}). The last lines of ${log}:\n${tail(log)}`);
  const died = new Promise<Error>(resolve => void ended.then(() => stopping ? undefined : resolve(failure())));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;

  const control: Control = async (path, body, signal) => {
    if (isOver()) {
      throw stopping ? new Error('The local AWS endpoint was stopped.') : failure();
    }
    const response = await fetch(`${url}/_local-endpoint/${path.replace(/^\//, '')}`, body === undefined ? { signal } : {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal,
    });
    const answer: any = await response.json();
    if (!response.ok) {
      throw new Error(`The local AWS endpoint refused ${path}: ${answer.error}`);
    }
    return answer;
  };

  const deadline = Date.now() + START_SECONDS * 1000;
  // The answer contains the process ID: another program that took the port in the meantime answers differently, or not at all.
  while (await control('status', undefined, AbortSignal.timeout(PROBE_MS)).then(status => status.pid !== child.pid, () => true)) {
    if (isOver()) {
      throw failure();
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`The local AWS endpoint did not answer within ${START_SECONDS} s. The last lines of ${log}:\n${tail(log)}`);
    }
    await sleep(50);
  }
  return { url, port, pid: child.pid!, accountId: ACCOUNT_ID, environment: environmentFor(url, folder), log, died, control, stop };
}

function serve(interpreter: string, port: number, log: string, temporary: string, bytecode: string): ChildProcess {
  const output = openSync(log, 'w');
  try {
    // -I ignores the caller's PYTHONPATH and user site. The bytecode of all modules is kept away from the sources.
    const child = spawn(interpreter, ['-I', '-X', `pycache_prefix=${bytecode}`, '-u', join(__dirname, '..', 'server', 'serve.py'), '--port', String(port), '--account', ACCOUNT_ID], {
      // The endpoint notices the end of this process by the pipe. With a process group of its own, Ctrl-C reaches only this process,
      // which then stops the endpoint.
      stdio: ['pipe', output, output], detached: true, env: { ...process.env, TMPDIR: temporary },
    });
    child.stdin!.on('error', () => undefined);
    child.unref();
    (child.stdin as any).unref();
    return child;
  } finally {
    closeSync(output);
  }
}

function tail(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : '(no log)';
}
