import { AccessLevel } from './access-level';
import { packageTable } from '../../private/package-table';

/** What is known about an action of AWS. */
export interface KnownAction {
  /** `service:Action`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** False if the action can be allowed on `*` only. */
  readonly takesResource: boolean;
}

/** Described in tools/action-table.ts, which writes it. */
interface Table {
  readonly beginnings: Record<string, string>;
  readonly services: Record<string, string>;
  readonly resources: Record<string, string>;
}

const LEVELS: Record<string, AccessLevel> = {
  L: AccessLevel.LIST,
  R: AccessLevel.READ,
  T: AccessLevel.TAGGING,
  W: AccessLevel.WRITE,
  P: AccessLevel.PERMISSIONS_MANAGEMENT,
};

let table: Table | undefined;
const byService = new Map<string, KnownAction[]>();
const byPattern = new Map<string, KnownAction[]>();

/**
 * The actions that an entry of a policy covers, whatever its case. The table is read on the first call, since most apps need none of
 * it.
 *
 * @param pattern `service:Action`, where the action may hold `*` and `?`, or `*`
 */
export function actionsCoveredBy(pattern: string): KnownAction[] {
  const key = pattern.toLowerCase();
  if (!byPattern.has(key)) byPattern.set(key, search(key));
  return byPattern.get(key)!;
}

/**
 * The types of resources by the service in their ARN, each as region, account and resource: `*` stands for a name, `#` for an id that
 * AWS generates.
 *
 * @param unknown the types of a service that is not in the table
 */
export function resourceTypesOf(service: string, unknown: string[]): string[] {
  return read().resources[service]?.split(' ') ?? unknown;
}

/** The services that stand in ARNs. */
export function resourceServices(): string[] {
  return Object.keys(read().resources);
}

function search(pattern: string): KnownAction[] {
  if (/^\*+(:\*+)?$/.test(pattern)) return Object.keys(read().services).flatMap(actionsOf);
  const names = new RegExp(`^${pattern.replace(/[.+^$()|[\]{}\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i');
  return actionsOf(pattern.split(':')[0]).filter(({ name }) => names.test(name));
}

/** In the order of kinds, then of names. */
function actionsOf(service: string): KnownAction[] {
  if (!byService.has(service)) {
    const named = namesByKind(service);
    byService.set(service, Object.keys(named).sort().flatMap((kind) => named[kind].sort().map((name) => (
      { name: `${service}:${name}`, level: LEVELS[kind[0]], takesResource: kind.endsWith('r') }
    ))));
  }
  return byService.get(service)!;
}

function namesByKind(service: string): Record<string, string[]> {
  const { beginnings, services } = read();
  const named: Record<string, string[]> = {};
  for (const group of services[service]?.split('|') ?? []) {
    const [characters, rests] = group.split(':');
    for (const [beginning, kind] of [...characters].map((character) => beginnings[character].split(' '))) {
      (named[kind] ??= []).push(...rests.split(' ').map((rest) => beginning + rest));
    }
  }
  return named;
}

function read(): Table {
  table ??= packageTable<Table>('action-table');
  return table;
}
