import { rolePicture } from './role-picture';
import { list } from './users';
import { AccountDetails, ListedRole } from '../../evidence/details';
import { isServiceLinked, TRUSTED_KINDS } from '../../evidence/trust';
import { Content, day, html, Html } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { Columns, table } from '../table';

const COLUMNS: Columns = ['Role', 'Who may assume it', 'If', 'Policies', { name: 'Last used', holds: 'word' }];

/** The roles and who may assume them, as a picture and as a table that says the same and more. */
export function* roles({ prefix, heading }: Place, { identities }: AccountDetails): Iterable<Html> {
  yield html`<section>${heading('roles', 'Roles and who may assume them')}`;
  if (!('value' in identities)) {
    yield html`<p>${mark('UNKNOWN')} ${identities.unknown}.</p></section>`;
    return;
  }
  const own = identities.value.roles.filter(({ path }) => !isServiceLinked(path));
  const linked = identities.value.roles.filter(({ path }) => isServiceLinked(path));
  if (own.length === 0) {
    yield html`<p>The account has no roles but those that AWS services make.</p>`;
  } else {
    yield* rolePicture(prefix, own);
    yield* table({ caption: `Roles: ${own.length}`, columns: COLUMNS }, own, cellsOf);
  }
  if (linked.length > 0) {
    yield* table({ caption: `Service-linked roles, which only their service assumes: ${linked.length}`, columns: COLUMNS, isClosed: true }, linked, cellsOf);
  }
  yield html`</section>`;
}

function cellsOf({ name, path, trusted, policies, lastUsed }: ListedRole): Content[] {
  return [
    html`${name}${path !== '/' && html`<br><span class="soft">${path}</span>`}`,
    trusted === undefined ? mark('UNKNOWN') : html`<ul class="plain">${trusted.map(({ kind, name: principal }) => html`<li>${kind === 'anyone' || kind === 'other account' ? html`<strong>${TRUSTED_KINDS[kind]}</strong>` : TRUSTED_KINDS[kind]}: ${principal}</li>`)}</ul>`,
    list([...new Set((trusted ?? []).flatMap(({ keys }) => keys))].sort()),
    list(policies),
    lastUsed === undefined ? html`<span class="none">not in 400 days</span>` : day(lastUsed),
  ];
}
