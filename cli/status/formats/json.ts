import { UNUSED_PERMISSIONS_DAYS } from '../../../src/account/contract/options';
import { ServiceUse } from '../../../src/handlers/shared/last-accessed';
import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { PrincipalUse, useOf } from '../../evidence/unused-permissions';
import { jsonLines } from '../../json';
import { isRead, ReadAccount } from '../account-status';
import { controlsByCheck } from '../framework';
import { StatusReport } from '../status-report';

/** The results for programs. */
export function json({ statuses, isOrganization, adoption: { steps, ...more }, framework }: StatusReport): Iterable<string> {
  const controls = framework && controlsByCheck(framework);
  const titled = (result: CheckResult) => ({ ...result, title: CHECK_TITLES[result.check], ...controls && { controls: controls.get(result.check) } });
  const stateOf = (status: ReadAccount) => ({
    region: status.region, time: dateOf(status.at), results: status.results.map(titled), unusedPermissions: unusedPermissionsOf(status),
  });
  const accounts = map(statuses, (status) => (
    { account: status.id, name: status.name, ...isRead(status) ? stateOf(status) : { error: status.error } }
  ));
  const written = isOrganization ? { accounts }
    : { account: statuses[0].id, ...stateOf(statuses[0] as ReadAccount), ...steps && { adoption: steps }, ...more };
  return jsonLines({ ...framework && { framework: framework.name }, ...written });
}

/** What users and roles may use and do not, with every service; undefined if it was not asked for. */
function unusedPermissionsOf({ unusedPermissions: fact, at }: ReadAccount): object | undefined {
  if (fact === undefined) return undefined;
  if (!('value' in fact)) return { unknown: fact.unknown };
  const { principals, unread, omitted } = fact.value;
  return {
    days: UNUSED_PERMISSIONS_DAYS,
    principals: map(principals, (principal) => principalOf(principal, at)),
    unread: unread.map(({ names, why }) => ({ reason: why.unknown, principals: names })),
    omitted,
  };
}

function principalOf(principal: PrincipalUse, at: number): object {
  const { kind, name, arn, created } = principal;
  const { used, old, never } = useOf(principal, at);
  const dated = (uses: readonly ServiceUse[]) => uses.map(({ service, used: last }) => ({ service, last: dateOf(last!) }));
  return {
    kind,
    name,
    arn,
    ...created !== undefined && { created: dateOf(created) },
    used: dated(used),
    notUsed: dated(old),
    neverUsed: never.map(({ service }) => service),
  };
}

function dateOf(at: number): string {
  return new Date(at).toISOString();
}

/** Each element is made when it is written. */
function* map<T>(values: Iterable<T>, made: (value: T) => unknown): Iterable<unknown> {
  for (const value of values) yield made(value);
}
