import { Duration, Resource, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { IAccountSetting } from '../../account/account-setting-reference';
import { DOCUMENT_SHARING_SETTING } from '../../account/contract/fields';
import { acknowledgeRule } from '../acknowledgements';
import { DriftResponse } from './drift-guard-response';
import { guardedSettings, guardStatements } from './guarded-settings';
import { baselineName } from '../../private/baseline-names';
import { inConstruct, requireMatch } from '../../private/errors';
import { checkProps, instanceOf, Kind, KnownKeys, listOf, oneOf, snsTopic, text } from '../../private/known-keys';
import { pinLogicalIds } from '../../private/logical-ids';
import { requireOnlyOneInStack } from '../../private/only-one';
import { notByRoles, SUCCEEDED } from '../alerts/event-rule';
import { requireGlobalEventsRegion } from '../alerts/event-rule-region';
import { TrailSource } from '../audit-trail/audit-trail-source';
import { warnWithoutTrail } from '../audit-trail/audit-trail-warning';
import { WatchFunction } from '../watch-function';

/** Properties of a guard. */
export interface DriftGuardProps {
  /**
   * The response to a change.
   *
   * @default DriftResponse.ALERT
   */
  readonly response?: DriftResponse;

  /**
   * The account alias and the password policy of your app, and its settings with `regions`, each a construct of any of its stacks. The
   * function is deployed with their values, and restores no other value, whatever the ownership record says. Deploy the stack of the guard
   * whenever you change them.
   *
   * Of a setting with `regions`, the daily check reports each enabled region that does not have it, such as one that was enabled after the
   * last deployment. It restores no setting of a region, and leaves out a region that a policy of the organization denies.
   *
   * @default - none: changes are compared with the ownership records, and `response` cannot be SELF_HEAL
   */
  readonly settings?: IAccountSetting[];

  /**
   * Where messages go.
   *
   * @default - nowhere: everything is in the log of the function
   */
  readonly topic?: sns.ITopic;

  /**
   * The trail through which EventBridge sees changes. Without one a change is noticed by the daily check only.
   *
   * @default - none is known of, which is a warning at synth
   */
  readonly trail?: TrailSource;

  /**
   * The region of the stack with the alias and the password policy, whose ownership records are kept there.
   *
   * @default - the region of this stack
   */
  readonly settingsRegion?: string;
}

const accountSetting: Kind = (value) => value?._definition ? undefined : 'it must be an AccountAlias, a PasswordPolicy or a setting with `regions`';

const KEYS: KnownKeys<DriftGuardProps> = {
  response: oneOf(DriftResponse), settings: listOf(accountSetting), topic: snsTopic, trail: instanceOf(TrailSource, 'a TrailSource'), settingsRegion: text,
};

/**
 * Detects changes of the account alias and the password policy that their stack did not make, and reports or reverts them.
 *
 * It reacts to the CloudTrail event within minutes, and otherwise to its daily check. A setting without an ownership record is left
 * unchanged. It restores only the values of `settings`, which its function is deployed with; a record with any other value is reported.
 * Every day it also reports the enabled regions that do not have those of `settings` that have `regions`.
 *
 * It reports each new value once, and ignores its own changes. After it has restored a setting three times within an hour, it reports
 * that and stops for an hour, or until the stack changes the setting.
 *
 * Known limitation: a principal that can write the ownership record can keep the guard from restoring a setting, which is reported once.
 *
 * IAM's events occur in us-east-1 (cn-north-1, us-gov-west-1), so it must be deployed there; the stack with the settings may be
 * elsewhere: name its `settingsRegion`. One guard is enough for an account. It costs nothing within the free tiers.
 *
 * Sources: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; NIST SP 800-53 r5 CM-3, CM-6; Security Hub IAM.7.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * const passwordPolicy = new PasswordPolicy(this, 'PasswordPolicy');
 * new DriftGuard(this, 'DriftGuard', {
 *   topic, response: DriftResponse.SELF_HEAL, settings: [passwordPolicy], trail: TrailSource.ofOrganization(),
 * });
 */
export class DriftGuard extends Resource {
  /**
   * @throws if the stack is in a region without the events or already has a guard, `settingsRegion` is not a region, SELF_HEAL has no
   * account alias and no password policy, or a setting is another one, listed twice, or known only at deployment
   */
  constructor(scope: Construct, id: string, props: DriftGuardProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireMatch('settingsRegion', props.settingsRegion, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'it must be a region such as eu-central-1');
    });
    super(scope, id);
    requireOnlyOneInStack(this, 'a drift guard', 'One is enough for an account. Remove one of the two');
    const selfHeal = props.response === DriftResponse.SELF_HEAL;
    const { wanted, inRegions } = inConstruct(scope, id, () => guardedSettings(props.settings ?? [], selfHeal));
    const checksRegions = Object.keys(inRegions).length > 0;
    requireGlobalEventsRegion(this, 'DriftGuard', ', and name the region of the settings as settingsRegion');
    warnWithoutTrail(this, props.trail, selfHeal ? 'a change is put back only by the daily check' : 'a change is noticed only by the daily check');

    const settingsRegion = props.settingsRegion ?? Stack.of(this).region;
    const guard = new WatchFunction(this, 'Function', {
      handler: checksRegions ? 'drift-guard-regions' : 'drift-guard',
      purpose: 'drift-guard',
      statements: guardStatements(settingsRegion, selfHeal ? wanted : {}, inRegions),
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'The calls that read and change a setting of the account itself have no resource in IAM.',
        ...'document-public-sharing-block' in inRegions && {
          [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:servicesetting${DOCUMENT_SHARING_SETTING}]`]:
            'The setting has this name in each region. The action only reads.',
        },
      },
      // The SDK client of EC2 alone takes a third of 256 MB.
      memorySize: checksRegions ? 512 : undefined,
      schedule: events.Schedule.rate(Duration.days(1)),
      topic: props.topic,
      timeout: Duration.minutes(2),
      environment: {
        SELF_HEAL: `${selfHeal}`,
        SETTINGS_REGION: settingsRegion,
        ...props.settings && { WANTED: JSON.stringify(wanted) },
        ...checksRegions && { IN_REGIONS: JSON.stringify(inRegions) },
      },
    });
    const rule = new events.Rule(this, 'Changes', {
      ruleName: baselineName('setting-changes'),
      eventPattern: {
        source: ['aws.iam'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: [{ suffix: 'AccountAlias' }, { suffix: 'AccountPasswordPolicy' }],
          ...SUCCEEDED,
          ...notByRoles([guard.function.role!.roleArn]),
        },
      },
      targets: [new targets.LambdaFunction(guard.function)],
    });
    acknowledgeRule(rule);
    pinLogicalIds('setting-changes', { Rule: rule, Permission: rule.node.children.find((child) => child instanceof lambda.CfnPermission) });
  }
}
