import { Duration, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AccessAdvisorOptions } from '../../account/contract/options';
import { JobFunction } from '../../permissions/job-function';
import { iamArn } from '../../private/arn';
import { inConstruct, wholeDays } from '../../private/errors';
import { BASELINE_PATH, requireIamPath } from '../../private/iam-names';
import { checkProps, duration, instanceOf, KnownKeys, listOf, object, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { WatchFunction } from '../watch-function';

/** Properties of an `AccessAdvisor`. */
export interface AccessAdvisorProps {
  /**
   * Who gets the table by mail, after each run.
   *
   * @default - nobody; it is in the log
   */
  readonly topic?: sns.ITopic;

  /**
   * After how long a service that nobody used counts as unused: whole days, from 1 to 400, which is how far IAM looks back. Roles,
   * users and groups that are younger are left out.
   *
   * @default Duration.days(90)
   */
  readonly unusedAfter?: Duration;

  /**
   * The IAM path of the roles, users and groups to look at.
   *
   * @default /account-baseline/
   */
  readonly path?: string;

  /**
   * The job functions that groups and roles of their names realise. A group or role that realises none of them stands for itself.
   *
   * @default - those that are statics of JobFunction
   */
  readonly jobFunctions?: JobFunction[];

  /**
   * When it runs. What it reads is about four hours behind.
   *
   * @default events.Schedule.rate(Duration.days(30))
   */
  readonly schedule?: events.Schedule;
}

const KEYS: KnownKeys<AccessAdvisorProps> = {
  topic: object, unusedAfter: duration, path: text, jobFunctions: listOf(instanceOf(JobFunction, 'a JobFunction')), schedule: object,
};

/**
 * Shows who no longer needs what they have: the services that each role, user and group of the baseline has not used for 90 days, and
 * for each job function what could be taken away, since none of its roles and groups has used it. The log has it as JSON, a mail as a
 * table. It only reads: a deny statement or another policy is for people to decide on.
 *
 * IAM knows of attempts, whether they were allowed or not, and ignores permissions boundaries and service control policies. Users are
 * shown for themselves; what they do through a group counts for the group's job function. Runs take some seconds for each 5
 * identities; in 14 minutes it gets through about 1,500, and says whom it left out.
 *
 * It costs nothing within the free tiers of Lambda, CloudWatch Logs and SNS. Sources: IAM User Guide, "Refine permissions in AWS using
 * last accessed information"; PCI DSS 4.0.1, 7.2.4 and 7.2.5; NIST SP 800-53 r5, AC-6.
 *
 * @example
 * new AccessAdvisor(this, 'AccessAdvisor', {
 *   topic: new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] }),
 *   unusedAfter: Duration.days(180),
 * });
 */
export class AccessAdvisor extends Construct {
  /**
   * @throws if the duration is no number of whole days from 1 to 400, the path is none that IAM takes, or the stack has an access
   * advisor already
   */
  constructor(scope: Construct, id: string, props: AccessAdvisorProps = {}) {
    checkProps(scope, id, props, KEYS, () => requireIamPath('path', props.path));
    const unused = inConstruct(scope, id, () => wholeDays('unusedAfter', props.unusedAfter, 400) ?? 90);
    super(scope, id);
    requireOnlyOneInStack(this, 'an access advisor', 'Its function has a fixed name. Give that one a wider path');
    const path = props.path ?? BASELINE_PATH;

    const jobFunctions = props.jobFunctions ?? Object.values(JobFunction).filter((value): value is JobFunction => value instanceof JobFunction);
    new WatchFunction(this, 'Function', {
      handler: 'access-advisor',
      statements: [
        new iam.PolicyStatement({ actions: ['iam:ListRoles', 'iam:ListUsers', 'iam:ListGroups', 'iam:GetServiceLastAccessedDetails'], resources: ['*'] }),
        new iam.PolicyStatement({
          actions: ['iam:GenerateServiceLastAccessedDetails'],
          resources: ['role', 'user', 'group'].map((kind) => iamArn(`${kind}${path}*`)),
        }),
      ],
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'Listing identities, and asking for the result of a job of its own, have no resource in IAM.',
        ...!Token.isUnresolved(path) && Object.fromEntries(['role', 'user', 'group'].map((kind) => [
          `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:${kind}${path}*]`, 'It reads of every identity of the path when it used what.',
        ])),
      },
      environment: {
        OPTIONS: JSON.stringify({
          unused,
          path,
          // A job function whose group has its name needs no mention.
          jobFunctions: Object.fromEntries(jobFunctions
            .filter(({ name, groupName }) => name !== groupName)
            .map(({ name, groupName }) => [groupName, name])),
        } satisfies AccessAdvisorOptions),
      },
      schedule: props.schedule ?? events.Schedule.rate(Duration.days(30)),
      topic: props.topic,
      timeout: Duration.minutes(15),
    });
  }
}
