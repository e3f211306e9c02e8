import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { Browser, Page } from 'playwright-core';
import { account, largeAccount, MANY_SERVICES, MARKUP, refusingAccount } from './accounts';
import { comparisonPage, statusPage } from '../../../cli/report/page';
import { AccountStatus } from '../../../cli/status/account-status';
import { accessibilityViolations, browserPath, launchBrowser } from '../../../tools/picture/browser';

const UNREACHED: AccountStatus = { id: '777788889999', name: MARKUP, error: `sts:AssumeRole: AccessDenied: ${MARKUP}` };
const one = (status: AccountStatus) => statusPage({ statuses: [status], isOrganization: false, adoption: {} });
const PAGES: Record<string, () => Iterable<string>> = {
  'an account': () => one(account()),
  'an account that refuses every call': () => one(refusingAccount()),
  'an account without anything': () => one(account({
    results: [],
    unusedPermissions: { value: { principals: [], unread: [], omitted: [] } },
    details: {
      alias: { value: null },
      identities: { value: { users: [], roles: [] } },
      credentials: { value: { at: 0, users: new Map() } },
      passwordPolicy: { value: null },
      stacks: { value: [] },
    },
  })),
  'an organization': () => statusPage({ statuses: [account(), refusingAccount(), UNREACHED], isOrganization: true, adoption: {} }),
  'an account before and after': () => comparisonPage(account({ name: 'before' }), account({ name: 'after' })),
};

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), 'report-test-'));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(lines: Iterable<string>, options: Parameters<Browser['newPage']>[0] = {}) {
  const file = join(folder, 'page.html');
  writeFileSync(file, [...lines].join('\n'));
  const page = await browser.newPage(options);
  const [requests, errors]: string[][] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => errors.push(message.text()));
  page.on('dialog', (dialog) => { errors.push(dialog.message()); void dialog.dismiss(); });
  await page.goto(pathToFileURL(file).href);
  return { page, requests, errors };
}

const SCHEMES = [
  ...Object.keys(PAGES).map((name) => ({ colorScheme: 'light' as const, name })),
  ...['an account', 'an organization'].map((name) => ({ colorScheme: 'dark' as const, name })),
];

test.each(SCHEMES)('axe-core finds no violation on the page of $name in $colorScheme colors, and nothing is loaded', async ({ colorScheme, name }) => {
  const { page, requests, errors } = await open(PAGES[name](), { colorScheme });
  // What is folded is read too; of the frameworks one stands for the others, which are alike.
  const folded = `section:not(:has(#frameworks)) details${name === 'an account' ? ', #frameworks ~ details:first-of-type' : ''}`;
  await page.evaluate(`document.querySelectorAll(${JSON.stringify(folded)}).forEach((each) => { each.open = true; })`);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(requests).toEqual([page.url()]);
  expect(errors).toEqual([]);
  await page.close();
});

test('the two color schemes differ, and paper is white in both', async () => {
  const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const { page } = await open(PAGES['an account'](), { colorScheme: 'dark' });
  expect(await background(page)).not.toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'print' });
  expect(await background(page)).toBe('rgb(255, 255, 255)');
  const isShown = await page.evaluate('[...document.querySelectorAll("details:not([open]) table")].every((each) => each.checkVisibility({ contentVisibilityAuto: true }) && each.getBoundingClientRect().height > 0)');
  expect(isShown).toBe(true);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  expect(await background(page)).toBe('rgb(255, 255, 255)');
  await page.close();
});

test.each(Object.keys(PAGES))('the page of %s has no script, and fits a phone without sideways scrolling', async (name) => {
  const { page } = await open(PAGES[name](), { viewport: { width: 400, height: 800 } });
  expect(await page.evaluate('document.scripts.length')).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
  await page.close();
});

test('markup in names, tags and policies is text', async () => {
  const { page } = await open(PAGES['an organization']());
  expect(await page.title()).toBe('Security status of 3 accounts');
  expect(await page.evaluate('document.images.length')).toBe(0);
  const text: string = await page.evaluate('document.body.textContent');
  // The user, its policy, the tag, the role in the table and in the picture, a check, and the account that could not be read.
  expect(text.split('<script>document.title').length - 1).toBeGreaterThanOrEqual(8);
  await page.close();
});

