import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CredentialAgeStandard } from './credential-age-standard';
import { CredentialReportAction } from './credential-report-action';

/** Properties of a `CredentialReport`. */
export interface CredentialReportProps {
  /**
   * Who is told by mail. Each mail carries the names of the users it is about in the message attribute `users`, so that somebody who
   * is to hear of one user only can subscribe with the filter `{"users": ["alice"]}`: see `owners`.
   *
   * @default - nobody; the findings are in the log
   */
  readonly topic?: sns.ITopic;

  /**
   * The mail addresses of the owners of credentials, by user name. Each gets the mails that name the user, after having confirmed the
   * subscription. A mail may name other users as well: SNS cannot send each address a text of its own.
   *
   * @default - whoever subscribed to the topic tells them
   */
  readonly owners?: { [userName: string]: string };

  /**
   * Where the thresholds come from.
   *
   * @default CredentialAgeStandard.CIS
   */
  readonly standard?: CredentialAgeStandard;

  /**
   * After how long a credential that nobody uses counts as unused: whole days, from 1 to 1,095.
   *
   * @default - as the standard says
   */
  readonly unusedAfter?: Duration;

  /**
   * The age at which an access key or a signing certificate is due to be replaced: whole days, from 1 to 1,095.
   *
   * @default - as the standard says
   */
  readonly maxKeyAge?: Duration;

  /**
   * The age at which a console password is due to be changed: whole days, from 1 to 1,095. If the password policy of the account asks
   * for a change earlier, that counts.
   *
   * @default - as the standard says, and the password policy of the account
   */
  readonly maxPasswordAge?: Duration;

  /**
   * How long before something is due, or is switched off, the mail goes out: whole days, from 1 to 30, and less than the thresholds.
   *
   * @default Duration.days(7)
   */
  readonly warningBefore?: Duration;

  /**
   * What becomes of credentials that nobody uses.
   *
   * @default CredentialReportAction.REPORT
   */
  readonly action?: CredentialReportAction;

  /**
   * Users under these paths are never touched; the permissions of the function say so as well. Only with `DEACTIVATE`.
   *
   * @default - none
   */
  readonly exemptPaths?: string[];

  /**
   * Users with a tag of this name, whatever its value, are never touched. Only with `DEACTIVATE`.
   *
   * @default account-baseline:keep-credentials
   */
  readonly exemptTag?: string;

  /**
   * The groups whose members can administer the account, apart from those that carry `AdministratorAccess`. The last of the
   * administrators that has a credential keeps it. Only with `DEACTIVATE`.
   *
   * @default ['Administrators']
   */
  readonly administratorGroups?: string[];

  /**
   * When it runs. IAM makes a new report every four hours at most.
   *
   * @default events.Schedule.rate(Duration.days(1))
   */
  readonly schedule?: events.Schedule;
}
