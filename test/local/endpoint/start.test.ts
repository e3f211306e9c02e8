import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { findPython } from '../../../local-endpoint/client/python';
import { untilInterrupted } from '../../../local-endpoint/client/until-interrupted';
import { isAlive, virtualEnvironment } from '../../../local-endpoint/client/virtual-environment';

const ROOT = join(__dirname, '..', '..', '..');
const START = join(ROOT, 'local-endpoint', 'client', 'start.ts');

let folder: string;
beforeEach(() => folder = mkdtempSync(join(tmpdir(), 'local-endpoint-')));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An executable that answers like a Python of these facts, or does what `script` says. */
function fakePython(name: string, facts: { version?: number[]; venv?: boolean }, script?: string): string {
  const file = join(folder, name);
  const answer = JSON.stringify({ executable: file, version: [3, 12, 1], venv: true, ...facts });
  writeFileSync(file, `#!/bin/sh\n${script ?? ''}\necho '${answer}'\n`);
  chmodSync(file, 0o755);
  return file;
}

async function until<T>(what: () => T | undefined | false, seconds = 15): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline;) {
    const found = what();
    if (found) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen in time');
}

describe('the Python that it needs', () => {
  const withPath = <T>(path: string, body: () => T): T => {
    const { PATH, PYTHON } = process.env;
    process.env.PATH = path;
    delete process.env.PYTHON;
    try {
      return body();
    } finally {
      process.env.PATH = PATH;
      if (PYTHON !== undefined) {
        process.env.PYTHON = PYTHON;
      }
    }
  };

  test('is missing: the message says what was looked for and how to install it', () => {
    expect(() => withPath(folder, () => findPython())).toThrow(/python3 was not found; python was not found\. Install Python 3\.10 or newer.*apt install python3 python3-venv/);
    expect(() => findPython(join(folder, 'none'))).toThrow('none was not found');
  });

  test('is too old', () => {
    expect(() => findPython(fakePython('old', { version: [3, 9, 18] }))).toThrow(/old is Python 3\.9\.18, which is too old.*Install Python 3\.10/);
    expect(() => findPython(fakePython('older', { version: [2, 7, 18] }))).toThrow('which is too old');
    expect(findPython(fakePython('next', { version: [4, 0, 0] })).version).toBe('4.0');
  });

  test('has no venv module', () => {
    expect(() => findPython(fakePython('bare', { venv: false }))).toThrow(/bare \(Python 3\.12\.1\) cannot create virtual environments.*python3-venv/);
  });

  test('is broken, or no Python at all', () => {
    expect(() => findPython(fakePython('broken', {}, 'echo "dyld: no library" >&2; exit 134'))).toThrow('broken does not work (dyld: no library)');
    expect(() => findPython(fakePython('echo', {}, 'echo hello; exit 0'))).toThrow('is not a Python interpreter');
  });

  test('is the second one on the PATH when the first does not do', () => {
    fakePython('python3', { version: [3, 6, 0] });
    fakePython('python', { version: [3, 11, 2] });
    expect(withPath(`${folder}:/bin`, () => findPython())).toEqual({ executable: join(folder, 'python'), version: '3.11' });
  });

  test('can be named by the environment variable PYTHON', () => {
    process.env.PYTHON = fakePython('named', { version: [3, 13, 0] });
    try {
      expect(findPython().executable).toBe(join(folder, 'named'));
    } finally {
      delete process.env.PYTHON;
    }
  });
});

