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
import { inConstruct, invalid, requireMatch, unsafe } from '../../private/errors';
import { requireIamName } from '../../private/iam-names';
import { checkProps, duration, KnownKeys, listOf, mapOf, object, oneOf, snsTopic, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { addTreeValidation } from '../../private/tree';
import { violation } from '../../private/written-properties';
import { WatchFunction } from '../watch-function';

const KEYS: KnownKeys<CredentialReportProps> = {
  topic: snsTopic,
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
 * Checks every credential of the account once a day: age and last use of passwords and access keys, MFA and signing certificates, of
 * users and of root. The log contains a JSON line for each user. An email is sent for new findings: some days before a credential is due,
 * when it is due, and every 30 days from then on, with the remediation.
 *
 * With `DEACTIVATE`, the report deactivates unused access keys and removes unused console passwords. It always warns in time, excludes
 * exempt users and the last administrator, and never acts because of age alone. It checks each credential again immediately before, since
 * the report may be four hours old. The log and an email contain the change and the command that undoes it; a removed password cannot be
 * restored, only set again. Root is never changed.
 *
 * An SSM parameter of a few hundred bytes stores the time of the last full notification, and is replaced with every change of the
 * thresholds. The announced findings follow from dates, for any number of users. Use one report for each account, in one region.
 *
 * Free of charge within the free tiers of Lambda (some seconds a day), CloudWatch Logs and SNS (1,000 emails a month). It supports 5,000
 * users, the maximum of an account. Sources: IAM User Guide, "Generate credential reports for your AWS account", "Manage access keys for
 * IAM users"; CIS AWS Foundations Benchmark 7.0.0, 2.11 and 2.12; Security Hub IAM.3, IAM.8, IAM.22; PCI DSS 4.0.1, 8.2.6.
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
   * @throws if a duration is not a number of whole days or out of range, if a path, tag or name is malformed, if a property is set that
   * only `DEACTIVATE` uses, if `DEACTIVATE` has no topic for its warnings, or if the stack already has a credential report
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
      if (!topic) throw unsafe('deactivation-unannounced', 'action', props.action, 'there is no topic, so that users would not be warned first. Set a topic', this);
      addTreeValidation(this, (tree) => mayHaveSubscribers(topic, tree) ? [] : [violation(this, 'action', props.action,
        `the topic ${topic.node.path} has no subscriber, so that users would not be warned first. Set emailAddresses, or subscribe to the topic`, 'deactivation-unannounced')]);
    }
    // The value in the template changes with the rules, so that CloudFormation overwrites what was announced under other rules.
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
        'AwsSolutions-IAM5[Resource::*]': 'The credential report and the listing of all users concern the whole account: these calls support '
          + 'no resource in IAM.',
        ...deactivates && {
          'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*]':
            'Any user may have an unused credential; exempt paths are denied, and neither action deletes anything.',
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
    requireMatch('owners', endpoint, /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]+$/, 'it must be one email address such as alice@example.com');
    if (!topic) throw invalid('owners', userName, 'there is no topic to subscribe to');
  }
}
