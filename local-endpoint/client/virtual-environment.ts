import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Python } from './python';

/** The folder for everything that the endpoint installs or writes; git ignores it. */
export const WORK_FOLDER = join(__dirname, '..', '..', '.local-endpoint');

const REQUIREMENTS = join(__dirname, '..', 'server', 'requirements.txt');

/**
 * Creates the virtual environment of the pinned requirements once, and reuses it until they change.
 *
 * @returns its Python.
 * @throws with the installer's last lines if it cannot be created.
 */
export async function virtualEnvironment(
  python: Python, quiet = false, folder = WORK_FOLDER, requirements = REQUIREMENTS, product = 'The local AWS endpoint',
): Promise<string> {
  const key = createHash('sha256').update(readFileSync(requirements)).update(python.executable).update(python.version);
  const environment = join(folder, `venv-${key.digest('hex').slice(0, 16)}`);
  const interpreter = join(environment, 'bin', 'python');
  // Written last: an environment without it was interrupted, and is created again.
  const complete = join(environment, '.complete');
  if (existsSync(complete)) {
    return interpreter;
  }
  mkdirSync(folder, { recursive: true });
  const unlock = await lock(`${environment}.lock`);
  try {
    if (!existsSync(complete)) {
      if (!quiet) {
        console.error(`${product} is installed into ${environment}, once.`);
      }
      rmSync(environment, { recursive: true, force: true });
      run(product, python.executable, ['-I', '-m', 'venv', environment]);
      run(product, interpreter, [
        '-I', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--require-hashes', '--requirement', requirements,
      ]);
      writeFileSync(complete, '');
    }
  } finally {
    unlock();
  }
  return interpreter;
}

function run(product: string, command: string, args: string[]): void {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim().split('\n').slice(-15).join('\n');
    throw new Error(`${product} could not be installed: ${command} ${args.join(' ')} failed:\n${output}`);
  }
}

/** Test files start endpoints in parallel: only one of them installs, the others wait for it. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (holder && !isAlive(holder)) {
      rmSync(file, { force: true });
    } else {
      await sleep(100);
    }
  }
}

/** Whether a process with this ID exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
