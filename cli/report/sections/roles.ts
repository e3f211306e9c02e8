import type { RoleDetail } from '@aws-sdk/client-iam';
import { rolePicture } from './role-picture';
import { list } from './users';
import { AccountDetails } from '../../evidence/details';
import { TRUSTED_KINDS, trustedBy } from '../../evidence/trust';
import { Content, day, html, Html } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { RoleTrust } from '../role-trust';
import { table } from '../table';


/** The roles and who may assume them, as a picture and as a table that says the same and more. */
export function* roles({ prefix, heading }: Place, { identities }: AccountDetails): Iterable<Html> {
  yield html`<section>${heading('roles', 'Roles and who may assume them')}`;
  if (!('value' in identities)) {
    yield html`<p>${mark('UNKNOWN')} ${identities.unknown}.</p></section>`;
    return;
  }
  const all = identities.value.roles.map((role): RoleTrust => ({ role, trusted: trustedBy(role) }));
  const own = all.filter(({ role }) => !isServiceLinked(role));
  const linked = all.filter(({ role }) => isServiceLinked(role));
  if (own.length === 0) {yield html`<p>The account has no roles but those that AWS services make.</p>`;} else {
    yield* rolePicture(prefix, own);
    yield* table({ caption: `Roles: ${own.length}`, columns: ['Role', 'Who may assume it', 'If', 'Policies', 'Last used'] }, own, cellsOf);
  }
  if (linked.length > 0) {
    yield* table({ caption: `Service-linked roles, which only their service assumes: ${linked.length}`, columns: ['Role', 'Who may assume it', 'If', 'Policies', 'Last used'], isClosed: true }, linked, cellsOf);
  }
  yield html`</section>`;
}

function cellsOf({ role, trusted }: RoleTrust): Content[] {
  const { RoleName, Path, AttachedManagedPolicies = [], RolePolicyList = [], RoleLastUsed } = role;
  return [
    html`${RoleName}${Path && Path !== '/' && html`<br><span class="soft">${Path}</span>`}`,
    trusted === undefined ? mark('UNKNOWN') : html`<ul class="plain">${trusted.map(({ kind, name }) => html`<li>${kind === 'anyone' || kind === 'other account' ? html`<strong>${TRUSTED_KINDS[kind]}</strong>` : TRUSTED_KINDS[kind]}: ${name}</li>`)}</ul>`,
    list([...new Set((trusted ?? []).flatMap(({ keys }) => keys))].sort()),
    list([...AttachedManagedPolicies, ...RolePolicyList].map(({ PolicyName }) => PolicyName ?? '')),
    RoleLastUsed?.LastUsedDate ? day(+RoleLastUsed.LastUsedDate) : html`<span class="none">not in 400 days</span>`,
  ];
}

/** A role that a service makes for itself. */
export function isServiceLinked({ Path }: RoleDetail): boolean {
  return Path?.startsWith('/aws-service-role/') ?? false;
}
