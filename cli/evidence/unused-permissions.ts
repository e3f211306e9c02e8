import { Identities } from './details';
import { DAY } from './thresholds';
import { isServiceLinked } from './trust';
import { UNUSED_PERMISSIONS_DAYS } from '../../src/account/contract/options';
import { inParallel } from '../../src/handlers/account-settings-regions/in-parallel';
import type { IamActions } from '../../src/handlers/shared/clients/iam';
import { JOBS_AT_ONCE, ServiceUse, servicesOf } from '../../src/handlers/shared/last-accessed';
import { Call, Service } from '../../src/handlers/shared/retry';
import { Unknown } from '../../src/handlers/shared/security-checks/facts';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';

/** How long the job of one identity may take. It takes seconds. */
const JOB_TIMEOUT = 60_000;

/** After how many identities the progress is a line. */
const PROGRESS = 20;

/** A user or a role. */
export interface Principal {
  readonly kind: 'user' | 'role';
  readonly name: string;
  readonly arn: string;
  /** In milliseconds since the epoch. */
  readonly created?: number;
}

/** A user or a role, and the services that its policies grant. */
export interface PrincipalUse extends Principal {
  readonly services: readonly ServiceUse[];
}

/** What users and roles may use, and when they used it last. */
export interface UnusedPermissions {
  readonly principals: readonly PrincipalUse[];
  /** Those whose use could not be read, by the reason. */
  readonly unread: readonly { readonly why: Unknown; readonly names: readonly string[] }[];
  /** The names of those beyond the limit, which were not read. */
  readonly omitted: readonly string[];
}

/** How unused permissions are read. */
export interface UnusedPermissionsOptions {
  /** For how many identities IAM is asked at most. */
  readonly limit: number;
  /** Says how many have been read. */
  readonly progress: (text: string) => void;
}

/**
 * Reads the use of services by users and roles, without the roles that AWS services make for themselves. Users come first, since their keys
 * never expire, then the roles in the order of their last use: of a role that nothing uses, the whole role is unused.
 *
 * IAM gathers the answer in a job for each identity. One without policies may use nothing, and needs no job.
 */
export async function readUnusedPermissions(
  call: Call, iam: Service<IamActions>, { users, roles }: Identities, { limit, progress }: UnusedPermissionsOptions,
): Promise<UnusedPermissions> {
  const byUse = roles.filter(({ path }) => !isServiceLinked(path)).sort((one, other) => (other.lastUsed ?? 0) - (one.lastUsed ?? 0));
  const granted: Principal[] = [
    ...users.filter(({ policies, groups }) => policies.length + groups.length > 0).map(({ name, arn, created }) => ({ kind: 'user' as const, name, arn, created })),
    ...byUse.filter(({ policies }) => policies.length > 0).map(({ name, arn, created }) => ({ kind: 'role' as const, name, arn, created })),
  ];
  const asked = granted.slice(0, limit);
  const found: (PrincipalUse | undefined)[] = [];
  const unread = new Map<string, { why: Unknown; names: string[] }>();
  let done = 0;
  if (asked.length > 0) progress(`IAM gathers the use of permissions by ${asked.length} users and roles, which takes some seconds for every ${JOBS_AT_ONCE} ...`);
  await inParallel([...asked.entries()], JOBS_AT_ONCE, async ([index, principal]) => {
    const services = await fact(servicesOf(call, iam, principal.arn, Date.now() + JOB_TIMEOUT), ({ message }) => ({ unknown: message }));
    if (!('value' in services)) {
      const same = unread.get(services.unknown) ?? { why: services, names: [] };
      same.names.push(nameOf(principal));
      unread.set(services.unknown, same);
    } else if (services.value !== undefined) {
      found[index] = { ...principal, services: services.value };
    }
    if (++done % PROGRESS === 0 || done === asked.length) progress(`Use of permissions: ${done} of ${asked.length} users and roles`);
  });
  return {
    principals: found.filter((use) => use !== undefined),
    unread: [...unread.values()],
    omitted: granted.slice(limit).map(nameOf),
  };
}

/** A principal as sentences name it. */
export function nameOf({ kind, name }: Principal): string {
  return `${kind} ${name}`;
}

/** The services of a principal by their use, each list by name. */
export interface UseOfServices {
  /** Used in the last days. */
  readonly used: readonly ServiceUse[];
  /** Used, but not in the last days. */
  readonly old: readonly ServiceUse[];
  readonly never: readonly ServiceUse[];
}

/** @param at when the services were read, in milliseconds since the epoch */
export function useOf({ services }: PrincipalUse, at: number): UseOfServices {
  const since = at - UNUSED_PERMISSIONS_DAYS * DAY;
  const sorted = [...services].sort((one, other) => one.service < other.service ? -1 : 1);
  return {
    used: sorted.filter(({ used }) => used !== undefined && used > since),
    old: sorted.filter(({ used }) => used !== undefined && used <= since),
    never: sorted.filter(({ used }) => used === undefined),
  };
}

/** Whether an identity had the time to use its permissions. */
export function isOldEnough({ created }: Principal, at: number): boolean {
  return created === undefined || created <= at - UNUSED_PERMISSIONS_DAYS * DAY;
}