test('without the policy that forbids scripts the page is as safe', () => {
  for (const lines of Object.values(PAGES)) expect([...lines()].join('\n')).not.toMatch(/<script|<img|onerror=(?!alert\(1\)&#62;)/);
});

test('5,000 users: the page is made in pieces and stays usable', async () => {
  const large = largeAccount(5_000);
  // Of the processor, which other programs do not lengthen.
  const start = process.cpuUsage();
  const lines = [...one(large)];
  const { user, system } = process.cpuUsage(start);
  expect(user + system).toBeLessThan(3_000_000);
  // No piece holds more than a part of the page.
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(20_000);
  const loading = performance.now();
  const { page } = await open(lines);
  expect(await page.evaluate('document.querySelectorAll("tbody th").length')).toBeGreaterThanOrEqual(5_000);
  expect(await page.evaluate('Math.max(...[...document.querySelectorAll("tbody")].map((each) => each.rows.length))')).toBe(250);
  // The browser lays out what is open: the first 250 of those with something to do.
  expect(await page.evaluate('[...document.querySelectorAll("#users ~ * tbody tr")].filter((each) => each.checkVisibility({ contentVisibilityAuto: true })).length')).toBe(250);
  expect(performance.now() - loading).toBeLessThan(20_000);
  expect(await page.evaluate('document.body.textContent')).toContain('user-04999');
  await page.close();
});

test('twice the users make twice the page', () => {
  const size = (users: number) => [...one(largeAccount(users))].reduce((sum, { length }) => sum + length, 0);
  const [none, small, large] = [0, 1_000, 2_000].map(size);
  expect((large - none) / (small - none)).toBeCloseTo(2, 1);
});

test('the page says what could not be read, with the action that was denied', () => {
  const text = [...one(refusingAccount())].join('\n');
  for (const action of ['iam:ListAccountAliases', 'iam:GetAccountAuthorizationDetails', 'iam:GenerateCredentialReport', 'iam:GetAccountPasswordPolicy', 'cloudformation:DescribeStacks']) {
    expect(text).toContain(`Allow ${action}`);
  }
  expect(text).not.toContain('The account has no users');
});

test('the page has the live state: MFA, ages of keys, trusts, password policy and drift', async () => {
  const { page } = await open(PAGES['an account']());
  const rows: string[] = await page.evaluate('[...document.querySelectorAll("tbody tr")].map((each) => [...each.cells].map((cell) => cell.textContent).join(" | "))');
  const row = (start: string) => rows.find((each) => each.startsWith(start));
  expect(rows[3]).toBe('MFA for rootROOT_MFA | FAIL | critical | root has no MFA | Assign an MFA device');
  expect(row('alice')).toContain('| yes, used 2026-11-28 | no | 100 days old, used 2026-11-243 days old, never used | AdministratorsBilling | none |');
  expect(row('unreported')).toContain('| UNKNOWN | UNKNOWN | UNKNOWN |');
  expect(row('Administrator/account-baseline/')).toContain('Identities of this account: arn:aws:iam::111122223333:root | aws:MultiFactorAuthPresent | AdministratorAccess | not in 400 days');
  expect(row('Partner')).toContain('Other accounts: 444455556666 | sts:ExternalId');
  expect(row('Open')).toContain('Anyone: *');
  expect(row('This library')).toBe('This library | FAIL | an uppercase letter, a symbol, passwords to expire after 90 days');
  expect(row('CIS AWS Foundations')).toContain('| PASS | nothing');
  expect(row('account-baseline')).toContain('| UPDATE_COMPLETE | 2026-11-27 12:00 UTC | drifted2026-11-28 12:00 UTC | SHA-256 aaaa');
  expect(row('account-baseline-watch')).toContain('not checked | UNKNOWN cloudformation:GetTemplate was denied');
  await page.close();
});

test('unused permissions: the most unused services first, with the last use, and what was not read', async () => {
  const { page } = await open(PAGES['an account']());
  const rows: string[] = await page.evaluate('[...document.querySelectorAll("section:has(#unused) tbody tr")].map((each) => [...each.cells].map((cell) => cell.innerText.replace(/\\n/g, " ")).join(" | "))');
  expect(rows).toEqual([
    `Administrator role | 401 | 400 | iam | none | ${MANY_SERVICES.slice(0, 24).join(', ')} and 376 more`,
    'alice user | 3 | 2 | s3 | ec2 (2026-08-21) | sqs',
    `${MARKUP} user, younger than 90 days | 1 | 1 | none | none | ${MARKUP}`,
  ]);
  const text: string = await page.evaluate('document.querySelector("section:has(#unused)").textContent');
  expect(text).toContain('IAM lists no unused services of 1 user or role.');
  expect(text).toContain('UNKNOWN The use by 2 users and roles could not be read');
  expect(text).toContain('2 more users and roles are beyond the limit of the command');
  expect([...one(account())].join('\n')).toContain('Allow iam:GenerateServiceLastAccessedDetails');
  expect([...one(account({ unusedPermissions: undefined }))].join('\n')).toContain('<code>--unused-permissions 100</code>');
  await page.close();
});

test('the picture draws a line for each trust, and the table says the same', async () => {
  const { page } = await open(PAGES['an account']());
  expect(await page.evaluate('document.querySelectorAll("svg path").length')).toBe(6);
  const texts: string[] = await page.evaluate('[...document.querySelectorAll("svg text")].map((each) => each.textContent)');
  expect(texts.slice(0, 6)).toEqual(['Anyone', 'Account 444455556666', expect.stringMatching(/^oidc-provider.{20}…$/), 'This account', 'ec2.amazonaws.com', 'lambda.amazonaws.com']);
  expect(await page.evaluate('document.querySelectorAll("svg rect.wide").length')).toBe(2);
  await page.close();
});

test('the links lead to pages of the repository and to sections of the page', async () => {
  const { page } = await open(PAGES['an account']());
  const links: string[] = await page.evaluate('[...document.links].map((each) => each.getAttribute("href"))');
  const inside = links.filter((link) => link.startsWith('#'));
  expect(inside).toHaveLength(11);
  for (const link of inside) expect(await page.evaluate(`document.querySelectorAll(${JSON.stringify(link)}).length`)).toBe(1);
  const files = links.filter((link) => !link.startsWith('#')).map((link) => /^https:\/\/github\.com\/cdk-secure-account-baseline\/cdk-secure-account-baseline\/blob\/main\/(.+)$/.exec(link)![1]);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(join(__dirname, '..', '..', '..', file), 'utf8')).toContain('# ');
  await page.close();
});

test('a missing browser is an error that says what to install', () => {
  expect(() => browserPath({ PATH: folder })).toThrow('This needs Chromium: install it (apt-get install chromium, or Google Chrome), or set CHROME_PATH');
  expect(() => browserPath({ CHROME_PATH: '/nowhere/chrome' })).toThrow('CHROME_PATH is /nowhere/chrome, which does not exist');
});
