import { CustomResource, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { requireAccountWatchProps } from './account-watch-checks';
import { AccountWatchProps } from './account-watch-props';
import { IdentityChangeAlert } from './alerts/identity-change-alert';
import { RootActivityAlert } from './alerts/root-activity-alert';
import { AuditTrail } from './audit-trail/audit-trail';
import { AuditTrailProps } from './audit-trail/audit-trail-props';
import { TrailSource } from './audit-trail/audit-trail-source';
import { SpendAlerts } from './cost/spend-alerts';
import { ExternalAccessAnalyzer } from './external-access/external-access-analyzer';
import { SecurityStatus } from './security-status/security-status';
import { WatchPart } from './watch-part';
import { watchTopic } from './watch-topic';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { inConstruct } from '../private/errors';
import { options } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';
import { countedLength, TEMPLATE_LIMIT, templateWith } from '../private/template';
import { inProperty, violation } from '../private/written-properties';

/**
 * Watches an account: its security status and external access and, with a trail, root activity and identity changes. It needs no baseline
 * and no bootstrap, and is free of charge unless a docstring says otherwise.
 *
 * Its functions are part of the template, which CloudFormation limits to 51,200 characters without a bucket: with all parts, it fits in a
 * separate stack. For unused credentials and drift, use a `CredentialWatch` in another stack.
 *
 * @example
 * new AccountWatch(this, 'Watch', {
 *   emailAddresses: ['security@example.com'],
 *   securityStatus: { checks: [{ check: SecurityCheck.ROOT_ACCESS_KEYS, onFinding: OnFinding.FAIL }] },
 * });
 */
export class AccountWatch extends Construct {
  /** The topic that is notified. */
  public readonly topic: sns.ITopic;

  /** The security status. Undefined if it is left out. */
  public readonly securityStatus?: SecurityStatus;

  /** The external access analyzer. Undefined if it is left out. */
  public readonly externalAccess?: ExternalAccessAnalyzer;

  /** The trail. Undefined unless the watch creates it. */
  public readonly auditTrail?: AuditTrail;

  /** The alert on root activity. Undefined without a trail, unless `rootActivity` is set. */
  public readonly rootActivity?: RootActivityAlert;

  /** The alert on identity changes. Undefined without a trail, unless `identityChanges` is set. */
  public readonly identityChanges?: IdentityChangeAlert;

  /** The spend alerts. Undefined unless `spendAlerts` is set. */
  public readonly spendAlerts?: SpendAlerts;

  /**
   * @throws if the stack already has a watch, if a property does not exist or has an invalid value, or if a property would be ignored
   * because of another one
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
      // The check must not miss the new analyzers. Only the check depends on them; dependencies of all other resources would fill the
      // template.
      const analyzers = this.externalAccess?.node.children.filter((child) => child instanceof CustomResource) ?? [];
      this.securityStatus.node.defaultChild!.node.addDependency(...analyzers);
    }

    if (props.auditTrail) this.auditTrail = inProperty('auditTrail', () => new AuditTrail(this, 'AuditTrail', { ...props.auditTrail, ...withTopic(props.auditTrail!, topic) }));
    const trail = this.auditTrail ? TrailSource.of(this.auditTrail) : props.trail;
    // An alert that is requested without a trail is created with a warning.
    if ((trail || props.rootActivity) && has(WatchPart.ROOT_ACTIVITY)) {
      this.rootActivity = inProperty('rootActivity', () => new RootActivityAlert(this, 'RootActivity', { topic, trail, ...props.rootActivity }));
    }
    if ((trail || props.identityChanges) && has(WatchPart.IDENTITY_CHANGES)) {
      this.identityChanges = inProperty('identityChanges', () => new IdentityChangeAlert(this, 'IdentityChanges', { topic, trail, ...props.identityChanges }));
    }
    if (props.spendAlerts) {
      const { emailAddresses = [] } = props;
      this.spendAlerts = inProperty('spendAlerts', () => new SpendAlerts(this, 'SpendAlerts', { ...props.spendAlerts!, emailAddresses }), { emailAddresses: 'emailAddresses' });
    }
    const large = props.spendAlerts ? 'spendAlerts' : props.auditTrail?.cisAlarms && 'auditTrail.cisAlarms';
    if (large) this.node.addValidation({ validate: () => this.tooLargeFor(large) });
  }

  /** CloudFormation would refuse the template only at the deployment. */
  private tooLargeFor(property: string): string[] {
    const stack = Stack.of(this);
    if (!(stack.synthesizer instanceof CallerCredentialsSynthesizer)) return [];
    const length = countedLength(stack, templateWith(stack));
    if (length <= TEMPLATE_LIMIT) return [];
    const construct = property === 'spendAlerts' ? 'a SpendAlerts' : 'an AuditTrail with them';
    return [violation(this, property, `${length} characters`, `CloudFormation takes a template of ${TEMPLATE_LIMIT} without a bucket. Remove `
      + `${property} here and create ${construct} in another stack, or leave out another part, such as IDENTITY_CHANGES`)];
  }
}

/** The alarms of the trail notify the topic of the watch, unless they have one. */
function withTopic({ cisAlarms }: AuditTrailProps, topic: sns.ITopic): AuditTrailProps {
  return cisAlarms && !options(cisAlarms) ? { cisAlarms: { ...cisAlarms, topic: cisAlarms.topic ?? topic } } : {};
}
