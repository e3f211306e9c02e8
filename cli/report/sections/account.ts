import { checks, tiles } from './checks';
import { passwordPolicy } from './password-policy';
import { roles } from './roles';
import { stacks } from './stacks';
import { unread } from './unread';
import { unusedPermissions } from './unused-permissions';
import { users } from './users';
import { AccountStatus, isRead, worstOf } from '../../status/account-status';
import { countsOf } from '../../status/formats/organization-table';
import { html, Html, time } from '../html';
import { mark } from '../marks';
import { Place } from '../place';

/** The sections of an account, by the ids of their headings. */
export const SECTIONS: [string, string][] = [
  ['summary', 'Summary'], ['kinds', 'How to read this page'], ['checks', 'Checks'], ['users', 'Users'], ['roles', 'Roles'], ['unused', 'Unused permissions'],
  ['passwords', 'Password policy'], ['stacks', 'Intent and drift'], ['unread', 'What could not be read'], ['frameworks', 'Frameworks'], ['proofs', 'What is proved'],
];

/** The state of an account in a few words. */
export function* summary(status: AccountStatus): Iterable<Html> {
  if (!isRead(status)) {
    yield html`<p>${mark('UNKNOWN')} The account could not be read: ${status.error}</p>`;
    return;
  }
  const { results, at, region } = status;
  const worst = worstOf(results);
  const words = worst === 'PASS' ? 'Every check passes' : worst === 'UNKNOWN' ? 'No check fails, but not everything is known' : html`The most severe failed check is ${mark(worst)}`;
  yield html`<p>${words}: ${countsOf(results)}. Region ${region}. Read ${time(at)}.</p>${tiles(results)}`;
}

/** What is known of an account that could be read. */
export function* accountSections(status: AccountStatus, place: Place): Iterable<Html> {
  if (!isRead(status)) return;
  const { results, details, at, unusedPermissions: unused } = status;
  yield* checks(place, results);
  if (!details) return;
  yield* users(place, details, at);
  yield* roles(place, details);
  yield* unusedPermissions(place, unused, at);
  yield* passwordPolicy(place, details);
  yield* stacks(place, details);
  yield* unread(place, status);
}

/** An account of several, with a heading of its own. */
export function* oneOfSeveral(status: AccountStatus, index: number): Iterable<Html> {
  const prefix = `account-${index}-`;
  yield html`<section><h2 id="account-${index}">Account ${status.id} ${status.name}</h2>`;
  yield* summary(status);
  yield* accountSections(status, { prefix, heading: (id, title) => html`<h3 id="${prefix}${id}">${title}</h3>` });
  yield html`</section>`;
}
