import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { partsOf, releaseCommands, unpack } from '../../benchmark/release';

const { tasks } = JSON.parse(readFileSync(join(__dirname, '..', '..', '.projen', 'tasks.json'), 'utf8'));

test('the package that is measured is made by the commands of a release, in their order', () => {
  const commands = releaseCommands();
  expect(commands).toEqual([
    expect.stringMatching(/^jsii .*--compress-assembly/),
    'tsx tools/bundle-library.ts',
    expect.stringMatching(/^jsii-pacmak .*--target js$/),
  ]);
  const spawned = (task: string): string[] => tasks[task].steps.flatMap(({ spawn }: { spawn?: string }) => spawn ? [spawn] : []);
  expect(spawned('release')).toContain('build');
  expect(spawned('build').filter((task) => ['compile', 'post-compile', 'package'].includes(task))).toEqual(['compile', 'post-compile', 'package']);
  expect(spawned('package')).toContain('package:js');
});

test('a step that a release gets is a step of the measured one', () => {
  const step = (exec: string) => ({ steps: [{ exec }] });
  const others = { 'compile': { steps: [{ spawn: 'more' }] }, 'more': step('a'), 'post-compile': { steps: [{ spawn: 'docgen' }, { exec: 'b' }] }, 'package:js': { steps: [{ execArgs: ['c', '-v'] }] } };
  expect(releaseCommands(others)).toEqual(['a', 'b', 'c -v']);
});

describe('an unpacked package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-package-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const packed = (name: string, files: Record<string, string>) => {
    const content = join(folder, name, 'package');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(content, path, '..'), { recursive: true });
      writeFileSync(join(content, path), text);
    }
    execFileSync('tar', ['czf', join(folder, `${name}.tgz`), '-C', join(folder, name), 'package']);
    return unpack(join(folder, `${name}.tgz`), join(folder, `${name}-unpacked`));
  };

  test('has the bytes of its files', () => {
    expect(packed('small', { 'lib/index.js': '12345', 'README.md': '123' })).toMatchObject({ unpackedSize: 8, files: { 'lib/index.js': 5, 'README.md': 3 } });
  });

  test('is refused with the translated examples of jsii', () => {
    expect(() => packed('with-tablet', { '.jsii.tabl.json': '{}' })).toThrow('The package has .jsii.tabl.json');
  });

  test('has parts, to one of which each file belongs', () => {
    expect(partsOf({ 'lib/index.js': 5, 'lib/roles/a.d.ts': 2, 'lib/index.d.ts': 1, '.jsii': 1, '.jsii.gz': 3, 'data/action-table.json.br': 7, 'data/LICENSE-iam-data.txt': 1, 'README.md': 4 })).toEqual([
      ['code', 5], ['declarations', 3], ['jsii assembly', 4], ['table of actions', 7], ['tables of policies', 1], ['Lambda functions', 0], ['texts and package.json', 4],
    ]);
    expect(() => partsOf({ 'lib/index.js.map': 1 })).toThrow(/has lib\/index\.js\.map/);
  });
});
