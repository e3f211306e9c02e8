import { securityHub } from '../shared/clients/security-hub';
import { Call } from '../shared/retry';
import { finding, Place } from '../shared/security-checks/finding';
import { CheckResult } from '../shared/security-checks/remediation';

/** Each result becomes a finding. Its id is always the same, so that the next run updates it. */
export async function importFindings(call: Call, place: Place, at: number, results: CheckResult[]): Promise<void> {
  const { FailedFindings = [] } = await call(securityHub, 'securityhub:BatchImportFindings', { Findings: results.map((result) => finding(place, at, result)) });
  if (FailedFindings.length) throw Error(`securityhub:BatchImportFindings: ${FailedFindings[0].ErrorCode}: ${FailedFindings[0].ErrorMessage}`);
}
