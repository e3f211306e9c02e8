import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CredentialAgeStandard } from './credential-age-standard';
import { CredentialReportAction } from './credential-report-action';

/** Properties of a `CredentialReport`. */
export interface CredentialReportProps {
  /**
   * The topic to notify. Each message lists the names of its users in the message attribute `users`, so that an owner can subscribe to
   * one user with the filter `{"users": ["alice"]}`: see `owners`.
   *
   * @default - none; the findings are in the log
   */
  readonly topic?: sns.ITopic;

  /**
   * The email addresses of the owners of credentials, by user name. Each address receives the emails that name the user, once the
   * subscription is confirmed. An email may name other users as well, since SNS cannot send each address a different text.
   *
   * @default - only the subscribers of the topic are notified
   */
  readonly owners?: { [userName: string]: string };

  /**
   * The standard that determines the thresholds.
   *
   * @default CredentialAgeStandard.CIS
   */
  readonly standard?: CredentialAgeStandard;

  /**
   * The time after which a credential counts as unused: whole days, from 1 to 1,095.
   *
   * @default - the value of the standard
   */
  readonly unusedAfter?: Duration;

  /**
   * The age at which an access key or a signing certificate must be replaced: whole days, from 1 to 1,095.
   *
   * @default - the value of the standard
   */
  readonly maxKeyAge?: Duration;

  /**
   * The age at which a console password must be changed: whole days, from 1 to 1,095. If the password policy of the account requires a
   * change earlier, that age applies.
   *
   * @default - the value of the standard, and the password policy of the account
   */
  readonly maxPasswordAge?: Duration;

  /**
   * The time between the warning email and the due date or deactivation: whole days, from 1 to 30, and less than the thresholds.
   *
   * @default Duration.days(7)
   */
  readonly warningBefore?: Duration;

  /**
   * The action on unused credentials.
   *
   * @default CredentialReportAction.REPORT
   */
  readonly action?: CredentialReportAction;

  /**
   * Paths whose users are never changed, which the permissions of the function also enforce. Only with `DEACTIVATE`.
   *
   * @default - none
   */
  readonly exemptPaths?: string[];

  /**
   * The key of a tag whose users are never changed, whatever its value. Only with `DEACTIVATE`.
   *
   * @default account-baseline:keep-credentials
   */
  readonly exemptTag?: string;

  /**
   * The groups whose members can administer the account, in addition to those that carry `AdministratorAccess`. The last administrator
   * with a credential keeps it. Only with `DEACTIVATE`.
   *
   * @default ['Administrators']
   */
  readonly administratorGroups?: string[];

  /**
   * The schedule of the runs. IAM generates a new report at most every four hours.
   *
   * @default events.Schedule.rate(Duration.days(1))
   */
  readonly schedule?: events.Schedule;
}
