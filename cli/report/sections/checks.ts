import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { bySeverity, SEVERITIES } from '../../status/account-status';
import { html, Html } from '../html';
import { mark, statusMark } from '../marks';
import { Place } from '../place';
import { Columns, table } from '../table';

const WORDS: Record<CheckStatus, string> = { FAIL: 'fail', UNKNOWN: 'unknown', PASS: 'pass' };

/** How many checks there are of each kind. */
export function tiles(results: readonly CheckResult[]): Html {
  const count = (wanted: (result: CheckResult) => boolean) => results.filter(wanted).length;
  const failed = SEVERITIES.map((severity) => (
    { word: severity, text: `${severity.toLowerCase()} fail`, number: count((result) => result.status === 'FAIL' && result.severity === severity) }
  ));
  const others = (['UNKNOWN', 'PASS'] as const).map((status) => ({ word: status, text: WORDS[status], number: count((result) => result.status === status) }));
  const shown = [...failed, ...others].filter(({ number, word }) => number > 0 || word === 'PASS');
  return html`<ul class="tiles">${shown.map(({ word, text, number }) => html`<li><strong>${number}</strong>${mark(word, text)}</li>`)}</ul>`;
}

/** Every check, with what to do. */
export function* checks({ heading }: Place, results: readonly CheckResult[]): Iterable<Html> {
  yield html`<section>${heading('checks', 'Checks')}`;
  const columns: Columns = ['Check', { name: 'Status', holds: 'word' }, { name: 'Severity', holds: 'word' }, 'Found', 'What to do'];
  yield* table({ caption: 'Checks of the live state, the most severe first', columns }, bySeverity(results), (result) => [
    html`${CHECK_TITLES[result.check]}<br><code>${result.check}</code>`, statusMark(result), result.severity.toLowerCase(), result.seen, result.remediation,
  ]);
  yield html`</section>`;
}
