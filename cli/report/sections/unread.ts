import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { unreadOf } from '../../evidence/unread';
import { ReadAccount } from '../../status/account-status';
import { Content, html, Html } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { table } from '../table';

/** What the command does not read, whatever the account allows. */
const NEVER_READ: Content[][] = [
  ['Resource policies, service control policies', 'Not read', 'See IAM Access Analyzer, and the organization'],
  ['Stacks and analyzers of other regions', 'Not read', 'Run the command with --region for each'],
];

/** What is unknown, with the action that was denied, so that nobody takes an empty table for an empty account. */
export function* unread({ heading }: Place, account: ReadAccount): Iterable<Html> {
  const unknown: Content[][] = [
    ...account.results.filter(({ status }) => status === 'UNKNOWN').map(({ check, seen, remediation }) => [`Check: ${CHECK_TITLES[check]}`, html`${mark('UNKNOWN')} ${seen}`, remediation]),
    ...unreadOf(account).map(({ what, why }) => [what, html`${mark('UNKNOWN')} ${why.unknown}`, why.denied ? `Allow ${why.denied}` : 'Check again later']),
  ];
  yield html`<section>${heading('unread', 'What could not be read')}
<p>${unknown.length === 0 ? 'Every call was answered.' : `${unknown.length} ${unknown.length === 1 ? 'part is' : 'parts are'} unknown.`} The last rows are outside of what the command reads.</p>`;
  yield* table({ caption: 'What could not be read', columns: ['Part', 'Reason', 'What to do'] }, [...unknown, ...NEVER_READ], (row) => row);
  yield html`</section>`;
}
