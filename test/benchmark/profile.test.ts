import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CpuProfile, origins, selfTimes } from '../../benchmark/profile/cpu-profile';
import { mean, printProfile } from '../../benchmark/profile/profile';
import { profileTable } from '../../benchmark/profile/profile-table';

const frame = (functionName: string, url: string) => ({ functionName, url });

describe('a profile', () => {
  const profile: CpuProfile = {
    nodes: [{ id: 1, callFrame: frame('a', 'one') }, { id: 2, callFrame: frame('b', 'two') }, { id: 3, callFrame: frame('c', 'one') }],
    samples: [1, 2, 2, 3],
    timeDeltas: [1_000, 2_000, 3_000, 500],
  };

  test('is summed up by where the functions belong, the most first', () => {
    expect(selfTimes(profile, ({ url }) => ({ package: url }), (origin) => origin.package)).toEqual([['two', 5], ['one', 1.5]]);
    expect(selfTimes(profile, ({ url }) => ({ package: url, file: url === 'one' ? 'file' : undefined }), (origin) => origin.file)).toEqual([['file', 1.5]]);
  });

  test('of several runs has the mean of each, with nothing where a run has none', () => {
    expect(mean([[['a', 4], ['b', 1]], [['c', 10], ['a', 2]]])).toEqual([['c', 5], ['a', 3], ['b', 0.5]]);
  });

  test('is a table, beside that of the peer', () => {
    expect(profileTable('package', [['a', 30], ['b', 10]], [['a', 20]])).toBe([
      '| package | here | share | beside | share of what is added |',
      '|---|---|---|---|---|',
      '| a | 30.0 ms | 75 % | 20.0 ms | 50 % |',
      '| b | 10.0 ms | 25 % | 0.0 ms | 50 % |',
      '',
    ].join('\n'));
    expect(profileTable('file', Array.from({ length: 18 }, (_, index) => [`f${index}`, 1])).split('\n').slice(-3)).toEqual(['| f14 | 1.0 ms | 6 % |', '| 3 others | 3.0 ms | 17 % |', '']);
  });

  test('exists of questions with a program alone', async () => {
    await expect(printProfile(['synth', 'upload'])).rejects.toThrow('--profile: upload has no program to profile: choose among accounts, require, synth, users');
  });
});

test('functions of a real program are found in their packages', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'benchmark-profile-')));
  try {
    const library = join(folder, 'node_modules', 'library');
    mkdirSync(join(library, 'lib'), { recursive: true });
    mkdirSync(join(folder, 'node_modules', 'other'));
    const busy = (name: string) => `exports.${name} = () => { const end = Date.now() + 60; let sum = 0; while (Date.now() < end) for (let i = 0; i < 1e4; i++) sum += i; return sum; };`;
    writeFileSync(join(library, 'lib', 'room.js'), busy('busy'));
    writeFileSync(join(library, 'lib', 'index.js'), "exports.busy = () => require('./room').busy();");
    writeFileSync(join(folder, 'node_modules', 'other', 'index.js'), busy('other'));
    writeFileSync(join(folder, 'app.js'), "require('library/lib/index.js').busy(); require('other').other();");
    execFileSync(process.execPath, ['--cpu-prof', '--cpu-prof-dir', join(folder, 'profiles'), join(folder, 'app.js')]);
    const [file] = readdirSync(join(folder, 'profiles'));
    const profile: CpuProfile = JSON.parse(readFileSync(join(folder, 'profiles', file), 'utf8'));
    const time = (by: 'package' | 'file', name: string) => selfTimes(profile, origins(library), (origin) => origin[by]).find(([other]) => other === name)?.[1] ?? 0;
    expect(time('package', 'the library')).toBeGreaterThan(20);
    expect(time('package', 'other')).toBeGreaterThan(20);
    expect(time('package', 'Node')).toBeGreaterThan(0);
    expect(time('file', join('lib', 'room.js'))).toBeGreaterThan(20);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
