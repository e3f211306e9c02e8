import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { acknowledgeSubscription } from '../acknowledgements';
import { CredentialAgeStandard } from './credential-age-standard';
import { CredentialReportAction } from './credential-report-action';
import { CredentialReportProps } from './credential-report-props';
import { agesOf, exemptionsOf } from './credential-report-settings';
import { mayHaveSubscribers } from './subscribers';
import { CredentialReportOptions } from '../../account/contract/options';
import { CREDENTIAL_REPORT_PARAMETER } from '../../account/contract/parameters';
import { iamArn } from '../../private/arn';
import { inConstruct, invalid, requireMatch } from '../../private/errors';
import { requireIamName } from '../../private/iam-names';
import { checkProps, duration, KnownKeys, listOf, mapOf, object, oneOf, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { addTreeValidation } from '../../private/tree';
import { violation } from '../../private/written-properties';
import { WatchFunction } from '../watch-function';

const KEYS: KnownKeys<CredentialReportProps> = {
  topic: object,
  owners: mapOf(text),
  standard: oneOf(CredentialAgeStandard),
  unusedAfter: duration,
  maxKeyAge: duration,
  maxPasswordAge: duration,
  warningBefore: duration,
  action: oneOf(CredentialReportAction),
  exemptPaths: listOf(text),
  exemptTag: text,
  administratorGroups: listOf(text),
  schedule: object,
};

/**
 * Looks at every credential of the account once a day: age and last use of passwords and access keys, MFA, signing certificates, of
 * users and of root. The log gets a JSON line for each user; a mail goes out when something is news, which is some days before it is
 * due, when it is due, and every 30 days from then on, with the steps that mend it.
 *
 * It can switch off what nobody uses (`DEACTIVATE`): access keys become inactive and console passwords are removed, never without a
 * warning in time, never those of an exempt user or of the last administrator, and never because of age alone. Each is looked at
 * again right before, since the report may be four hours old. What was done is in the log and in a mail, with the command that undoes
 * it; of a removed password only a new one can be given. Root is never touched.
 *
 * It remembers when it has told everything, in an SSM parameter of a few hundred bytes that is made anew with every change of the
 * thresholds; what was announced follows from dates, for any number of users. An account has one, in one region.
 *
 * It costs nothing within the free tiers of Lambda (some seconds a day), CloudWatch Logs and SNS (1,000 mails a month). It handles
 * 5,000 users, the most that an account has. Sources: IAM User Guide, "Generate credential reports for your AWS account", "Manage
 * access keys for IAM users"; CIS AWS Foundations Benchmark 7.0.0, 2.11 and 2.12; Security Hub IAM.3, IAM.8, IAM.22; PCI DSS 4.0.1,
 * 8.2.6.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new CredentialReport(this, 'CredentialReport', {
 *   topic,
 *   standard: CredentialAgeStandard.PCI_DSS_4,
 *   action: CredentialReportAction.DEACTIVATE,
 *   exemptPaths: ['/break-glass/'],
 *   owners: { alice: 'alice@example.com' },
 * });
 */
export class CredentialReport extends Construct {
  /**
   * @throws if a duration is no number of whole days or out of its range, a path, tag or name is none that IAM takes, or something is
   * given that only `DEACTIVATE` needs, `DEACTIVATE` has no topic to warn through, or the stack has a credential report already
   */
  constructor(scope: Construct, id: string, props: CredentialReportProps = {}) {
    checkProps(scope, id, props, KEYS, () => requireOwners(props));
    const deactivates = props.action === CredentialReportAction.DEACTIVATE;
    const ages = inConstruct(scope, id, () => agesOf(props));
    const settings = { ...ages, ...inConstruct(scope, id, () => exemptionsOf(props, deactivates)) };
    super(scope, id);
    requireOnlyOneInStack(this, 'a credential report');
    if (deactivates) {
      const { topic } = props;
      if (!topic) throw invalid('action', props.action, 'there is no topic, so that nobody is warned first. Give a topic', this);
      addTreeValidation(this, (tree) => mayHaveSubscribers(topic, tree) ? [] : [violation(this, 'action', props.action,
        `nobody is subscribed to the topic ${topic.node.path}, so that nobody is warned first. Give emailAddresses, or subscribe to the topic`)]);
    }
    // Its value in the template changes with what it stands for: CloudFormation then forgets what was announced under other rules.
    const state = new ssm.StringParameter(this, 'State', {
      parameterName: CREDENTIAL_REPORT_PARAMETER,
      stringValue: JSON.stringify({ action: props.action ?? CredentialReportAction.REPORT, ...ages }),
    });
    state.applyRemovalPolicy(RemovalPolicy.DESTROY);

    const users = iamArn('user/*');
    new WatchFunction(this, 'Function', {
      handler: deactivates ? 'credential-report-deactivate' : 'credential-report',
      purpose: 'credential-report',
      statements: [
        new iam.PolicyStatement({
          actions: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport', ...deactivates ? ['iam:GetAccountAuthorizationDetails'] : []],
          resources: ['*'],
        }),
        new iam.PolicyStatement({ actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [state.parameterArn] }),
        ...deactivates ? deactivationStatements(users, settings.exemptPaths) : [],
      ],
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'The credential report and the listing of all users are of the account: these calls have no resource in IAM.',
        ...deactivates && {
          'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*]':
            'Any user may turn out not to use a credential; exempt paths are denied, and neither deletes anything.',
        },
        ...Object.fromEntries(settings.exemptPaths.filter((path) => !Token.isUnresolved(path)).map((path) => [
          `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user${path}*]`, 'It denies access.',
        ])),
      },
      environment: { OPTIONS: JSON.stringify(settings satisfies CredentialReportOptions) },
      schedule: props.schedule ?? events.Schedule.rate(Duration.days(1)),
      topic: props.topic,
      timeout: Duration.minutes(15),
    });

    for (const [userName, endpoint] of Object.entries(props.owners ?? {})) {
      const subscription = new sns.Subscription(this, `Owner-${userName}`, {
        topic: props.topic!,
        protocol: sns.SubscriptionProtocol.EMAIL,
        endpoint,
        filterPolicy: { users: sns.SubscriptionFilter.stringFilter({ allowlist: [userName] }) },
      });
      acknowledgeSubscription(subscription);
    }
  }
}

function deactivationStatements(users: string, exemptPaths: string[]): iam.PolicyStatement[] {
  const changes = ['iam:UpdateAccessKey', 'iam:DeleteLoginProfile'];
  return [
    new iam.PolicyStatement({
      actions: ['iam:GetUser', 'iam:GetLoginProfile', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed', ...changes],
      resources: [users],
    }),
    ...exemptPaths.length ? [new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      actions: changes,
      resources: exemptPaths.map((path) => iamArn(`user${path}*`)),
    })] : [],
  ];
}

function requireOwners({ owners = {}, topic }: CredentialReportProps): void {
  for (const [userName, endpoint] of Object.entries(owners)) {
    if (Token.isUnresolved(userName)) throw invalid('owners', 'a value of the deployment', 'the name of the user must be known at synthesis; the address may be a token');
    requireIamName('owners', userName, 64);
    requireMatch('owners', endpoint, /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]+$/, 'it must be one mail address such as alice@example.com');
    if (!topic) throw invalid('owners', userName, 'there is no topic to subscribe to');
  }
}
