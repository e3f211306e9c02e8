import { finding } from '../../../src/handlers/shared/security-checks/finding';
import { isRead } from '../account-status';
import { StatusReport } from '../status-report';

/**
 * Findings in the AWS Security Finding Format, as a JSON array: `aws securityhub batch-import-findings --findings file://findings.json`
 * takes up to 100 of one account.
 */
export function asff({ statuses }: StatusReport): string {
  const findings = statuses.filter(isRead).flatMap(({ id: account, partition, region, at, results }) => (
    results.map((result) => finding({ partition, region, account }, at, result))
  ));
  return JSON.stringify(findings, undefined, 2);
}
