import { CheckStatus } from '../shared/security-checks/outcome';
import { CheckResult } from '../shared/security-checks/remediation';

/** What the last run found, by check: the status, and of a failed check also what was found. */
export interface FormerStatus { readonly [check: string]: string }

/** How a run differs from the one before. */
export interface StatusChanges {
  readonly worse: CheckResult[];
  /** The check failed before, too, but something else was found, such as another user. */
  readonly different: CheckResult[];
  readonly better: CheckResult[];
}

const RANK: Record<CheckStatus, number> = { PASS: 0, UNKNOWN: 1, FAIL: 2 };

/** Short enough for the results of all checks to fit into one free parameter of 4,096 characters. */
export function statusToRemember(results: CheckResult[]): FormerStatus {
  return Object.fromEntries(results.map((result) => [result.check, remembered(result)]));
}

/** @param former empty before the first run: then every finding is new, and what passes is not reported */
export function statusChanges(former: FormerStatus, results: CheckResult[]): StatusChanges {
  const changes: StatusChanges = { worse: [], different: [], better: [] };
  for (const result of results) {
    const before = former[result.check] ?? 'PASS';
    const change = RANK[result.status] - (RANK[before.split(' ')[0] as CheckStatus] ?? 0);
    if (change || before !== remembered(result)) changes[change > 0 ? 'worse' : change < 0 ? 'better' : 'different'].push(result);
  }
  return changes;
}

function remembered({ status, seen }: CheckResult): string {
  return status === 'FAIL' ? `FAIL ${seen.slice(0, 200)}` : status;
}
