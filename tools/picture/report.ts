import { join } from 'path';
import { pathToFileURL } from 'url';
import { launchBrowser } from './browser';

/**
 * Takes the pictures of the report for README and docs, light and dark, of the page that `npm run try` has written: run
 * `npm run try && npx tsx tools/picture/report.ts`.
 */
const ROOT = join(__dirname, '..', '..');
const REPORT = join(ROOT, '.local-endpoint', 'reports', 'before-and-after.html');

async function main(): Promise<void> {
  const browser = await launchBrowser();
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 1000, height: 870 }, colorScheme });
      await page.goto(pathToFileURL(REPORT).href);
      await page.screenshot({ path: join(ROOT, 'docs', 'images', `report-${colorScheme}.png`) });
    }
  } finally {
    await browser.close();
  }
}

void main();
