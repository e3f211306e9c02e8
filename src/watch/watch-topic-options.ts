import * as sns from 'aws-cdk-lib/aws-sns';

/** Whom a watch notifies. A part with its own topic notifies that topic instead of the common one. */
export interface WatchTopicOptions {
  /**
   * The email addresses to notify. Each address receives an email from AWS with a confirmation link; the first 1,000 emails of a month
   * are free of charge.
   *
   * @default - none; the findings are in the logs
   */
  readonly emailAddresses?: string[];

  /**
   * The topic that all parts notify, instead of a new one, such as the topic of another watch. Cannot be combined with `emailAddresses`.
   *
   * @default - a new topic
   */
  readonly topic?: sns.ITopic;
}