describe('the virtual environment', () => {
  const requirements = (text: string) => {
    writeFileSync(join(folder, 'requirements.txt'), text);
    return join(folder, 'requirements.txt');
  };
  /** Makes an environment without the real thing's seconds: `-m venv` and `-m pip` only note that they were called. */
  const quickPython = () => findPython(fakePython('quick', {}, [
    'echo "$@" >> "$(dirname "$0")/calls"',
    'case "$*" in *"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python"; sleep 0.5; exit 0;; esac',
    'case "$*" in *"-m pip"*) exit 0;; esac',
  ].join('\n')));
  const calls = () => existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(line => line.includes(' venv ')).length : 0;

  test('is made once and reused, and made again for other requirements', async () => {
    const python = quickPython();
    const first = await virtualEnvironment(python, true, folder, requirements('a'));
    expect(await virtualEnvironment(python, true, folder, requirements('a'))).toBe(first);
    expect(calls()).toBe(1);
    expect(await virtualEnvironment(python, true, folder, requirements('b'))).not.toBe(first);
    expect(calls()).toBe(2);
  });

  test('is made again after an interruption', async () => {
    const python = quickPython();
    const interpreter = await virtualEnvironment(python, true, folder, requirements('a'));
    const environment = join(interpreter, '..', '..');
    rmSync(join(environment, '.complete'));
    writeFileSync(join(environment, 'half'), '');
    writeFileSync(`${environment}.lock`, '999999999');
    await virtualEnvironment(python, true, folder, requirements('a'));
    expect([calls(), existsSync(join(environment, 'half')), existsSync(join(environment, '.complete')), existsSync(`${environment}.lock`)])
      .toEqual([2, false, true, false]);
  });

  test('is made by one of several processes that want it at once, while the others wait', async () => {
    const python = quickPython();
    const file = requirements('a');
    const code = `require(${JSON.stringify(join(ROOT, 'local-endpoint/client/virtual-environment.ts'))}).virtualEnvironment(`
      + `${JSON.stringify(python)}, true, ${JSON.stringify(folder)}, ${JSON.stringify(file)}).then(console.log)`;
    const results = await Promise.all(Array.from({ length: 3 }, () => new Promise<string>(resolve => {
      const process_ = spawn(process.execPath, ['--import', 'tsx', '--eval', code], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      process_.stdout.on('data', chunk => output += chunk);
      process_.once('close', () => resolve(output.trim()));
    })));
    expect(new Set(results)).toEqual(new Set([await virtualEnvironment(python, true, folder, file)]));
    expect(calls()).toBe(1);
  }, 30_000);

  test('that cannot be installed fails with the installer\'s own words, and is not taken for complete', async () => {
    const python = findPython(undefined);
    const file = requirements(`./nothing-1.0-py3-none-any.whl --hash=sha256:${'0'.repeat(64)}\n`);
    await expect(virtualEnvironment(python, true, folder, file)).rejects.toThrow(/could not be installed: .*pip install .*--require-hashes.*\n(.*\n)*.*nothing-1\.0/);
    expect(readdirSync(folder).filter(name => name.endsWith('.lock'))).toEqual([]);
    expect(readdirSync(folder).flatMap(name => name.startsWith('venv-') ? readdirSync(join(folder, name)) : [])).not.toContain('.complete');
  }, 60_000);
});

describe('the endpoint', () => {
  test('refuses a port that is taken, before it installs anything', async () => {
    const server = createServer();
    const port = await new Promise<number>(resolve => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
    try {
      await expect(startLocalEndpoint({ port, quiet: true, folder: join(folder, 'never') })).rejects.toThrow(`Port ${port} is taken by another program`);
      expect(existsSync(join(folder, 'never'))).toBe(false);
    } finally {
      server.close();
    }
  });

  test('that dies at its start says how, with the last lines of its log', async () => {
    const python = fakePython('dying', {}, [
      'case "$*" in *"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python"; exit 0;; esac',
      'case "$*" in *"-m pip"*) exit 0;; esac',
      'case "$*" in *serve.py*) echo "something is wrong"; exit 3;; esac',
    ].join('\n'));
    await expect(startLocalEndpoint({ quiet: true, python, folder })).rejects.toThrow(/ended unexpectedly \(exit code 3\)\. The last lines of .*:\nsomething is wrong/);
  });

  test('that dies later is noticed, and its calls fail saying so', async () => {
    const endpoint = await startLocalEndpoint({ quiet: true });
    process.kill(endpoint.pid, 'SIGKILL');
    expect((await endpoint.died).message).toMatch(/ended unexpectedly \(SIGKILL\)\. The last lines of .*:\n(.*\n)*.*Running on http:\/\/127\.0\.0\.1/);
    await expect(endpoint.control('status')).rejects.toThrow('ended unexpectedly (SIGKILL)');
    await endpoint.stop();
  }, 60_000);

  test('listens on 127.0.0.1 only, on the port it was given, and stops by its process id', async () => {
    const port = await new Promise<number>(resolve => {
      const server = createServer();
      server.listen(0, '127.0.0.1', () => {
        const { port: found } = server.address() as { port: number };
        server.close(() => resolve(found));
      });
    });
    const endpoint = await startLocalEndpoint({ quiet: true, port });
    expect(endpoint).toMatchObject({ port, url: `http://127.0.0.1:${port}` });
    const listening = (host: string) => new Promise<string>(resolve => {
      const server = createServer().once('error', () => resolve('taken')).listen(port, host, () => server.close(() => resolve('free')));
    });
    expect([await listening('127.0.0.1'), await listening('127.0.0.2')]).toEqual(['taken', 'free']);
    await endpoint.stop();
    expect(isAlive(endpoint.pid)).toBe(false);
    await endpoint.stop();
    await expect(endpoint.control('status')).rejects.toThrow('was stopped');
  }, 60_000);

  test('refuses a MiniStack of another version, and one without the internals it wraps', async () => {
    const interpreter = await virtualEnvironment(findPython(), true);
    const serve = (setup: string) => spawnSync(interpreter, ['-B', '-c', `import sys; sys.argv = ['serve.py', '--port', '1']; sys.path.insert(0, ${JSON.stringify(join(ROOT, 'local-endpoint', 'server'))})\n${setup}\nimport serve; serve.main()`], { encoding: 'utf8', input: '' });
    const version = serve('from importlib import metadata; metadata.version = lambda _: "1.6.0"');
    expect(version.stderr).toContain('found ministack 1.6.0. This package wraps internals of ministack 1.5.33');
    expect(version.status).toBe(1);
    const internals = serve('import ministack.core.iam_evaluator as evaluator; del evaluator._first_match');
    expect(internals.stderr).toContain('ministack.core.iam_evaluator has no _first_match');
    expect(internals.status).toBe(1);
  }, 60_000);
});

describe('waiting for Ctrl-C', () => {
  const listeners = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map(signal => process.listenerCount(signal));
  const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;

  test('ends at a signal and leaves nothing that keeps the process up', async () => {
    const before = [listeners(), timers()];
    const waiting = untilInterrupted({ died: new Promise<Error>(() => undefined) });
    process.emit('SIGTERM', 'SIGTERM');
    await waiting;
    expect([listeners(), timers()]).toEqual(before);
  });

  test('fails when the endpoint dies and leaves nothing that keeps the process up or swallows the next Ctrl-C', async () => {
    const before = [listeners(), timers()];
    await expect(untilInterrupted({ died: Promise.resolve(new Error('last words')) })).rejects.toThrow('last words');
    expect([listeners(), timers()]).toEqual(before);
  });
});

describe('npm run endpoint', () => {
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });
  const start = async () => {
    child = spawn(process.execPath, ['--import', 'tsx', START], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout!.on('data', chunk => output += chunk);
    const pid = Number(await until(() => /process (\d+)/.exec(output)?.[1], 60));
    await until(() => output.includes('Ctrl-C stops it.'));
    return { parent: child, pid, output };
  };

  test('prints what to export and stops it at Ctrl-C', async () => {
    const { parent, pid, output } = await start();
    expect(output).toMatch(/export AWS_ENDPOINT_URL='http:\/\/127\.0\.0\.1:\d+'\nexport AWS_REGION='us-east-1'/);
    expect(output).toMatch(/^unset AWS_PROFILE$/m);
    expect(isAlive(pid)).toBe(true);
    const code = new Promise(resolve => parent.once('exit', resolve));
    parent.kill('SIGINT');
    expect(await code).toBe(0);
    expect(isAlive(pid)).toBe(false);
  }, 60_000);

  test('ends with the last lines of the log when the endpoint dies', async () => {
    const { parent, pid } = await start();
    let errors = '';
    parent.stderr!.on('data', chunk => errors += chunk);
    const code = new Promise(resolve => parent.once('close', resolve));
    process.kill(pid, 'SIGKILL');
    expect(await code).toBe(1);
    expect(errors).toMatch(/The local AWS endpoint ended unexpectedly \(SIGKILL\)\. The last lines of .*:\n(.*\n)*.*Running on/);
  }, 60_000);

  test('leaves no endpoint behind when it is killed', async () => {
    const { parent, pid } = await start();
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  }, 60_000);

  test.each(['--port x', '--port 70000', '--port', '4566'])('refuses %s', args => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', START, ...args.split(' ')], { cwd: ROOT, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('Usage: npm run endpoint [-- --port <1 to 65535>]')]);
  });
});
