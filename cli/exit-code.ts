import { CheckResult, Severity } from '../src/handlers/shared/security-checks/check-result';

const BY_SEVERITY: Record<Severity, number> = { LOW: 1, MEDIUM: 1, HIGH: 2, CRITICAL: 3 };

const CANNOT_TELL = 4;

/** The account could not be checked, or the command line not be understood. */
export const NOT_CHECKED = 10;

/** The worst finding decides; a check that cannot tell counts only where nothing was found. */
export function exitCode(results: CheckResult[]): number {
  const worst = Math.max(0, ...results.filter(({ status }) => status === 'FAIL').map(({ severity }) => BY_SEVERITY[severity]));
  return worst || (results.some(({ status }) => status === 'CANNOT_TELL') ? CANNOT_TELL : 0);
}
