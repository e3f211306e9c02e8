import { createHash } from 'node:crypto';
import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CheckResult, Severity } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { ruleLink } from '../../../src/private/rules/rule-link';
import { jsonLines } from '../../json';
import { plain } from '../../text';
import { version } from '../../version';
import { AccountStatus, bySeverity, isRead, ReadAccount } from '../account-status';
import { StatusReport } from '../status-report';

const KINDS: Record<CheckStatus, string> = { PASS: 'pass', FAIL: 'fail', UNKNOWN: 'open' };
const LEVELS: Record<Severity, string> = { CRITICAL: 'error', HIGH: 'error', MEDIUM: 'warning', LOW: 'note' };

const IDS = Object.keys(CHECK_TITLES) as CheckResult['check'][];

/** The results as SARIF 2.1.0. A result is located in its account, since an account has no files. */
export function sarif({ statuses }: StatusReport): Iterable<string> {
  const rules = IDS.map((id) => ({ id, shortDescription: { text: CHECK_TITLES[id] }, helpUri: ruleLink(id) }));
  const unread = statuses.flatMap((status) => isRead(status) ? [] : [{ level: 'error', message: { text: plain(`${status.id} ${status.name}: ${status.error}`) } }]);
  return jsonLines({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'secure-account-baseline', semanticVersion: version === 'checkout' ? undefined : version, rules } },
      invocations: [{ executionSuccessful: unread.length === 0, toolExecutionNotifications: unread }],
      columnKind: 'utf16CodeUnits',
      results: results(statuses),
    }],
  });
}

function* results(statuses: readonly AccountStatus[]): Iterable<object> {
  for (const account of statuses.filter(isRead)) {
    for (const result of bySeverity(account.results)) yield { ...entryOf(account, result), ruleIndex: IDS.indexOf(result.check) };
  }
}

function entryOf({ id }: ReadAccount, { check, severity, status, seen, remediation }: CheckResult) {
  const text = [seen, remediation].filter((part) => part !== undefined).map(plain).join('. ');
  return {
    ruleId: check,
    kind: KINDS[status],
    // A result that does not fail has the level `none`, as the specification requires.
    level: status === 'FAIL' ? LEVELS[severity] : 'none',
    message: { text: `${text.replace(/[\\[\]]/g, '\\$&').replace(/[{}]/g, '$&$&')}.` },
    locations: [{ logicalLocations: [{ name: id, fullyQualifiedName: `AWS account ${id}`, kind: 'account' }] }],
    partialFingerprints: { 'check/v1': createHash('sha256').update(`${id} ${check}`).digest('hex') },
  };
}
