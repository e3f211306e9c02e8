import { CheckResult, Severity } from '../src/handlers/shared/security-checks/remediation';

const BY_SEVERITY: Record<Severity, number> = { LOW: 1, MEDIUM: 1, HIGH: 2, CRITICAL: 3 };

/** Nothing fails, but not everything is known. */
export const UNKNOWN = 4;

/** The account could not be checked, or the command line is invalid. */
export const NOT_CHECKED = 10;

/**
 * The most severe failed check decides. An unknown one counts only if no check fails.
 *
 * @param isIncomplete whether an account could not be checked, which counts as an unknown check
 */
export function exitCode(results: CheckResult[], isIncomplete = false): number {
  const worst = Math.max(0, ...results.filter(({ status }) => status === 'FAIL').map(({ severity }) => BY_SEVERITY[severity]));
  return worst || (isIncomplete || results.some(({ status }) => status === 'UNKNOWN') ? UNKNOWN : 0);
}
