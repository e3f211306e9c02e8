import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { CheckStatus } from './outcome';
import { CheckResult } from './remediation';
import { SECURITY_STATUS_GENERATOR } from '../../../account/contract/finding-alerts';

/** What the findings are about. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const COMPLIANCE: Record<CheckStatus, 'PASSED' | 'FAILED' | 'NOT_AVAILABLE'> = { PASS: 'PASSED', FAIL: 'FAILED', UNKNOWN: 'NOT_AVAILABLE' };

/** A result in the format of Security Hub. Its id is always the same, so that the next run updates it. */
export function finding({ partition, region, account }: Place, at: number, result: CheckResult): AwsSecurityFinding {
  const { check, severity, status, seen, remediation } = result;
  const time = new Date(at).toISOString();
  return {
    SchemaVersion: '2018-10-08',
    Id: `account-baseline/security-status/${account}/${check}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `${SECURITY_STATUS_GENERATOR}${check}`,
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
