import { CheckResult, CheckStatus } from '../shared/security-checks/check-result';

/** What was found the last time, by check: the status, and of a finding also what was seen. */
export interface FormerStatus { readonly [check: string]: string }

/** How one look at the account differs from the one before. */
export interface StatusChanges {
  readonly worse: CheckResult[];
  /** Fails as before, but something else was seen, such as another user. */
  readonly different: CheckResult[];
  readonly better: CheckResult[];
}

const RANK: Record<CheckStatus, number> = { PASS: 0, CANNOT_TELL: 1, FAIL: 2 };

/** Short enough for the results of all checks to fit into one free parameter of 4,096 characters. */
export function statusToRemember(results: CheckResult[]): FormerStatus {
  return Object.fromEntries(results.map((result) => [result.check, remembered(result)]));
}

/** @param former nothing before the first look: every finding is new then, and what passes is no news */
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
