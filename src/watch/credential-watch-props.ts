import * as sns from 'aws-cdk-lib/aws-sns';
import { AccessAdvisorProps } from './access-advisor/access-advisor';
import { TrailSource } from './audit-trail/audit-trail-source';
import { CredentialReportProps } from './credential-report/credential-report-props';
import { CredentialWatchPart } from './credential-watch-part';
import { DriftGuardProps } from './drift-guard/drift-guard';

/** Properties of the credential watch. Where a part has a topic of its own, that one is told instead of the common one. */
export interface CredentialWatchProps {
  /**
   * Whom to tell by mail. Each address gets a mail from AWS with a link to confirm; the first 1,000 mails of a month are free.
   *
   * @default - nobody; the findings are in the logs
   */
  readonly emailAddresses?: string[];

  /**
   * The topic that all parts tell, instead of one made here, such as that of an `AccountWatch`; not together with `emailAddresses`.
   *
   * @default - a topic is made
   */
  readonly topic?: sns.ITopic;

  /**
   * Parts to leave out.
   *
   * @default - none
   */
  readonly omit?: CredentialWatchPart[];

  /**
   * How old and unused passwords and access keys are looked for, and whether they are switched off. Free.
   *
   * @default - by the thresholds of CIS; nothing is switched off
   */
  readonly credentialReport?: CredentialReportProps;

  /**
   * How it is looked for who no longer needs what they have. Free.
   *
   * @default - by the last 90 days, every 30 days
   */
  readonly accessAdvisor?: AccessAdvisorProps;

  /**
   * Watches over the account alias and the password policy of the baseline if this is given; `{}` alerts only. It works in the region of
   * IAM's events only: us-east-1, cn-north-1 or us-gov-west-1. Free.
   *
   * @default - not watched
   */
  readonly driftGuard?: DriftGuardProps;

  /**
   * The trail of the account or its organisation, through which `driftGuard` learns of a change within minutes rather than a day. That of
   * an `AccountWatch` is `TrailSource.of(watch.auditTrail!)`.
   *
   * @default - none, which is a warning at synth where there is a guard
   */
  readonly trail?: TrailSource;
}
