import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AccessAdvisor } from './access-advisor';
import { AccountWatchProps } from './account-watch-props';
import { AlertTopic } from './alert-topic';
import { AuditTrail } from './audit-trail';
import { TrailSource } from './audit-trail-source';
import { CredentialReport } from './credential-report';
import { DriftGuard } from './drift-guard';
import { ExternalAccessAnalyzer } from './external-access-analyzer';
import { IdentityChangeAlert } from './identity-change-alert';
import { RootActivityAlert } from './root-activity-alert';
import { SecurityStatus } from './security-status';
import { WatchPart } from './watch-part';
import { Guardrail } from '../access/guardrail';
import { invalid, requireOnlyOneInStack } from '../private/errors';

/** What a part has that nobody but an administrator may change. */
interface Protected { readonly protectedArns: string[] }

/**
 * Keeps watch over an account in one construct: its security status, external access and, where asked for, old and unused credentials,
 * unused permissions and drift; with a trail, alerts when root is used or identities change. It needs no baseline, no bootstrap and costs
 * nothing, unless a docstring says so.
 *
 * Its functions are part of the template, of which CloudFormation takes 51,200 characters without a bucket. All parts together are more:
 * divide them between two stacks then, each with a watch of its own.
 *
 * @example
 * new AccountWatch(this, 'Watch', {
 *   emailAddresses: ['security@example.com'],
 *   securityStatus: { checks: { [SecurityCheck.ROOT_ACCESS_KEYS]: OnFinding.FAIL } },
 * });
 */
export class AccountWatch extends Construct {
  /** Who is told. */
  public readonly topic: sns.ITopic;

  /** The security status, unless it is left out. */
  public readonly securityStatus?: SecurityStatus;

  /** The credential report, if it is asked for. */
  public readonly credentialReport?: CredentialReport;

  /** The external access analyzer, unless it is left out. */
  public readonly externalAccess?: ExternalAccessAnalyzer;

  /** The access advisor, if it is asked for. */
  public readonly accessAdvisor?: AccessAdvisor;

  /** The trail, if one is made here. */
  public readonly auditTrail?: AuditTrail;

  /** The alert on root, if there is a trail. */
  public readonly rootActivity?: RootActivityAlert;

  /** The alert on changes of identities, if there is a trail. */
  public readonly identityChanges?: IdentityChangeAlert;

  /** The guard of the settings, if it is asked for. */
  public readonly driftGuard?: DriftGuard;

  /** What nobody but an administrator may change. A `Guardrail` of the same stack protects it already. */
  public readonly protectedArns: string[];

  /**
   * @throws if the stack has a watch already, or two properties of which one is enough are given
   */
  constructor(scope: Construct, id: string, props: AccountWatchProps = {}) {
    super(scope, id);
    requireOnlyOneInStack(this, (other) => other instanceof AccountWatch, 'an account watch', 'an account has one, tune that one');
    if (props.topic && props.emailAddresses) throw invalid('emailAddresses', props.emailAddresses, 'a topic of your own has its own subscriptions');
    if (props.trail && props.auditTrail) throw invalid('auditTrail', props.auditTrail, 'one trail is enough, and the second one costs money: leave it out, or trail');
    const has = (part: WatchPart) => !props.omit?.includes(part);
    const made = props.topic ? undefined : new AlertTopic(this, 'Alerts', { emailAddresses: props.emailAddresses });
    const topic = props.topic ?? made!;
    this.topic = topic;

    if (has(WatchPart.EXTERNAL_ACCESS)) this.externalAccess = new ExternalAccessAnalyzer(this, 'ExternalAccess', props.externalAccess);
    if (has(WatchPart.SECURITY_STATUS)) {
      this.securityStatus = new SecurityStatus(this, 'SecurityStatus', { topic, ...props.securityStatus });
      // Otherwise it would miss the analyzer that is being made.
      if (this.externalAccess) this.securityStatus.node.addDependency(this.externalAccess);
    }
    if (props.credentialReport) this.credentialReport = new CredentialReport(this, 'CredentialReport', { topic, ...props.credentialReport });
    if (props.accessAdvisor) this.accessAdvisor = new AccessAdvisor(this, 'AccessAdvisor', { topic, ...props.accessAdvisor });

    if (props.auditTrail) this.auditTrail = new AuditTrail(this, 'AuditTrail', props.auditTrail);
    const trail = this.auditTrail ? TrailSource.of(this.auditTrail) : props.trail;
    if (trail && has(WatchPart.ROOT_ACTIVITY)) this.rootActivity = new RootActivityAlert(this, 'RootActivity', { topic, trail, ...props.rootActivity });
    if (trail && has(WatchPart.IDENTITY_CHANGES)) {
      this.identityChanges = new IdentityChangeAlert(this, 'IdentityChanges', { topic, trail, ...props.identityChanges });
    }
    if (props.driftGuard) this.driftGuard = new DriftGuard(this, 'DriftGuard', { topic, trail, ...props.driftGuard });

    const parts: (Protected | undefined)[] = [
      this.securityStatus, this.credentialReport, this.externalAccess, this.accessAdvisor, this.auditTrail, this.rootActivity, this.identityChanges,
      this.driftGuard,
    ];
    this.protectedArns = [...made ? [made.topicArn] : [], ...parts.flatMap((part) => part?.protectedArns ?? [])];
    if (Guardrail.isUsedIn(this)) Guardrail.of(this).protect(...this.protectedArns);
  }
}
