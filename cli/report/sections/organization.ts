import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { AccountStatus, failedChecks, isRead, worstOf } from '../../status/account-status';
import { countsOf } from '../../status/formats/organization-table';
import { html, Html } from '../html';
import { mark } from '../marks';
import { table } from '../table';

/** The accounts with a link to each, and the failed checks with their accounts. */
export function* organizationSummary(statuses: readonly AccountStatus[]): Iterable<Html> {
  yield html`<section><h2 id="accounts">Accounts</h2>`;
  yield* table({ caption: `Accounts: ${statuses.length}`, columns: ['Account', 'Name', 'Most severe', 'Checks'] }, [...statuses.entries()], ([index, status]) => [
    html`<a href="#account-${index}">${status.id}</a>`,
    status.name,
    mark(isRead(status) ? worstOf(status.results) : 'UNKNOWN'),
    isRead(status) ? countsOf(status.results) : `could not be read: ${status.error}`,
  ]);
  const failed = failedChecks(statuses);
  if (failed.length > 0) {
    yield* table({ caption: 'Failed checks of all accounts, the most severe first', columns: ['Check', 'Severity', 'Accounts', 'What to do'] }, failed, ({ result, accounts }) => [
      CHECK_TITLES[result.check], mark(result.severity), accounts.map(({ id }) => id).join(', '), result.remediation,
    ]);
  }
  yield html`</section>`;
}
