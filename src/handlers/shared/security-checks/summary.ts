import { CheckResult } from './remediation';

/** How many checks pass, and the names of those that do not. */
export function summary(results: CheckResult[]): string {
  const not = results.filter(({ status }) => status !== 'PASS').map(({ check }) => check);
  return `${results.length - not.length} of ${results.length} checks pass${not.length ? `, not ${not.join(', ')}` : ''}`;
}
