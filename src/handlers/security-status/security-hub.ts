import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { securityHub } from '../shared/clients/security-hub';
import { Call } from '../shared/retry';
import { CheckStatus } from '../shared/security-checks/outcome';
import { CheckResult } from '../shared/security-checks/remediation';

/** What the findings are about. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const COMPLIANCE: Record<CheckStatus, 'PASSED' | 'FAILED' | 'NOT_AVAILABLE'> = { PASS: 'PASSED', FAIL: 'FAILED', UNKNOWN: 'NOT_AVAILABLE' };

/** Each result becomes a finding. Its id is always the same, so that the next run updates it. */
export async function importFindings(call: Call, place: Place, at: number, results: CheckResult[]): Promise<void> {
  const { FailedFindings = [] } = await call(securityHub, 'securityhub:BatchImportFindings', { Findings: results.map((result) => finding(place, at, result)) });
  if (FailedFindings.length) throw Error(`securityhub:BatchImportFindings: ${FailedFindings[0].ErrorCode}: ${FailedFindings[0].ErrorMessage}`);
}

function finding({ partition, region, account }: Place, at: number, { check, severity, status, seen, remediation }: CheckResult): AwsSecurityFinding {
  const time = new Date(at).toISOString();
  return {
    SchemaVersion: '2018-10-08',
    Id: `account-baseline/security-status/${account}/${check}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `account-baseline/${check}`,
    AwsAccountId: account,
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    CreatedAt: time,
    UpdatedAt: time,
    Severity: { Label: status === 'FAIL' ? severity : 'INFORMATIONAL' },
    Title: check,
    Description: seen.slice(0, 1_024),
    Remediation: remediation ? { Recommendation: { Text: remediation.slice(0, 512) } } : undefined,
    Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${account}`, Partition: partition as 'aws', Region: region }],
    Compliance: { Status: COMPLIANCE[status] },
    RecordState: 'ACTIVE',
  };
}
