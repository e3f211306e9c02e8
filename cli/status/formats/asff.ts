import { finding } from '../../../src/handlers/shared/security-checks/finding';
import { jsonLines } from '../../json';
import { AccountStatus, isRead } from '../account-status';
import { StatusReport } from '../status-report';

/**
 * Findings in the AWS Security Finding Format, as a JSON array: `aws securityhub batch-import-findings --findings file://findings.json`
 * takes up to 100 of one account.
 */
export function asff({ statuses }: StatusReport): Iterable<string> {
  return jsonLines(findings(statuses));
}

function* findings(statuses: readonly AccountStatus[]): Iterable<object> {
  for (const { id: account, partition, region, at, results } of statuses.filter(isRead)) {
    for (const result of results) yield finding({ partition, region, account }, at, result);
  }
}
