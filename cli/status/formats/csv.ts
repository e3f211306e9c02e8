import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { csvLines } from '../../csv';
import { AccountStatus, bySeverity, isRead } from '../account-status';
import { FormatOptions, StatusReport } from '../status-report';

const HEADER = ['account', 'account name', 'region', 'time', 'status', 'severity', 'check', 'title', 'seen', 'remediation'];

/** A row for each check of each account. An account that could not be checked is a row with the status UNKNOWN. */
export function csv({ statuses }: StatusReport, options: FormatOptions): Iterable<string> {
  return csvLines(rows(statuses), options);
}

function* rows(statuses: readonly AccountStatus[]): Iterable<string[]> {
  yield HEADER;
  for (const status of statuses) {
    if (!isRead(status)) {
      yield [status.id, status.name, '', '', 'UNKNOWN', '', '', 'The account is checked', status.error, ''];
      continue;
    }
    const { id, name, region, at } = status;
    const time = new Date(at).toISOString();
    for (const { status: outcome, severity, check, seen, remediation = '' } of bySeverity(status.results)) {
      yield [id, name, region, time, outcome, severity, check, CHECK_TITLES[check], seen, remediation];
    }
  }
}
