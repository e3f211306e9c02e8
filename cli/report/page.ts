import { html, Html, time } from './html';
import { accountSections, oneOfSeveral, SECTIONS, summary } from './sections/account';
import { comparison } from './sections/comparison';
import { frameworks } from './sections/frameworks';
import { kinds } from './sections/kinds';
import { organizationSummary } from './sections/organization';
import { proofs } from './sections/proofs';
import { STYLE } from './style';
import { Framework } from '../../src/compliance/catalog';
import { AccountStatus, isRead } from '../status/account-status';
import { StatusReport } from '../status/status-report';
import { commit, version } from '../version';

/** A page about one account, or about those of an organization. */
export function* statusPage({ statuses, isOrganization, framework }: StatusReport): Iterable<string> {
  if (isOrganization) yield* page(`Security status of ${statuses.length} accounts`, severalAccounts(organizationSummary(statuses), statuses, framework));
  else yield* page(`Security status of ${titleOf(statuses[0])}`, oneAccount(statuses[0], framework));
}

/** A page about one account before and after a change. The names of the two say when. */
export function* comparisonPage(before: AccountStatus, after: AccountStatus): Iterable<string> {
  yield* page(`Security status of account ${after.id}: ${before.name} and ${after.name}`, severalAccounts(comparison(before, after), [before, after]));
}

function* oneAccount(status: AccountStatus, framework: Framework | undefined): Iterable<Html> {
  yield html`<nav aria-label="Sections"><ul>${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<section><h2 id="summary">Summary</h2>`;
  yield* summary(status);
  yield html`</section>`;
  yield* kinds([status]);
  yield* accountSections(status, { prefix: '', heading: (id, title) => html`<h2 id="${id}">${title}</h2>` });
  yield* frameworks([status], framework);
  yield* proofs();
}

function* severalAccounts(overview: Iterable<Html>, statuses: readonly AccountStatus[], framework?: Framework): Iterable<Html> {
  yield* overview;
  yield* kinds(statuses);
  for (const [index, status] of statuses.entries()) yield* oneOfSeveral(status, index);
  yield* frameworks(statuses, framework);
  yield* proofs();
}

/** An account as titles name it. */
export function titleOf(status: AccountStatus): string {
  const alias = isRead(status) && status.details && 'value' in status.details.alias ? status.details.alias.value : undefined;
  return `account ${status.id}${alias ? ` (${alias})` : ''}`;
}

/** Lines of a page that needs nothing but itself. The policy in its head forbids scripts and everything from elsewhere. */
export function* page(title: string, sections: Iterable<Html>): Iterable<string> {
  yield `${html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="secure-account-baseline ${version}">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="soft">Written ${time(Date.now())} by secure-account-baseline ${version}${commit && html`, commit <code>${commit}</code>`}. The command reads and changes nothing.</p>
</header>
<main>`}`;
  for (const section of sections) yield section.toString();
  yield '</main>\n</body>\n</html>';
}
