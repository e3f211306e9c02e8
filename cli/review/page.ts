import { AccountReview, ReviewedIdentity } from './identity';
import { Reviewed } from './reviewed';
import { dayOf, lastUseWords, proposalWords, rightsWords } from './words';
import { Content, html, Html, time } from '../report/html';
import { mark } from '../report/marks';
import { page } from '../report/page';
import { list } from '../report/sections/users';
import { table } from '../report/table';

const KINDS: [ReviewedIdentity['kind'], string, string][] = [
  ['user', 'Users', 'Groups'], ['group', 'Groups', 'Members'], ['role', 'Roles', 'Who may assume it'],
];

/** A page to print and to sign. */
export function* reviewPage(accounts: readonly Reviewed[]): Iterable<string> {
  const title = accounts.length === 1 ? `Access review of account ${accounts[0].id}` : `Access review of ${accounts.length} accounts`;
  yield* page(title, sections(accounts));
}

function* sections(accounts: readonly Reviewed[]): Iterable<Html> {
  yield html`<section><h2>How to review</h2>
<p>For each identity, confirm that its access is still needed, or write down what to change, and sign. PCI DSS 4.0.1, 7.2.4, requires it every six months.</p>
<p>Rights are what the policies allow at most, by the access levels of AWS: “limited” means that conditions, resources or denies narrow every action of the level. Resource policies and service control policies are not read. A proposal is a suggestion, and nothing was changed.</p></section>`;
  for (const account of accounts) {
    yield html`<section><h2>Account ${account.id} ${account.name}</h2>`;
    if ('error' in account) yield html`<p>${mark('UNKNOWN')} The account could not be read: ${account.error}</p>`;
    else yield* identitiesOf(account);
    yield html`</section>`;
  }
  yield html`<section><h2>Signature</h2><table><caption>Reviewers</caption><thead><tr><th scope="col">Name</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead>
<tbody>${[1, 2].map(() => html`<tr class="sign"><td></td><td></td><td></td></tr>`)}</tbody></table></section>`;
}

function* identitiesOf({ at, identities, unread }: AccountReview): Iterable<Html> {
  yield html`<p>Read ${time(at)}.</p>${unread.map((what) => html`<p>${mark('UNKNOWN')} ${what}</p>`)}`;
  for (const [kind, title, relation] of KINDS) {
    const ofKind = identities.filter((identity) => identity.kind === kind);
    if (ofKind.length === 0) continue;
    yield html`<h3>${title}</h3>`;
    yield* table({ caption: `${title}: ${ofKind.length}`, columns: ['Identity', relation, 'Rights', 'Last use', 'Proposed action', 'Decision', 'Signature'] }, ofKind, cellsOf);
  }
}

function cellsOf(identity: ReviewedIdentity): Content[] {
  const { name, path, created, relations, rights, credentials } = identity;
  const words = rightsWords(rights);
  return [
    html`${name}${path !== '/' && html`<br><span class="soft">${path}</span>`}${created !== undefined && html`<br><span class="soft">since ${dayOf(created)}</span>`}`,
    list(relations),
    html`${words.length === 0 && html`<span class="none">none</span>`}<ul class="plain">${words.map(([level, text]) => html`<li><strong>${level}</strong>: ${text}</li>`)}${rights.unread.map((what) => html`<li>${mark('UNKNOWN')} ${what}</li>`)}</ul>`,
    html`${lastUseWords(identity)}${credentials.length > 0 && html`<br><span class="soft">${credentials.join(', ')}</span>`}`,
    list(proposalWords(identity)),
    '',
    '',
  ];
}
