import { ReportedUser } from '../../../src/handlers/shared/credential-report/parse';
import { AccountDetails, ListedUser } from '../../evidence/details';
import { DAY, OLD_KEY } from '../../evidence/thresholds';
import { Content, day, html, Html, time } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { Columns, table } from '../table';

const COLUMNS: Columns = ['User', 'Password', { name: 'MFA', holds: 'word' }, 'Access keys', 'Groups', 'Policies on the user', 'Tags'];

/** The users with their credentials. Those with something to do come first. */
export function* users({ heading }: Place, { identities, credentials }: AccountDetails, at: number): Iterable<Html> {
  yield html`<section>${heading('users', 'Users')}`;
  if (!('value' in identities)) {
    yield html`<p>${mark('UNKNOWN')} ${identities.unknown}.</p></section>`;
    return;
  }
  const reported = 'value' in credentials ? credentials.value.users : undefined;
  const root = reported?.get('<root_account>');
  yield html`<p>${'value' in credentials ? html`The credential report of IAM is of ${time(credentials.value.at)}.` : html`${mark('UNKNOWN')} Credentials are unknown: ${credentials.unknown}.`}
${root && html`The root user has ${root.mfa ? 'MFA' : html`${mark('CRITICAL', 'no MFA')}`} and ${Object.keys(root.keys).length || 'no'} active access keys.`}</p>`;
  const all = identities.value.users.map((user) => ({ user, report: reported?.get(user.name) }));
  if (all.length === 0) {
    yield html`<p>The account has no users.</p></section>`;
    return;
  }
  const hasOldKey = ({ keys }: ReportedUser) => Object.values(keys).some(({ changed }) => isOld(changed, at));
  const isWanting = ({ report }: (typeof all)[number]) => report !== undefined && (lacksMfa(report) || hasOldKey(report));
  const wanting = all.filter(isWanting);
  const others = all.filter((one) => !isWanting(one));
  const cells = ({ user, report }: (typeof all)[number]) => cellsOf(user, report, at);
  if (wanting.length > 0) {
    const caption = `Users with a password and no MFA, or with an access key older than ${OLD_KEY} days: ${wanting.length} of ${all.length}`;
    yield* table({ caption, columns: COLUMNS }, wanting, cells);
  }
  if (others.length > 0) {
    const caption = `${wanting.length > 0 ? 'Other users' : 'Users'}: ${others.length}`;
    yield* table({ caption, columns: COLUMNS, isClosed: wanting.length > 0 }, others, cells);
  }
  yield html`</section>`;
}

function cellsOf({ name, created, groups, policies, tags }: ListedUser, report: ReportedUser | undefined, at: number): Content[] {
  return [
    html`${name}${created !== undefined && html`<br><span class="soft">since ${day(created)}</span>`}`,
    !report ? mark('UNKNOWN') : report.password ? html`yes${report.password.used !== undefined && html`, used ${day(report.password.used)}`}` : 'no',
    !report ? mark('UNKNOWN') : report.mfa ? mark('PASS', 'yes') : lacksMfa(report) ? mark('HIGH', 'no') : 'no',
    !report ? mark('UNKNOWN') : keysOf(report, at),
    list(groups),
    list(policies),
    list(tags),
  ];
}

function keysOf({ keys, created = 0 }: ReportedUser, at: number): Content {
  const shown = Object.values(keys).map(({ changed = created, used }) => {
    const age = Math.floor((at - changed) / DAY);
    const words = `${age} days old`;
    return html`<li>${isOld(changed, at) ? mark('MEDIUM', words) : words}, ${used === undefined ? 'never used' : html`used ${day(used)}`}</li>`;
  });
  return shown.length > 0 ? html`<ul class="plain">${shown}</ul>` : 'none';
}

function lacksMfa({ password, mfa }: ReportedUser): boolean {
  return password !== undefined && !mfa;
}

function isOld(changed: number | undefined, at: number): boolean {
  return changed !== undefined && at - changed > OLD_KEY * DAY;
}

/** Names in one cell. */
export function list(names: readonly string[]): Content {
  return names.length === 0 ? html`<span class="none">none</span>` : names.length === 1 ? names[0] : html`<ul class="plain">${names.map((name) => html`<li>${name}</li>`)}</ul>`;
}
