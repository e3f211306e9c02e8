import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { AccountStatus, bySeverity, isRead } from '../../status/account-status';
import { html, Html } from '../html';
import { mark, statusMark } from '../marks';
import { table } from '../table';

/** Each check in two states of an account, beside each other. */
export function* comparison(before: AccountStatus, after: AccountStatus): Iterable<Html> {
  const now = isRead(after) ? bySeverity(after.results) : [];
  const then = new Map<string, CheckResult>(isRead(before) ? before.results.map((result) => [result.check, result]) : []);
  yield html`<section><h2 id="comparison">Checks ${before.name} and ${after.name}</h2>`;
  yield* table({ caption: `The checks ${before.name} and ${after.name}`, columns: ['Check', before.name, after.name, `Found ${after.name}`] }, now, (result) => {
    const earlier = then.get(result.check);
    return [CHECK_TITLES[result.check], earlier ? statusMark(earlier) : mark('UNKNOWN'), statusMark(result), result.seen];
  });
  yield html`</section>`;
}
