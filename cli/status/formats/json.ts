import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { isRead, ReadAccount } from '../account-status';
import { StatusReport } from '../status-report';

/** The results for programs. */
export function json({ statuses, isOrganization, adoption: { steps, ...more } }: StatusReport): string {
  const written = isOrganization ? {
    accounts: statuses.map((status) => ({ account: status.id, name: status.name, ...isRead(status) ? stateOf(status) : { error: status.error } })),
  } : { account: statuses[0].id, ...stateOf(statuses[0] as ReadAccount), ...steps && { adoption: steps }, ...more };
  return JSON.stringify(written, undefined, 2);
}

function stateOf({ region, at, results }: ReadAccount) {
  return { region, time: new Date(at).toISOString(), results: results.map(titled) };
}

function titled(result: CheckResult) {
  return { ...result, title: CHECK_TITLES[result.check] };
}
