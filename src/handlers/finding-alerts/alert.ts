import type { AwsSecurityFinding, AwsSecurityFindingIdentifier } from '@aws-sdk/client-securityhub';
import { alertMessage } from './message';
import { FindingAlertsOptions, SECURITY_STATUS_GENERATOR } from '../../account/contract/finding-alerts';
import { securityHub } from '../shared/clients/security-hub';
import { sns } from '../shared/clients/sns';
import { environment } from '../shared/environment';
import { notify } from '../shared/notify';
import { Budget, Call, pause } from '../shared/retry';

/** Who the notes of this function are by. */
const UPDATED_BY = 'account-baseline-finding-alerts';
/** Errors of one finding of a request that succeeds otherwise. The others stay: the finding is gone, or the request is wrong. */
const AGAIN = /^(ConcurrentUpdate|Internal)/;

/**
 * Reports a finding that is NEW, and then sets its workflow status to NOTIFIED, so that no further event reports it. In this order a
 * finding is rather reported twice than never.
 *
 * @returns what it did, for the log
 */
export async function alert(budget: Budget, identifier: AwsSecurityFindingIdentifier): Promise<string> {
  const { call } = budget;
  const finding = await read(call, identifier);
  const reason = reasonToOmit(finding);
  if (reason) return `omitted: ${reason}`;
  // SNS accepts a message that it delivers to nobody.
  const { Attributes } = await call(sns(), 'sns:GetTopicAttributes', { TopicArn: environment.TOPIC_ARN });
  if (Attributes?.SubscriptionsConfirmed === '0') return 'omitted: no subscription of the topic is confirmed';
  const { subject, text, chat } = alertMessage(finding);
  await notify(call, subject, text, { MessageStructure: 'json', Message: JSON.stringify({ default: text, https: JSON.stringify(chat) }) });
  await mark(budget, identifier, finding);
  return 'reported';
}

/** @throws if Security Hub does not have the finding, which it may not show yet */
async function read(call: Call, { Id, ProductArn }: AwsSecurityFindingIdentifier): Promise<AwsSecurityFinding> {
  const equals = (Value?: string) => [{ Value, Comparison: 'EQUALS' as const }];
  const { Findings = [] } = await call(securityHub, 'securityhub:GetFindings', { Filters: { Id: equals(Id), ProductArn: equals(ProductArn) } });
  const found = Findings.find((finding) => finding.Id === Id && finding.ProductArn === ProductArn);
  if (!found) throw Error('securityhub:GetFindings: there is no such finding');
  return found;
}

/** The event may be old, or may come from another account whose events reach this bus: what the rule asks for is asked again. */
function reasonToOmit({ RecordState, Workflow, Severity, Compliance, GeneratorId }: AwsSecurityFinding): string | undefined {
  const { severities, onlyFailedChecks, securityStatus }: FindingAlertsOptions = JSON.parse(environment.OPTIONS!);
  if (RecordState !== 'ACTIVE') return `its record is ${RecordState}`;
  if (Workflow?.Status !== 'NEW') return `its workflow status is ${Workflow?.Status}`;
  if (!severities.includes(`${Severity?.Label}`)) return `its severity is ${Severity?.Label}`;
  if (onlyFailedChecks && Compliance?.Status !== 'FAILED') return `its compliance status is ${Compliance?.Status}`;
  if (!securityStatus && GeneratorId?.startsWith(SECURITY_STATUS_GENERATOR)) return 'SecurityStatus reports it';
  return undefined;
}

/** A finding has one note. One that a person wrote is kept. */
async function mark({ call, until }: Budget, identifier: AwsSecurityFindingIdentifier, { Note }: AwsSecurityFinding): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { UnprocessedFindings: [unprocessed] = [] } = await call(securityHub, 'securityhub:BatchUpdateFindings', {
      FindingIdentifiers: [identifier],
      Workflow: { Status: 'NOTIFIED' },
      Note: Note && Note.UpdatedBy !== UPDATED_BY ? undefined : { UpdatedBy: UPDATED_BY, Text: `Reported to ${environment.TOPIC_ARN}.` },
    });
    if (!unprocessed) return;
    if (!AGAIN.test(`${unprocessed.ErrorCode}`) || !await pause(tries, until)) {
      throw Error(`securityhub:BatchUpdateFindings: ${unprocessed.ErrorCode}: ${unprocessed.ErrorMessage}`);
    }
  }
}
