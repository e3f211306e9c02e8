import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { isRead, ReadAccount } from '../account-status';
import { controlsByCheck } from '../framework';
import { StatusReport } from '../status-report';

/** The results for programs. */
export function json({ statuses, isOrganization, adoption: { steps, ...more }, framework }: StatusReport): string {
  const controls = framework && controlsByCheck(framework);
  const titled = (result: CheckResult) => ({ ...result, title: CHECK_TITLES[result.check], ...controls && { controls: controls.get(result.check) } });
  const stateOf = ({ region, at, results }: ReadAccount) => ({ region, time: new Date(at).toISOString(), results: results.map(titled) });
  const written = isOrganization ? {
    accounts: statuses.map((status) => ({ account: status.id, name: status.name, ...isRead(status) ? stateOf(status) : { error: status.error } })),
  } : { account: statuses[0].id, ...stateOf(statuses[0] as ReadAccount), ...steps && { adoption: steps }, ...more };
  return JSON.stringify({ ...framework && { framework: framework.name }, ...written }, undefined, 2);
}
