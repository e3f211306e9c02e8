import { readFileSync } from 'fs';
import { join } from 'path';
import { WARNINGS } from '../src/private/warnings';
import { frozen } from '../tools/frozen';

const root = join(__dirname, '..');

test('docs/frozen.md is current; otherwise run npx tsx tools/frozen.ts', () => {
  expect(readFileSync(join(root, 'docs', 'frozen.md'), 'utf8')).toBe(frozen());
});

test('the warnings are in order, each once', () => {
  expect(WARNINGS).toEqual([...new Set(WARNINGS)].sort());
});

test('the page of upgrades leads to it', () => {
  expect(readFileSync(join(root, 'docs', 'upgrade.md'), 'utf8')).toContain('(frozen.md)');
});
