import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { packageTable } from '../../src/private/package-table';

describe('a table beside the code', () => {
  test('is read from the root of the package', () => {
    expect(Object.keys(packageTable<object>('action-table')).length).toBeGreaterThan(0);
  });

  test('is an error in an app that was bundled without its package.json', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundled-app-'));
    const outfile = join(folder, 'app.js');
    try {
      buildSync({ entryPoints: [require.resolve('../../src/private/package-table')], bundle: true, platform: 'node', outfile });
      const bundled = jest.requireActual(outfile);
      expect(() => bundled.packageTable('action-table')).toThrow(`data/action-table.json.br is missing at ${join(folder, 'data')}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
