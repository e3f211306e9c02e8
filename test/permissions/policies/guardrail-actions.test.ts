import { readFileSync } from 'fs';
import { join } from 'path';
import { guardrailActions } from '../../../tools/guardrail-actions';

let page: string;
beforeAll(async () => { page = await guardrailActions(); }, 60_000);

test('src/permissions/policies/guardrail-actions.md names what the patterns stand for today: else run npx tsx tools/guardrail-actions.ts', () => {
  expect(page).toBe(readFileSync(join(__dirname, '..', '..', '..', 'src', 'permissions', 'policies', 'guardrail-actions.md'), 'utf8'));
});

test('every pattern stands for at least one action, so that none is misspelt', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => /\|\s+\|$/.test(row))).toEqual([]);
});
