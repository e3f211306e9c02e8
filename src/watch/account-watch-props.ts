import * as sns from 'aws-cdk-lib/aws-sns';
import { IdentityChangeAlertProps } from './alerts/identity-change-alert';
import { RootActivityAlertProps } from './alerts/root-activity-alert';
import { AuditTrailProps } from './audit-trail/audit-trail';
import { TrailSource } from './audit-trail/audit-trail-source';
import { ExternalAccessAnalyzerProps } from './external-access/external-access-analyzer';
import { SecurityStatusProps } from './security-status/security-status';
import { WatchPart } from './watch-part';

/** Properties of the account watch. Where a part has a topic of its own, that one is told instead of the common one. */
export interface AccountWatchProps {
  /**
   * Whom to tell by mail. Each address gets a mail from AWS with a link to confirm; the first 1,000 mails of a month are free.
   *
   * @default - nobody; the findings are in the logs
   */
  readonly emailAddresses?: string[];

  /**
   * The topic that all parts tell, instead of one made here; not together with `emailAddresses`.
   *
   * @default - a topic is made
   */
  readonly topic?: sns.ITopic;

  /**
   * Parts to leave out.
   *
   * @default - none
   */
  readonly omit?: WatchPart[];

  /**
   * How the security status is looked at. Free.
   *
   * @default - all checks, which only warn
   */
  readonly securityStatus?: SecurityStatusProps;

  /**
   * How external access is looked for. Free, but for unused-access analysis.
   *
   * @default - within the account
   */
  readonly externalAccess?: ExternalAccessAnalyzerProps;

  /**
   * The trail of the account or its organisation, without which AWS tells nobody what happens. Switches the alerts on, which work in the
   * region of IAM's events only: us-east-1, cn-north-1 or us-gov-west-1.
   *
   * @default - none: no alerts, unless `auditTrail` makes a trail
   */
  readonly trail?: TrailSource;

  /**
   * Makes a trail here, instead of `trail`; `{}` will do. Its storage costs some cents a month.
   *
   * @default - none is made
   */
  readonly auditTrail?: AuditTrailProps;

  /**
   * How the use of root is alerted. Given without a trail, it is a warning at synth.
   *
   * @default - to the topic, if there is a trail
   */
  readonly rootActivity?: RootActivityAlertProps;

  /**
   * How changes of identities are alerted. Given without a trail, it is a warning at synth.
   *
   * @default - to the topic, if there is a trail
   */
  readonly identityChanges?: IdentityChangeAlertProps;
}
