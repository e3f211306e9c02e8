import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { csvLines } from '../../csv';
import { bySeverity, isRead } from '../account-status';
import { FormatOptions, StatusReport } from '../status-report';

const HEADER = ['account', 'account name', 'region', 'time', 'status', 'severity', 'check', 'title', 'seen', 'remediation'];

/** A row for each check of each account. An account that could not be checked is a row with the status UNKNOWN. */
export function csv({ statuses }: StatusReport, options: FormatOptions): Iterable<string> {
  const rows = statuses.flatMap((status) => isRead(status)
    ? bySeverity(status.results).map(({ status: outcome, severity, check, seen, remediation = '' }) => (
      [status.id, status.name, status.region, new Date(status.at).toISOString(), outcome, severity, check, CHECK_TITLES[check], seen, remediation]
    ))
    : [[status.id, status.name, '', '', 'UNKNOWN', '', '', 'The account is checked', status.error, '']]);
  return csvLines([HEADER, ...rows], options);
}
