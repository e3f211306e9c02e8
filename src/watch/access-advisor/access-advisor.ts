import { Duration, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AccessAdvisorOptions, UNUSED_PERMISSIONS_DAYS } from '../../account/contract/options';
import { JobFunction } from '../../permissions/job-function';
import { iamArn } from '../../private/arn';
import { inConstruct, wholeDays } from '../../private/errors';
import { BASELINE_PATH, requireIamPath } from '../../private/iam-names';
import { checkProps, duration, instanceOf, KnownKeys, listOf, object, snsTopic, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { WatchFunction } from '../watch-function';

/** Properties of an `AccessAdvisor`. */
export interface AccessAdvisorProps {
  /**
   * The topic that receives the table by email, after each run.
   *
   * @default - none; the table is in the log
   */
  readonly topic?: sns.ITopic;

  /**
   * The time after which an unused service is reported: whole days, from 1 to 400, the tracking period of IAM. Roles, users and groups
   * that are younger are skipped.
   *
   * @default Duration.days(90)
   */
  readonly unusedAfter?: Duration;

  /**
   * The IAM path of the roles, users and groups to check.
   *
   * @default /account-baseline/
   */
  readonly path?: string;

  /**
   * The job functions by whose names groups and roles are recognized. A group or role without a job function is reported separately.
   *
   * @default - the static job functions of JobFunction
   */
  readonly jobFunctions?: JobFunction[];

  /**
   * The schedule of the runs. The data of IAM is up to about four hours old.
   *
   * @default events.Schedule.rate(Duration.days(30))
   */
  readonly schedule?: events.Schedule;
}

const KEYS: KnownKeys<AccessAdvisorProps> = {
  topic: snsTopic, unusedAfter: duration, path: text, jobFunctions: listOf(instanceOf(JobFunction, 'a JobFunction')), schedule: object,
};

/**
 * Reports unused permissions: the services that each role, user and group of the baseline has not used for 90 days, and the services of
 * each job function that none of its roles and groups has used. The log contains the report as JSON, an email contains it as a table. The
 * advisor only reads: people decide on a deny statement or another policy.
 *
 * IAM tracks attempts, whether they were allowed or not, and ignores permissions boundaries and service control policies. Users are
 * listed separately; their use of a group's permissions counts for the group's job function. A run takes some seconds for every 5
 * identities; in 14 minutes it processes about 1,500, and reports those it skipped.
 *
 * Free of charge within the free tiers of Lambda, CloudWatch Logs and SNS. Sources: IAM User Guide, "Refine permissions in AWS using last
 * accessed information"; PCI DSS 4.0.1, 7.2.4 and 7.2.5; NIST SP 800-53 r5, AC-6.
 *
 * @example
 * new AccessAdvisor(this, 'AccessAdvisor', {
 *   topic: new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] }),
 *   unusedAfter: Duration.days(180),
 * });
 */
export class AccessAdvisor extends Construct {
  /**
   * @throws if the duration is not a number of whole days from 1 to 400, if the path is malformed, or if the stack already has an access
   * advisor
   */
  constructor(scope: Construct, id: string, props: AccessAdvisorProps = {}) {
    checkProps(scope, id, props, KEYS, () => requireIamPath('path', props.path));
    const unused = inConstruct(scope, id, () => wholeDays('unusedAfter', props.unusedAfter, 400) ?? UNUSED_PERMISSIONS_DAYS);
    super(scope, id);
    requireOnlyOneInStack(this, 'an access advisor', 'Its function has a fixed name. Set a wider path on the existing one');
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
        'AwsSolutions-IAM5[Resource::*]': 'Listing identities, and reading the result of the function\'s own job, support no resource in IAM.',
        ...!Token.isUnresolved(path) && Object.fromEntries(['role', 'user', 'group'].map((kind) => [
          `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:${kind}${path}*]`, 'It reads the service usage of every '
            + 'identity of the path.',
        ])),
      },
      environment: {
        OPTIONS: JSON.stringify({
          unused,
          path,
          // A group with the name of its job function needs no entry.
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
