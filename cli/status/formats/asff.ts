import { finding } from '../../../src/handlers/shared/security-checks/finding';
import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { ruleLink } from '../../../src/private/rules/rule-link';
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
    for (const result of results) yield linked(finding({ partition, region, account }, at, result), result);
  }
}

/** The function of the daily check leaves the link out: its code is in the template. */
function linked({ Remediation: remediation, ...all }: ReturnType<typeof finding>, { check }: CheckResult): object {
  return remediation ? { ...all, Remediation: { Recommendation: { ...remediation.Recommendation, Url: ruleLink(check) } } } : all;
}
