import { IdentityChangeAlertProps } from './alerts/identity-change-alert';
import { RootActivityAlertProps } from './alerts/root-activity-alert';
import { AuditTrailProps } from './audit-trail/audit-trail-props';
import { TrailSource } from './audit-trail/audit-trail-source';
import { SpendAlertsOptions } from './cost/spend-alerts-options';
import { ExternalAccessAnalyzerProps } from './external-access/external-access-analyzer';
import { SecurityStatusProps } from './security-status/security-status';
import { WatchPart } from './watch-part';
import { WatchTopicOptions } from './watch-topic-options';

/** Properties of the account watch. A part with its own topic notifies that topic instead of the common one. */
export interface AccountWatchProps extends WatchTopicOptions {
  /**
   * The parts to leave out.
   *
   * @default - none
   */
  readonly omit?: WatchPart[];

  /**
   * Options for the security status. Free of charge.
   *
   * @default - all checks, which only warn
   */
  readonly securityStatus?: SecurityStatusProps;

  /**
   * Options for the external access analyzer. Free of charge, except for unused access analysis.
   *
   * @default - the account is the zone of trust
   */
  readonly externalAccess?: ExternalAccessAnalyzerProps;

  /**
   * The trail of the account or its organization, without which EventBridge receives no API calls. It enables the alerts, which work only
   * in the region of IAM's events: us-east-1, cn-north-1 or us-gov-west-1.
   *
   * @default - none: no alerts, unless `auditTrail` creates a trail
   */
  readonly trail?: TrailSource;

  /**
   * Creates a trail, instead of `trail`. Pass `{}` for the defaults. Its storage costs some cents a month.
   *
   * @default - no new trail
   */
  readonly auditTrail?: AuditTrailProps;

  /**
   * Options for the alert on root activity. Without a trail, they add a warning at synthesis.
   *
   * @default - an alert to the topic, if there is a trail
   */
  readonly rootActivity?: RootActivityAlertProps;

  /**
   * Options for the alert on identity changes. Without a trail, they add a warning at synthesis.
   *
   * @default - an alert to the topic, if there is a trail
   */
  readonly identityChanges?: IdentityChangeAlertProps;

  /**
   * Sends an email about the spend of the account to `emailAddresses`. Free of charge. It does not fit into the template beside all other
   * options: then create a `SpendAlerts` in another stack.
   *
   * @default - no spend alerts
   */
  readonly spendAlerts?: SpendAlertsOptions;
}
