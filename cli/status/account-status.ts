import { Fact } from '../../src/handlers/shared/security-checks/facts';
import { CheckResult, Severity } from '../../src/handlers/shared/security-checks/remediation';
import { AccountDetails } from '../evidence/details';
import { UnusedPermissions } from '../evidence/unused-permissions';

/** What was read from an account. */
export interface ReadStatus {
  readonly partition: string;
  readonly region: string;
  /** When it was read, in milliseconds since the epoch. */
  readonly at: number;
  readonly results: CheckResult[];
  /** Only for formats that show it. */
  readonly details?: AccountDetails;
  /** Only if it was asked for. */
  readonly unusedPermissions?: Fact<UnusedPermissions>;
}

/** An account with its state, or why it could not be read. */
export type AccountStatus = { readonly id: string; readonly name: string } & (ReadStatus | { readonly error: string });

/** An account that could be read. */
export type ReadAccount = Extract<AccountStatus, ReadStatus>;

export function isRead(status: AccountStatus): status is ReadAccount {
  return 'results' in status;
}

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

const STATUSES = ['FAIL', 'UNKNOWN', 'PASS'];

/** What fails first, the most severe of it first; then what is unknown, then what passes. */
export function bySeverity(results: readonly CheckResult[]): CheckResult[] {
  const rank = ({ status, severity }: CheckResult) => STATUSES.indexOf(status) * SEVERITIES.length + SEVERITIES.indexOf(severity);
  return [...results].sort((one, other) => rank(one) - rank(other));
}

/** The severity of the worst failed check, or the worst status of the others. */
export function worstOf(results: readonly CheckResult[]): Severity | 'UNKNOWN' | 'PASS' {
  const worst = SEVERITIES.find((severity) => results.some((result) => result.status === 'FAIL' && result.severity === severity));
  return worst ?? (results.some(({ status }) => status === 'UNKNOWN') ? 'UNKNOWN' : 'PASS');
}

/** A failed check with the accounts in which it fails. */
export interface FailedCheck {
  readonly result: CheckResult;
  readonly accounts: readonly ReadAccount[];
}

/** The failed checks, the worst first, each once for all its accounts. */
export function failedChecks(statuses: readonly AccountStatus[]): FailedCheck[] {
  const failed = new Map<string, { result: CheckResult; accounts: ReadAccount[] }>();
  for (const account of statuses.filter(isRead)) {
    for (const result of account.results.filter(({ status }) => status === 'FAIL')) {
      const known = failed.get(result.check) ?? { result, accounts: [] };
      known.accounts.push(account);
      failed.set(result.check, known);
    }
  }
  return [...failed.values()].sort((one, other) => SEVERITIES.indexOf(one.result.severity) - SEVERITIES.indexOf(other.result.severity));
}
