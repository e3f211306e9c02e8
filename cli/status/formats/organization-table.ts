import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { paint, Painted } from '../../terminal';
import { plain } from '../../text';
import { AccountStatus, failedChecks, isRead, worstOf } from '../account-status';

/** One line for each account, then each failed check with its accounts. */
export function organizationTable(statuses: readonly AccountStatus[], color = false): string {
  const width = Math.max(...statuses.map(({ name }) => plain(name).length), 'Name'.length);
  const line = (id: string, name: string, worst: string, counts: string) => `${id.padEnd(12)}  ${name.padEnd(width)}  ${worst}  ${counts}`;
  const painted = (worst: Painted) => `${paint(worst, worst, color)}${' '.repeat(8 - worst.length)}`;
  const rows = statuses.map((status) => line(
    status.id,
    plain(status.name),
    painted(isRead(status) ? worstOf(status.results) : 'UNKNOWN'),
    isRead(status) ? countsOf(status.results) : `not checked: ${plain(status.error)}`,
  ));
  const failed = failedChecks(statuses).map(({ result: { check, severity, remediation }, accounts }) => (
    `${CHECK_TITLES[check]} (${paint(severity, severity, color)}): ${accounts.map(({ id }) => id).join(', ')}\n  ${plain(remediation!)}`
  ));
  return [
    [line('Account', 'Name', 'Severity', 'Checks'), ...rows].join('\n'),
    ...failed.length > 0 ? [`What to do\n\n${failed.join('\n')}`] : [],
  ].join('\n\n');
}

/** How many checks have each status, in words. */
export function countsOf(results: readonly CheckResult[]): string {
  const count = (status: string, words: string) => {
    const number = results.filter((result) => result.status === status).length;
    return number > 0 ? [`${number} ${words}`] : [];
  };
  return [...count('PASS', 'pass'), ...count('FAIL', 'fail'), ...count('UNKNOWN', 'unknown')].join(', ');
}
