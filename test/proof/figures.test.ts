import { readFileSync } from 'fs';
import { join } from 'path';
import { figures, readmeLines } from '../../proof/reports/figures';

test('README states the figures of the proof', async () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8').split('\n');
  expect(readme).toEqual(expect.arrayContaining(readmeLines(await figures())));
});
