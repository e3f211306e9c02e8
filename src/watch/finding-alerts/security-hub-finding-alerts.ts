import { Duration, Resource, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { findingPermissions } from './finding-permissions';
import { FindingSeverity } from './finding-severity';
import { SlackChannelOptions } from './slack-channel-options';
import { requireSlackChannels, subscribeSlackChannels } from './slack-channels';
import { FindingAlertsOptions, SECURITY_STATUS_GENERATOR } from '../../account/contract/finding-alerts';
import { baselineName } from '../../private/baseline-names';
import { invalid } from '../../private/errors';
import { checkProps, flag, KnownKeys, listOf, oneOf, options } from '../../private/known-keys';
import { pinLogicalIds } from '../../private/logical-ids';
import { requireOnlyOneInStack } from '../../private/only-one';
import { acknowledgeRule } from '../acknowledgements';
import { WatchFunction } from '../watch-function';
import { WATCH_TOPIC_KEYS, watchTopic } from '../watch-topic';
import { WatchTopicOptions } from '../watch-topic-options';

/** Properties of alerts on findings. At least one of `emailAddresses`, `topic` and `slackChannels` is given. */
export interface SecurityHubFindingAlertsProps extends WatchTopicOptions {
  /**
   * The lowest severity label of the findings that are reported.
   *
   * @default FindingSeverity.HIGH
   */
  readonly minimumSeverity?: FindingSeverity;

  /**
   * Whether only failed checks of controls are reported, and no other findings, such as those of GuardDuty.
   *
   * @default false
   */
  readonly onlyFailedChecks?: boolean;

  /**
   * Whether findings of `SecurityStatus` are reported, too, which it imports with `securityHub`. It sends an email about them itself.
   *
   * @default false
   */
  readonly securityStatus?: boolean;

  /**
   * The channels of Slack that subscribe to the topic. They show alerts on findings, and drop the other messages of a watch, which are
   * plain text. An account takes each channel once.
   *
   * @default - none
   */
  readonly slackChannels?: SlackChannelOptions[];
}

const KEYS: KnownKeys<SecurityHubFindingAlertsProps> = {
  ...WATCH_TOPIC_KEYS, minimumSeverity: oneOf(FindingSeverity), onlyFailedChecks: flag, securityStatus: flag, slackChannels: listOf(options),
};

const SEVERITIES: string[] = Object.values(FindingSeverity);

const KEPT = 'EventBridge sends an event again for 24 hours, and Lambda sends one that the function could not handle to the topic.';

/**
 * Reports findings of Security Hub CSPM by email and in Slack, each once: a function reports a finding that is `NEW`, and then sets its
 * workflow status to `NOTIFIED`, with a note. `NOTIFIED`, `SUPPRESSED` and `RESOLVED` findings and archived ones are silent. Security Hub CSPM
 * itself makes a finding `NEW` again when its check fails after it has passed, or when its record becomes active again; then it is reported again.
 *
 * Security Hub CSPM must be enabled in the region. In the account of an administrator the alerts cover the member accounts, and in an
 * aggregation Region the linked regions: create them there, and nowhere else.
 *
 * A finding is reported twice if the message was published and the status could not be set. Security Hub CSPM may take minutes to set it: an
 * update of the finding in the meantime is reported, too. A finding stays `NEW` while no subscription of the topic is confirmed. If the function
 * fails three times, Lambda sends the event to the topic, as JSON.
 *
 * Guardrails protect function, rule and topic, and deny job functions to change a workflow status. Known limitation: they do not protect the
 * configuration of a Slack channel.
 *
 * Free of charge within the free tiers of Lambda and SNS; Slack is free of charge. Security Hub CSPM itself is billed by checks and findings.
 *
 * Sources: AWS Security Hub User Guide, "Setting the workflow status of findings in Security Hub CSPM", "Security Hub event types in
 * EventBridge" and "BatchUpdateFindings for customers"; Amazon Q Developer in chat applications Administrator Guide, "Custom notifications".
 *
 * @example
 * new SecurityHubFindingAlerts(this, 'FindingAlerts', {
 *   emailAddresses: ['security@example.com'],
 *   slackChannels: [{ workspaceId: 'T01234ABCDE', channelId: 'C01234ABCDE' }],
 * });
 */
export class SecurityHubFindingAlerts extends Resource {
  /** The topic that is notified: the given one, or a new one. A topic of another account must allow the function to read its attributes. */
  public readonly topic: sns.ITopic;

  /**
   * @throws if nobody would be notified, if a channel or an address is malformed or listed twice, if `topic` and `emailAddresses` are both
   * given, if the partition has no Slack channels, or if the stack already has such alerts
   */
  constructor(scope: Construct, id: string, props: SecurityHubFindingAlertsProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      const { emailAddresses = [], topic, minimumSeverity, slackChannels = [] } = props;
      if (Token.isUnresolved(minimumSeverity)) throw invalid('minimumSeverity', minimumSeverity, 'it must be known at synth, since the rule lists the labels from it on');
      requireSlackChannels(Stack.of(scope), slackChannels);
      if (!topic && emailAddresses.length === 0 && slackChannels.length === 0) {
        throw invalid('emailAddresses', props.emailAddresses, 'nobody would be notified, although findings would become NOTIFIED. Give an address, a topic or slackChannels');
      }
    });
    super(scope, id);
    requireOnlyOneInStack(this, 'alerts on findings of Security Hub', 'They cover all findings of the region. Remove one of the two');
    const { minimumSeverity = FindingSeverity.HIGH, onlyFailedChecks = false, securityStatus = false, slackChannels = [] } = props;
    const severities = SEVERITIES.slice(SEVERITIES.indexOf(minimumSeverity));
    this.topic = watchTopic(this, props, 'security-hub-findings');
    const alerts = new WatchFunction(this, 'Function', {
      handler: 'finding-alerts',
      statements: findingPermissions(this.topic),
      topic: this.topic,
      timeout: Duration.minutes(2),
      environment: { OPTIONS: JSON.stringify({ severities, onlyFailedChecks, securityStatus } satisfies FindingAlertsOptions) },
      reportsFailedEvents: true,
      reasons: {
        concurrency: 'It runs for a second for each finding. A new account has a limit of 10 concurrent executions, none of which can be reserved.',
        noDeadLetters: KEPT,
        noTracing: 'Each run calls Security Hub and SNS only, and writes its result to its log; tracing would cost money.',
      },
    });
    const rule = new events.Rule(this, 'Rule', {
      ruleName: baselineName('finding-alerts'),
      eventPattern: {
        source: ['aws.securityhub'],
        detailType: ['Security Hub Findings - Imported'],
        detail: {
          findings: {
            RecordState: ['ACTIVE'],
            Workflow: { Status: ['NEW'] },
            Severity: { Label: severities },
            ...onlyFailedChecks && { Compliance: { Status: ['FAILED'] } },
            ...!securityStatus && { GeneratorId: [{ 'anything-but': { prefix: SECURITY_STATUS_GENERATOR } }] },
          },
        },
      },
      targets: [new targets.LambdaFunction(alerts.function)],
    });
    // The target refers to the function, and its first event may come at once.
    rule.node.addDependency(alerts.ready);
    acknowledgeRule(rule, KEPT);
    pinLogicalIds('finding-alerts', { Rule: rule, Permission: rule.node.children.find((child) => child instanceof lambda.CfnPermission) });
    subscribeSlackChannels(this, this.topic, slackChannels);
  }
}
