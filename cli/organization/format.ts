import { AccountStatus } from './check';
import { CheckResult, Severity } from '../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../src/handlers/shared/security-checks/titles';
import { plain } from '../format';

const SEVERITIES: Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** One line for each account, then each failed check with its accounts. */
export function organizationTable(statuses: AccountStatus[]): string {
  const width = Math.max(...statuses.map(({ name }) => plain(name).length), 'Name'.length);
  const line = (id: string, name: string, worst: string, counts: string) => `${id.padEnd(12)}  ${name.padEnd(width)}  ${worst.padEnd(8)}  ${counts}`;
  const rows = statuses.map(({ id, name, results, error }) => (
    line(id, plain(name), results ? worstOf(results) : 'UNKNOWN', results ? countsOf(results) : `not checked: ${plain(error!)}`)
  ));
  const failed = failedChecks(statuses);
  return [
    [line('Account', 'Name', 'Severity', 'Checks'), ...rows].join('\n'),
    ...failed.length > 0 ? [`What to do\n\n${failed.join('\n')}`] : [],
  ].join('\n\n');
}

/** The statuses for programs. */
export function organizationJson(statuses: AccountStatus[]): string {
  return JSON.stringify({
    accounts: statuses.map(({ id, name, results, error }) => ({
      account: id, name, ...results ? { results: results.map((result) => ({ ...result, title: CHECK_TITLES[result.check] })) } : { error },
    })),
  }, undefined, 2);
}

/** The severity of the worst failed check. */
function worstOf(results: CheckResult[]): string {
  const worst = SEVERITIES.find((severity) => results.some((result) => result.status === 'FAIL' && result.severity === severity));
  return worst ?? (results.some(({ status }) => status === 'UNKNOWN') ? 'UNKNOWN' : 'PASS');
}

function countsOf(results: CheckResult[]): string {
  const count = (status: string, words: string) => {
    const number = results.filter((result) => result.status === status).length;
    return number > 0 ? [`${number} ${words}`] : [];
  };
  return [...count('PASS', 'pass'), ...count('FAIL', 'fail'), ...count('UNKNOWN', 'unknown')].join(', ');
}

/** The failed checks, the worst first, each once for all its accounts. */
function failedChecks(statuses: AccountStatus[]): string[] {
  const failures = statuses.flatMap(({ id, results = [] }) => results.filter(({ status }) => status === 'FAIL').map((result) => ({ id, result })));
  const byCheck = new Map(failures.map(({ result }) => [result.check, result]));
  const sorted = [...byCheck.values()].sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
  return sorted.map(({ check, severity, remediation }) => {
    const accounts = failures.filter(({ result }) => result.check === check).map(({ id }) => id);
    return `${CHECK_TITLES[check]} (${severity}): ${accounts.join(', ')}\n  ${plain(remediation!)}`;
  });
}
