import { ServiceUse } from '../shared/last-accessed';

/** A role, user or group, and the services that its policies grant. */
export interface Usage {
  readonly kind: 'role' | 'user' | 'group';
  readonly name: string;
  /** In milliseconds since the epoch. */
  readonly created: number;
  readonly services: ServiceUse[];
}

/** What was granted to a job function, or to an identity that has none, and what of it was used. */
export interface Suggestion {
  readonly jobFunction: string;
  /** Such as `role Administrator`. */
  readonly identities: string[];
  /** Service prefixes of IAM actions. */
  readonly used: string[];
  readonly unused: string[];
}

const DAY = 86_400_000;

/** A line of a table does not list hundreds of services; the log does. */
const SHOWN = 12;

/**
 * The services that can be removed from each job function: those that none of its identities has used for `days`. Younger identities have
 * not had the time to use them, and are left out. A user has no job function here: what a user used through a group, the group used.
 *
 * @param jobFunctions the job functions by the name of the group or role that has them; any other identity is listed by its own name
 */
export function suggestions(usages: Usage[], jobFunctions: { readonly [name: string]: string }, days: number, now: number): Suggestion[] {
  const found = new Map<string, Usage[]>();
  for (const usage of usages) {
    if (usage.created > now - days * DAY) continue;
    const name = usage.kind === 'user' ? `user ${usage.name}` : jobFunctions[usage.name] ?? usage.name;
    found.set(name, [...found.get(name) ?? [], usage]);
  }
  return [...found].map(([jobFunction, identities]) => {
    const services = identities.flatMap((identity) => identity.services);
    const used = new Set(services.filter((service) => (service.used ?? 0) > now - days * DAY).map(({ service }) => service));
    return {
      jobFunction,
      identities: identities.map(({ kind, name }) => `${kind} ${name}`).sort(),
      used: [...used].sort(),
      unused: [...new Set(services.map(({ service }) => service))].filter((service) => !used.has(service)).sort(),
    };
  });
}

/** For people: a table in plain text, then the services that each job function could do without. */
export function suggestionTable(all: Suggestion[]): string {
  const wide = Math.max(12, ...all.map(({ jobFunction }) => jobFunction.length));
  const line = (name: string, ...counts: unknown[]) => name.padEnd(wide) + counts.map((count) => String(count).padStart(9)).join('');
  return [
    line('Job function', 'granted', 'used', 'unused'),
    ...all.map(({ jobFunction, used, unused }) => line(jobFunction, used.length + unused.length, used.length, unused.length)),
    ...all.filter(({ unused }) => unused.length).flatMap(({ jobFunction, identities, used, unused }) => [
      '',
      `${jobFunction} (${identities.join(', ')})`,
      `  keep: ${shown(used)}`,
      `  remove: ${shown(unused)}`,
    ]),
  ].join('\n');
}

function shown(services: string[]): string {
  const more = services.length - SHOWN;
  return (services.slice(0, SHOWN).join(', ') || 'nothing') + (more > 0 ? ` and ${more} more` : '');
}
