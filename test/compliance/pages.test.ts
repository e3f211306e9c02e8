import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { coverageOf, FRAMEWORKS, idsOf } from '../../src/compliance/catalog';
import { compliancePages } from '../../tools/compliance/pages';

const FOLDER = join(__dirname, '..', '..', 'docs', 'compliance');
const pages = compliancePages();

test.each(Object.entries(pages))('docs/compliance/%s is current; otherwise run npx tsx tools/compliance/pages.ts', (name, text) => {
  expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(text);
});

test('the folder has no page of a framework that is gone', () => {
  expect(readdirSync(FOLDER).filter((name) => name.endsWith('.md')).sort()).toEqual([...Object.keys(pages), 'hand-this-to-your-auditor.md'].sort());
});

test.each(FRAMEWORKS)('the page of $name has each identifier, also those that are not covered', ({ name, ids }) => {
  const words = new Set(pages[`${name}.md`].split(/[\s*|]+/));
  expect(idsOf(ids).filter((id) => !words.has(id))).toEqual([]);
});

test.each(FRAMEWORKS)('the counts of $name are of all its identifiers', (framework) => {
  expect(Object.values(coverageOf(framework)).reduce((sum, count) => sum + count, 0)).toBe(idsOf(framework.ids).length);
});
