import { UNUSED_PERMISSIONS_DAYS } from '../../../src/account/contract/options';
import { ServiceUse } from '../../../src/handlers/shared/last-accessed';
import { Fact } from '../../../src/handlers/shared/security-checks/facts';
import { isOldEnough, PrincipalUse, UnusedPermissions, UseOfServices, useOf } from '../../evidence/unused-permissions';
import { Content, day, html, Html } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { Columns, table } from '../table';

/** The names of more services say less than their number, and fill paper. JSON has all. */
const SHOWN = 24;

const NONE = html`<span class="none">none</span>`;

/** A row of the table. */
interface Row {
  readonly principal: PrincipalUse;
  readonly use: UseOfServices;
}

/** The services that users and roles may use, and do not. */
export function* unusedPermissions({ heading }: Place, fact: Fact<UnusedPermissions> | undefined, at: number): Iterable<Html> {
  yield html`<section>${heading('unused', 'Unused permissions')}`;
  if (fact === undefined) yield html`<p>Not read: IAM gathers them in a job for each user and role. <code>--unused-permissions 100</code> reads those of 100 users and roles, <code>all</code> those of every one.</p>`;
  else if (!('value' in fact)) yield html`<p>${mark('UNKNOWN')} ${fact.unknown}.</p>`;
  else yield* known(fact.value, at);
  yield html`</section>`;
}

function* known({ principals, unread, omitted }: UnusedPermissions, at: number): Iterable<Html> {
  yield html`<p>Services that policies grant to users and roles, and that these did not use for ${UNUSED_PERMISSIONS_DAYS} days. IAM tracks attempts of the last 400 days, allowed or not, and counts neither permissions boundaries nor service control policies.</p>`;
  const all = principals.map((principal): Row => ({ principal, use: useOf(principal, at) }));
  const wasteful = all.filter(({ use }) => unusedOf(use) > 0).sort((one, other) => unusedOf(other.use) - unusedOf(one.use));
  if (wasteful.length > 0) {
    const caption = `Users and roles with unused permissions, the most unused services first: ${wasteful.length} of ${all.length}`;
    const columns: Columns = ['User or role', { name: 'Granted', holds: 'number' }, { name: 'Unused', holds: 'number' }, 'Used', `Not used for ${UNUSED_PERMISSIONS_DAYS} days`, { name: 'Never used', holds: 'long' }];
    yield* table({ caption, columns }, wasteful, (row) => cellsOf(row, at));
  }
  const rest = all.length - wasteful.length;
  if (rest > 0) yield html`<p>IAM lists no unused services of ${rest} ${rest === 1 ? 'user or role' : 'users and roles'}.</p>`;
  if (all.length + unread.length + omitted.length === 0) yield html`<p>The account has no users and roles with permissions.</p>`;
  const unknown = unread.reduce((sum, group) => sum + group.names.length, 0);
  if (unknown > 0) yield html`<p>${mark('UNKNOWN')} The use by ${unknown} users and roles could not be read: the section “What could not be read” says why.</p>`;
  if (omitted.length > 0) yield html`<p>${omitted.length} more users and roles are beyond the limit of the command: <code>--unused-permissions all</code> reads them too.</p>`;
}

function cellsOf({ principal, use }: Row, at: number): Content[] {
  const { kind, name, services } = principal;
  return [
    html`${name}<br><span class="soft">${kind}${!isOldEnough(principal, at) && `, younger than ${UNUSED_PERMISSIONS_DAYS} days`}</span>`,
    services.length,
    unusedOf(use),
    names(use.used, ({ service }) => service),
    names(use.old, ({ service, used }) => html`${service} (${day(used)})`),
    names(use.never, ({ service }) => service),
  ];
}

function names(services: readonly ServiceUse[], written: (use: ServiceUse) => Content): Content {
  const more = services.length - SHOWN;
  if (services.length === 0) return NONE;
  return html`${services.slice(0, SHOWN).map((use, index) => html`${index > 0 && ', '}${written(use)}`)}${more > 0 && ` and ${more} more`}`;
}

function unusedOf({ old, never }: UseOfServices): number {
  return old.length + never.length;
}
