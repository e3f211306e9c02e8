import { CustomResource } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { requireAccountWatchProps } from './account-watch-checks';
import { AccountWatchProps } from './account-watch-props';
import { IdentityChangeAlert } from './alerts/identity-change-alert';
import { RootActivityAlert } from './alerts/root-activity-alert';
import { AuditTrail } from './audit-trail/audit-trail';
import { TrailSource } from './audit-trail/audit-trail-source';
import { ExternalAccessAnalyzer } from './external-access/external-access-analyzer';
import { SecurityStatus } from './security-status/security-status';
import { WatchPart } from './watch-part';
import { watchTopic } from './watch-topic';
import { inConstruct } from '../private/errors';
import { requireOnlyOneInStack } from '../private/only-one';
import { inProperty } from '../private/written-properties';

/**
 * Keeps watch over an account in one construct: its security status and external access; with a trail, alerts when root is used or
 * identities change. It needs no baseline, no bootstrap and costs nothing, unless a docstring says so.
 *
 * Its functions are part of the template, of which CloudFormation takes 51,200 characters without a bucket: with all parts it has room in
 * a stack of its own. What grows old and what drifts is for a `CredentialWatch` in another one.
 *
 * @example
 * new AccountWatch(this, 'Watch', {
 *   emailAddresses: ['security@example.com'],
 *   securityStatus: { checks: [{ check: SecurityCheck.ROOT_ACCESS_KEYS, onFinding: OnFinding.FAIL }] },
 * });
 */
export class AccountWatch extends Construct {
  /** Who is told. */
  public readonly topic: sns.ITopic;

  /** The security status, unless it is left out. */
  public readonly securityStatus?: SecurityStatus;

  /** The external access analyzer, unless it is left out. */
  public readonly externalAccess?: ExternalAccessAnalyzer;

  /** The trail, if one is made here. */
  public readonly auditTrail?: AuditTrail;

  /** The alert on root, if there is a trail or it is asked for. */
  public readonly rootActivity?: RootActivityAlert;

  /** The alert on changes of identities, if there is a trail or it is asked for. */
  public readonly identityChanges?: IdentityChangeAlert;

  /**
   * @throws if the stack has a watch already; if a property does not exist or has a wrong value; if one property would be ignored because
   * of another one
   */
  constructor(scope: Construct, id: string, props: AccountWatchProps = {}) {
    super(scope, id);
    inConstruct(scope, id, () => requireAccountWatchProps(props, new.target !== AccountWatch));
    requireOnlyOneInStack(this, 'an account watch');
    const has = (part: WatchPart) => !props.omit?.includes(part);
    const topic = this.topic = watchTopic(this, props, 'alerts');

    if (has(WatchPart.EXTERNAL_ACCESS)) this.externalAccess = inProperty('externalAccess', () => new ExternalAccessAnalyzer(this, 'ExternalAccess', props.externalAccess));
    if (has(WatchPart.SECURITY_STATUS)) {
      this.securityStatus = inProperty('securityStatus', () => new SecurityStatus(this, 'SecurityStatus', { topic, ...props.securityStatus }));
      // Otherwise it would miss the analyzers that are being made. Only the look has to wait: on everything else it would fill the template.
      const analyzers = this.externalAccess?.node.children.filter((child) => child instanceof CustomResource) ?? [];
      this.securityStatus.node.defaultChild!.node.addDependency(...analyzers);
    }

    if (props.auditTrail) this.auditTrail = inProperty('auditTrail', () => new AuditTrail(this, 'AuditTrail', props.auditTrail));
    const trail = this.auditTrail ? TrailSource.of(this.auditTrail) : props.trail;
    // One that is asked for without a trail is not left out in silence: it warns.
    if ((trail || props.rootActivity) && has(WatchPart.ROOT_ACTIVITY)) {
      this.rootActivity = inProperty('rootActivity', () => new RootActivityAlert(this, 'RootActivity', { topic, trail, ...props.rootActivity }));
    }
    if ((trail || props.identityChanges) && has(WatchPart.IDENTITY_CHANGES)) {
      this.identityChanges = inProperty('identityChanges', () => new IdentityChangeAlert(this, 'IdentityChanges', { topic, trail, ...props.identityChanges }));
    }
  }
}
