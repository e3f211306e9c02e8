import { ReviewedIdentity } from './identity';
import { LevelRights, Rights } from './rights';
import { AccessLevel } from '../../src/permissions/least-privilege/access-level';

/** The levels in the order of their columns. */
export const LEVELS = [AccessLevel.LIST, AccessLevel.READ, AccessLevel.WRITE, AccessLevel.PERMISSIONS_MANAGEMENT, AccessLevel.TAGGING];

/** The names of more services say less than their number. */
const SHOWN = 12;

/** The rights at one level, such as `s3, sqs (limited)`. */
export function levelWords(rights: LevelRights | undefined): string {
  if (!rights) return '';
  const { services, isEverywhere, isLimited } = rights;
  const more = services.length - SHOWN;
  const named = isEverywhere ? 'all services' : more > 0 ? `${services.slice(0, SHOWN).join(', ')} and ${more} more` : services.join(', ');
  return isLimited ? `${named} (limited)` : named;
}

/** The rights at all levels that an identity has. */
export function rightsWords({ levels }: Rights): [AccessLevel, string][] {
  return LEVELS.flatMap((level): [AccessLevel, string][] => levels.has(level) ? [[level, levelWords(levels.get(level))]] : []);
}

/** When an identity was used last. */
export function lastUseWords({ kind, lastUse }: ReviewedIdentity): string {
  if (lastUse === undefined) return '';
  if (lastUse === null) return kind === 'role' ? 'not in 400 days' : 'never';
  return typeof lastUse === 'number' ? dayOf(lastUse) : `unknown: ${lastUse.unknown}`;
}

export function dayOf(at: number | undefined): string {
  return at === undefined || Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}

/** What is proposed; without a reason to change anything, a person confirms the access. */
export function proposalWords({ proposals }: ReviewedIdentity): readonly string[] {
  return proposals.length > 0 ? proposals : ['Confirm'];
}
