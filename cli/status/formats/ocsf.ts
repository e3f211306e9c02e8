import { createHash } from 'node:crypto';
import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CheckResult, Severity } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { ruleLink } from '../../../src/private/rules/rule-link';
import { jsonLines } from '../../json';
import { plain } from '../../text';
import { version } from '../../version';
import { AccountStatus, isRead, ReadAccount } from '../account-status';
import { StatusReport } from '../status-report';

/** Version of the schema of OCSF. */
const OCSF = '1.7.0';

const SEVERITY: Record<Severity, [number, string]> = { LOW: [2, 'Low'], MEDIUM: [3, 'Medium'], HIGH: [4, 'High'], CRITICAL: [5, 'Critical'] };
const INFORMATIONAL: [number, string] = [1, 'Informational'];
const STATUS: Record<CheckStatus, [number, string]> = { PASS: [1, 'Pass'], UNKNOWN: [2, 'Warning'], FAIL: [3, 'Fail'] };

const COMPLIANCE_FINDING = 2003;
const CREATE = 1;

/** Compliance findings of the Open Cybersecurity Schema Framework, as a JSON array. */
export function ocsf({ statuses }: StatusReport): Iterable<string> {
  return jsonLines(findings(statuses));
}

function* findings(statuses: readonly AccountStatus[]): Iterable<object> {
  for (const account of statuses.filter(isRead)) {
    for (const result of account.results) yield findingOf(account, result);
  }
}

function findingOf({ id, name, region, partition, at }: ReadAccount, { check, severity, status, seen, remediation }: CheckResult) {
  const [severity_id, severityName] = status === 'FAIL' ? SEVERITY[severity] : INFORMATIONAL;
  const [status_id, statusName] = STATUS[status];
  const title = CHECK_TITLES[check];
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: COMPLIANCE_FINDING,
    class_name: 'Compliance Finding',
    activity_id: CREATE,
    activity_name: 'Create',
    type_uid: COMPLIANCE_FINDING * 100 + CREATE,
    type_name: 'Compliance Finding: Create',
    time: at,
    severity_id,
    severity: severityName,
    status_id: 1,
    status: 'New',
    message: plain(`${title}: ${seen}`),
    metadata: {
      version: OCSF,
      profiles: ['cloud'],
      product: { name: 'secure-account-baseline', vendor_name: 'cdk-secure-account-baseline', version },
    },
    cloud: { provider: 'AWS', region, account: { uid: id, type_id: 10, type: 'AWS Account', ...name && { name } } },
    finding_info: {
      // The same for the same check of the same account, so that the next run updates it.
      uid: createHash('sha256').update(`${partition} ${id} ${check}`).digest('hex'),
      title,
      desc: plain(seen),
      types: ['Software and Configuration Checks'],
    },
    compliance: { control: check, standards: ['secure-account-baseline'], status_id, status: statusName, status_details: [plain(seen)] },
    resources: [{ uid: `arn:${partition}:iam::${id}:root`, type: 'AWS::::Account', cloud_partition: partition, region }],
    ...remediation && { remediation: { desc: plain(remediation), references: [ruleLink(check)] } },
  };
}
