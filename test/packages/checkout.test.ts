import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { bundledHandlers, commandsOf, compilation, copyCheckout, readTasks, ROOT, Tasks } from '../../tools/packages/checkout';

const COMPILED = ['lib', '.jsii', '.jsii.gz'];
const SOURCES = ['package.json', 'README.md', 'tsconfig.json', 'src/index.ts', 'src/access/group.ts', 'src/handlers/settings/index.ts'];
const WRITTEN = ['lib/index.js', 'lib/index.d.ts', 'lib/access/group.js', 'lib/access/group.d.ts', '.jsii', '.jsii.gz'];

/** A file, and how many seconds ago it was written. */
function write(folder: string, file: string, secondsAgo: number): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), file);
  const time = Date.now() / 1000 - secondsAgo;
  utimesSync(join(folder, file), time, time);
}

function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  SOURCES.forEach((file) => write(folder, file, 20));
  WRITTEN.forEach((file) => write(folder, file, 10));
  return folder;
}

describe('a compilation', () => {
  test('is used where it is newer than what it was made of', () => {
    expect(compilation(checkout())).toEqual(COMPILED);
  });

  test('does not depend on the handlers, which it is not made of', () => {
    const folder = checkout();
    write(folder, 'src/handlers/settings/index.ts', 1);
    expect(compilation(folder)).toEqual(COMPILED);
  });

  test.each(['src/access/group.ts', 'README.md', 'package.json', 'tsconfig.json'])('is made again where %s is newer', (file) => {
    const folder = checkout();
    write(folder, file, 1);
    expect(compilation(folder)).toEqual([]);
  });

  test.each(['.jsii', '.jsii.gz', 'lib/access/group.js', 'lib/access/group.d.ts', 'lib'])('is made again where %s is missing, as after bundling', (name) => {
    const folder = checkout();
    rmSync(join(folder, name), { recursive: true });
    expect(compilation(folder)).toEqual([]);
  });

  test.each(['lib/access/deleted.js', 'lib/access/deleted.d.ts'])('is made again where %s is left of a source that is gone', (name) => {
    const folder = checkout();
    write(folder, name, 10);
    expect(compilation(folder)).toEqual([]);
  });
});

describe('the bundled handlers', () => {
  const BUNDLED = ['package-lock.json', 'tools/bundle-handlers.ts', 'tools/library/compressed.ts', 'src/handlers/settings/index.ts', 'src/index.ts'];
  function bundled(): string {
    const folder = mkdtempSync(join(tmpdir(), 'bundled-'));
    BUNDLED.forEach((file) => write(folder, file, 20));
    write(folder, 'bundled-handlers/handlers.json.br', 10);
    return folder;
  }

  test('are used where they are newer than what they were made of', () => expect(bundledHandlers(bundled())).toEqual(['bundled-handlers']));

  test.each(BUNDLED)('are made again where %s is newer', (file) => {
    const folder = bundled();
    write(folder, file, 1);
    expect(bundledHandlers(folder)).toEqual([]);
  });

  test('are made where there are none', () => {
    const folder = bundled();
    rmSync(join(folder, 'bundled-handlers'), { recursive: true });
    expect(bundledHandlers(folder)).toEqual([]);
  });
});

test('a copy of a checkout has what git knows or would add, and what is asked for besides', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'));
  for (const file of ['src/index.ts', 'new file.ts', 'gone.ts', '.jsii.gz', 'secret/key', 'node_modules/a/index.js']) write(folder, file, 0);
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\n.jsii.gz\nsecret\n');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init');
  git('add', 'src', 'gone.ts', '.gitignore');
  rmSync(join(folder, 'gone.ts'));

  const copy = join(folder, '..', `${folder}-copy`);
  await copyCheckout(folder, copy, ['.jsii.gz']);
  expect(readFileSync(join(copy, 'src', 'index.ts'), 'utf8')).toBe('src/index.ts');
  expect(['new file.ts', '.jsii.gz', '.gitignore'].map((file) => existsSync(join(copy, file)))).toEqual([true, true, true]);
  rmSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(tmpdir(), join(folder, 'node_modules'));
  await copyCheckout(folder, copy, []);
  expect(['gone.ts', 'secret', 'node_modules', '.git'].map((file) => existsSync(join(copy, file)))).toEqual([false, false, false, false]);
});

describe('the commands of a task', () => {
  const tasks: Tasks = {
    build: { steps: [{ spawn: 'bundle' }, { exec: 'compile' }, { spawn: 'docgen' }, { exec: 'finish' }] },
    bundle: { steps: [{ exec: 'bundle' }] },
    docgen: { steps: [{ execArgs: ['docgen'] }] },
    nothing: {},
  };

  test('are those of the tasks that it spawns too, without those that are left out', () => {
    expect(commandsOf(tasks, 'build', ['docgen'])).toEqual(['bundle', 'compile', 'finish']);
    expect(commandsOf(tasks, 'nothing')).toEqual([]);
  });

  test('are not guessed where a task is unknown or has another kind of step', () => {
    expect(() => commandsOf(tasks, 'pack')).toThrow('no task pack');
    expect(() => commandsOf(tasks, 'build')).toThrow('docgen of projen has a step');
  });

  test('make a package of this checkout', () => {
    const commands = ['pre-compile', 'compile', 'post-compile'].flatMap((task) => commandsOf(readTasks(ROOT), task, ['docgen']));
    expect(commands[0]).toContain('bundle-handlers');
    expect(commands.some((command) => command.startsWith('jsii ') && command.includes('--compress-assembly'))).toBe(true);
  });
});
