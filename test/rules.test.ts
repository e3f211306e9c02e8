import { readFileSync } from 'fs';
import { join } from 'path';
import { FINDING_IDS } from '../src/access-checks/finding';
import { ruleLink, WARNINGS } from '../src/private/warnings';
import { rulesPage } from '../tools/rules/page';

const page = readFileSync(join(__dirname, '..', 'docs', 'rules.md'), 'utf8');

test('docs/rules.md is current; otherwise run npx tsx tools/rules/page.ts', () => {
  expect(page).toBe(rulesPage());
});

test.each([...WARNINGS, ...FINDING_IDS])('%s: the link in its message leads to its heading', (id) => {
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
  expect(headings.filter((heading) => ruleLink(id).endsWith(`docs/rules.md#${heading}`))).toHaveLength(1);
});
