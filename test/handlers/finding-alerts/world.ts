import { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { handler } from '../../../src/handlers/finding-alerts/handler';
import { AwsError, Edge } from '../edge';
import { VirtualTime } from '../virtual-time';

export const ACCOUNT = '111122223333';
export const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:account-baseline-security-hub-findings`;
const PRODUCT = 'arn:aws:securityhub:eu-central-1::product/aws/securityhub';

/** A failed check of Security Hub CSPM. */
export function failed(more: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding {
  return {
    SchemaVersion: '2018-10-08',
    Id: `arn:aws:securityhub:eu-central-1:${ACCOUNT}:security-control/S3.8/finding/f-1`,
    ProductArn: PRODUCT,
    ProductName: 'Security Hub',
    GeneratorId: 'security-control/S3.8',
    AwsAccountId: ACCOUNT,
    AwsAccountName: 'shop',
    Region: 'eu-central-1',
    CreatedAt: '2026-11-29T10:00:00.000Z',
    UpdatedAt: '2026-11-29T10:00:00.000Z',
    FirstObservedAt: '2026-11-29T09:59:00.000Z',
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: 'S3 general purpose buckets should block public access',
    Description: 'This control checks whether the bucket blocks public access.',
    Remediation: { Recommendation: { Text: 'See the documentation.', Url: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation' } },
    Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::reports', Partition: 'aws', Region: 'eu-central-1' }],
    Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' },
    Workflow: { Status: 'NEW' },
    RecordState: 'ACTIVE',
    ...more,
  };
}

/** Security Hub with findings and a topic, behind the clients of the SDK. */
export class World {
  public readonly findings: AwsSecurityFinding[] = [];
  public readonly time = new VirtualTime();
  public readonly edge = new Edge((action, input) => this.answer(action, input));
  public readonly lines: any[] = [];
  public confirmed = '1';
  /** What GetFindings answers instead of the findings that were asked for. */
  public answered?: AwsSecurityFinding[];
  /** Reasons for which an update does not process its finding, one each. */
  public unprocessed: string[] = [];

  constructor(options: object = {}) {
    Object.assign(process.env, { TOPIC_ARN: TOPIC, OPTIONS: JSON.stringify({ severities: ['HIGH', 'CRITICAL'], onlyFailedChecks: false, securityStatus: false, ...options }) });
    jest.spyOn(console, 'log').mockImplementation((text) => { this.lines.push(JSON.parse(text)); });
  }

  public restore(): void {
    this.time.restore();
    jest.restoreAllMocks();
  }

  /** The event of findings, which names them. */
  public async event(...named: object[]): Promise<void> {
    return this.send({ detail: { findings: named.length ? named : this.findings } });
  }

  public async send(event: object): Promise<void> {
    const end = this.time.now + 120_000;
    await handler(event, {
      invokedFunctionArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:account-baseline-finding-alerts`, getRemainingTimeInMillis: () => end - this.time.now,
    });
  }

  public get messages(): { subject: string; text: string; chat: any }[] {
    return this.edge.of('sns:Publish').map(({ Subject, Message, MessageStructure }) => {
      expect(MessageStructure).toBe('json');
      const { default: text, https } = JSON.parse(Message);
      return { subject: Subject, text, chat: JSON.parse(https) };
    });
  }

  public get results(): string[] {
    return this.lines.map(({ result }) => result);
  }

  private answer(action: string, input: Record<string, any>): string | object {
    switch (action) {
      case 'securityhub:GetFindings': {
        const { Id, ProductArn } = input.Filters;
        return { Findings: this.answered ?? this.findings.filter((one) => one.Id === Id[0].Value && one.ProductArn === ProductArn[0].Value) };
      }
      case 'securityhub:BatchUpdateFindings': return this.update(input);
      case 'sns:GetTopicAttributes': return `<Attributes><entry><key>SubscriptionsConfirmed</key><value>${this.confirmed}</value></entry></Attributes>`;
      case 'sns:Publish': return '<MessageId>1</MessageId>';
      default: throw new AwsError('UnknownOperation');
    }
  }

  private update({ FindingIdentifiers: [identifier], Workflow, Note }: Record<string, any>): object {
    const ErrorCode = this.unprocessed.shift();
    if (ErrorCode) return { ProcessedFindings: [], UnprocessedFindings: [{ FindingIdentifier: identifier, ErrorCode, ErrorMessage: 'not now' }] };
    const index = this.findings.findIndex(({ Id }) => Id === identifier.Id);
    this.findings[index] = { ...this.findings[index], Workflow, ...Note && { Note: { ...Note, UpdatedAt: 'now' } } };
    return { ProcessedFindings: [identifier], UnprocessedFindings: [] };
  }
}
