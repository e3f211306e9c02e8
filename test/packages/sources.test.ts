import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { requireLines, requireSources } from '../../tools/packages/sources';

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
writeFileSync(join(folder, 'Group.go'), '// A group.\r\npackage baseline\r\n');
writeFileSync(join(folder, 'Role.go'), 'package other\n');
writeFileSync(join(folder, 'go.mod'), 'module example.com/baseline\n\nrequire (\n\texample.com/cdk v2.257.0\n)\n');
mkdirSync(join(folder, 'jsii'));
mkdirSync(join(folder, 'empty'));
writeFileSync(join(folder, 'jsii', 'baseline-1.0.0.tgz'), '');

const expected = { folder, types: ['Group'], ending: '.go', declaration: 'package baseline', embedded: join(folder, 'jsii') };

describe('generated sources', () => {
  test('have a file for each public type, in its package', () => {
    expect(() => requireSources(expected)).not.toThrow();
    expect(() => requireSources({ ...expected, types: ['Group', 'User', 'Alias'] })).toThrow('No source for User, Alias');
    expect(() => requireSources({ ...expected, types: ['Group', 'Role'] })).toThrow('Not in "package baseline": Role');
  });

  test('have the npm package with them, which their classes run', () => {
    expect(() => requireSources({ ...expected, embedded: join(folder, 'empty') })).toThrow('The npm package is not with the sources');
  });

  test('have a project file that names the module and its peers', () => {
    const file = join(folder, 'go.mod');
    expect(() => requireLines(file, ['module example.com/baseline', 'example.com/cdk v2.257.0'])).not.toThrow();
    expect(() => requireLines(file, ['module example.com/baseline', 'example.com/cdk v2.258.0'])).toThrow('has no line "example.com/cdk v2.258.0"');
  });
});
