import { execFileSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { AxeResults } from 'axe-core';
import { Browser, chromium, Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const AXE = readFileSync(join(__dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** @throws if there is no browser, with what to install: a test that needs one does not pass without it */
export function browserPath(environment: NodeJS.ProcessEnv = process.env): string {
  const { CHROME_PATH: named } = environment;
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, which does not exist`);
  }
  for (const name of NAMES) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { env: environment, encoding: 'utf8' }).trim();
    } catch {
      continue;
    }
  }
  throw new Error(`This needs Chromium: install it (apt-get install chromium, or Google Chrome), or set CHROME_PATH. Looked for ${NAMES.join(', ')} in PATH`);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: FLAGS });
}

/** What axe-core finds wrong with a page, as rule and element. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate('axe.run()') as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
