import { AccountStatus, isRead } from '../../status/account-status';
import { commit, version } from '../../version';
import { html, Html, time } from '../html';
import { table } from '../table';

/** What the sections are taken from, so that nobody mistakes a promise for a state. */
export function* kinds(statuses: readonly AccountStatus[]): Iterable<Html> {
  const times = statuses.filter(isRead).map(({ at }) => at);
  const state = times.length === 0 ? 'not read' : times.length === 1 ? time(times[0]) : html`${time(Math.min(...times))} to ${time(Math.max(...times))}`;
  yield html`<section><h2 id="kinds">How to read this page</h2>
<p>A template says what should be, a proof says what policies allow, and the account says what is. The sections keep the three apart.</p>`;
  yield* table({ caption: 'Sources of the sections', columns: ['Source', 'Answers', 'Sections', 'Version', 'Time'] }, [
    ['Live state', 'what the account has', 'checks, users, roles, unused permissions, password policy; a column of the frameworks', `secure-account-baseline ${version}`, state],
    ['Intent', 'what the deployed templates ask for, and whether resources drifted from it', 'intent and drift; a column of the frameworks, about the library', 'the digest of each template', 'the last update of each stack'],
    ['Proof', 'what the policies of the library allow for every request', 'what is proved; a column of the frameworks', commit === undefined ? `version ${version}` : html`version ${version}, commit <code>${commit}</code>`, 'each build of that version'],
  ], (row) => row);
  yield html`</section>`;
}
