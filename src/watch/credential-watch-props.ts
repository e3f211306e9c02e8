import { AccessAdvisorProps } from './access-advisor/access-advisor';
import { TrailSource } from './audit-trail/audit-trail-source';
import { CredentialReportProps } from './credential-report/credential-report-props';
import { CredentialWatchPart } from './credential-watch-part';
import { DriftGuardProps } from './drift-guard/drift-guard';
import { WatchTopicOptions } from './watch-topic-options';

/** Properties of the credential watch. A part with its own topic notifies that topic instead of the common one. */
export interface CredentialWatchProps extends WatchTopicOptions {
  /**
   * The parts to leave out.
   *
   * @default - none
   */
  readonly omit?: CredentialWatchPart[];

  /**
   * Options for the credential report, including whether unused credentials are deactivated. Free of charge.
   *
   * @default - the thresholds of CIS; no credential is deactivated
   */
  readonly credentialReport?: CredentialReportProps;

  /**
   * Options for the access advisor. Free of charge.
   *
   * @default - the last 90 days, every 30 days
   */
  readonly accessAdvisor?: AccessAdvisorProps;

  /**
   * Options for a drift guard of the account alias and the password policy of the baseline. Pass `{}` for alerts only. It works only in
   * the region of IAM's events: us-east-1, cn-north-1 or us-gov-west-1. Free of charge.
   *
   * @default - no drift guard
   */
  readonly driftGuard?: DriftGuardProps;

  /**
   * The trail of the account or its organization, through which `driftGuard` receives a change within minutes rather than a day. For the
   * trail of an `AccountWatch`, use `TrailSource.of(watch.auditTrail!)`.
   *
   * @default - none, with a warning at synthesis if there is a drift guard
   */
  readonly trail?: TrailSource;
}
