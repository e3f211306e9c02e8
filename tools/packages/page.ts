import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './checkout';

/**
 * The app that the page of a language shows.
 *
 * @throws if the page shows more or fewer than one
 */
export function codeOf(language: 'python' | 'java'): string {
  const page = join('docs', `${language}.md`);
  const blocks = [...readFileSync(join(ROOT, page), 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))];
  if (blocks.length !== 1) throw new Error(`${page} shows ${blocks.length} apps in ${language}, and must show one`);
  return blocks[0][1];
}
