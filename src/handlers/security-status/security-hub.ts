import { AwsSecurityFinding, BatchImportFindingsRequest, BatchImportFindingsResponse, SecurityHub } from '@aws-sdk/client-securityhub';
import { Call, Service } from '../shared/retry';
import { CheckResult } from '../shared/security-checks/check-result';

interface Actions {
  'securityhub:BatchImportFindings'(input: BatchImportFindingsRequest): BatchImportFindingsResponse;
}

/** Where the findings are about. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const COMPLIANCE = { PASS: 'PASSED', FAIL: 'FAILED', CANNOT_TELL: 'NOT_AVAILABLE' } as const;

const securityHub: Service<Actions> = new SecurityHub({ maxAttempts: 1 }) as object;

/** Every result becomes a finding, under an id that is always the same, so that the next run brings it up to date. */
export async function importFindings(call: Call, place: Place, at: number, results: CheckResult[]): Promise<void> {
  const { FailedFindings = [] } = await call(securityHub, 'securityhub:BatchImportFindings', { Findings: results.map((result) => finding(place, at, result)) });
  if (FailedFindings.length) throw Error(`securityhub:BatchImportFindings: ${FailedFindings[0].ErrorCode}: ${FailedFindings[0].ErrorMessage}`);
}

function finding({ partition, region, account }: Place, at: number, { check, severity, status, seen, mend }: CheckResult): AwsSecurityFinding {
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
    Remediation: mend ? { Recommendation: { Text: mend.slice(0, 512) } } : undefined,
    Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${account}`, Partition: partition as 'aws', Region: region }],
    Compliance: { Status: COMPLIANCE[status] },
    RecordState: 'ACTIVE',
  };
}
