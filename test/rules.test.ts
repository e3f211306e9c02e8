import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { LeastPrivilegeRule } from '../src';
import { FINDING_IDS } from '../src/access-checks/finding';
import { CHECK_TITLES } from '../src/handlers/shared/security-checks/titles';
import { ERROR_IDS } from '../src/private/rules/error-ids';
import { ruleLink } from '../src/private/rules/rule-link';
import { WARNINGS } from '../src/private/warnings';
import { rulesPage } from '../tools/rules/page';

const ROOT = join(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8');
const LEAST_PRIVILEGE = Object.values(LeastPrivilegeRule).map((rule) => rule.replace('cdk-secure-account-baseline:', ''));
const IDS: readonly string[] = [...ERROR_IDS, ...WARNINGS, ...LEAST_PRIVILEGE, ...FINDING_IDS, ...Object.keys(CHECK_TITLES)];

test('docs/rules.md is current; otherwise run npx tsx tools/rules/page.ts', () => {
  expect(page).toBe(rulesPage());
});

test.each(IDS)('%s: the link in its message leads to its heading', (id) => {
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
  expect(headings.filter((heading) => ruleLink(id).endsWith(`docs/rules.md#${heading}`))).toHaveLength(1);
});

describe('each entry', () => {
  const entries = page.split(/^### /m).slice(1).map((text) => [text.split('\n')[0], text.split(/^## /m)[0]] as const);

  test('belongs to an id, and each id has one', () => {
    expect(entries.map(([id]) => id).sort()).toEqual([...IDS].sort());
  });

  test.each(entries)('%s says what happens, why, how to fix it, and whether it can be accepted', (_, text) => {
    expect(text).toMatch(/\n\n[A-Z`][^\n]+\.\s[A-Z`][^\n]+\.\n\n\*\*Fix\.\*\* [A-Z`][^\n]+\.\n\n\*\*(Exception|Acknowledge)\.\*\* [A-Z`][^\n]+\.\n/);
  });
});

describe('the sources', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const source = files.map((file) => readFileSync(join(ROOT, 'src', file), 'utf8')).join('\n');

  // Once where it is listed, and where it is emitted. That errors are emitted is seen in test/wrong-inputs.
  test.each(WARNINGS)('emit the warning %s', (name) => {
    expect(source.split(new RegExp(`\\b${name}\\b`)).length - 1).toBeGreaterThanOrEqual(2);
  });

  test.each(Object.keys(LeastPrivilegeRule))('emit the finding %s of a policy', (name) => {
    expect(source).toMatch(new RegExp(`LeastPrivilegeRule\\.${name}\\b`));
  });

  test.each(FINDING_IDS)('emit the finding %s', (id) => {
    expect(source).toContain(`rule: '${id.replace('AccessChecks-', '')}'`);
  });
});
