import { writeFileSync } from 'fs';
import { join } from 'path';
import { frameworkPage } from './framework-page';
import { constructsPage, overviewPage } from './overview';
import { FRAMEWORKS } from '../../src/compliance/catalog';

/**
 * Writes `docs/compliance`: one page for each framework, an overview, and the controls by construct. Run it as
 * `npx tsx tools/compliance/pages.ts`. A test fails when a page is stale.
 */
const FOLDER = join(__dirname, '..', '..', 'docs', 'compliance');

/** The pages by the names of their files. */
export function compliancePages(): Record<string, string> {
  return {
    'README.md': overviewPage(),
    'constructs.md': constructsPage(),
    ...Object.fromEntries(FRAMEWORKS.map((framework) => [`${framework.name}.md`, frameworkPage(framework)])),
  };
}

if (require.main === module) {
  for (const [name, text] of Object.entries(compliancePages())) writeFileSync(join(FOLDER, name), text);
}
