import { Aws, Duration, Fn, Resource, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledgeRule } from '../acknowledgements';
import { DriftResponse } from './drift-guard-response';
import { baselineName } from '../../private/baseline-names';
import { requireMatch } from '../../private/errors';
import { checkProps, instanceOf, KnownKeys, object, oneOf, text } from '../../private/known-keys';
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
   * What is done about a change.
   *
   * @default DriftResponse.ALERT
   */
  readonly response?: DriftResponse;

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

const KEYS: KnownKeys<DriftGuardProps> = { response: oneOf(DriftResponse), topic: object, trail: instanceOf(TrailSource, 'a TrailSource'), settingsRegion: text };

/**
 * Notices when the account's alias or password policy is changed outside of the stack that owns it, within minutes by the event and
 * else by a daily check, and tells people or puts back what that stack wants. What is wanted, and whether a change is the stack's own,
 * is in the setting's ownership record; a setting without one is left alone.
 *
 * It is told of each new value once. It never answers a change of its own. After three times within an hour it stops putting a setting
 * back, says so, and tries again with the first event or daily check an hour later, or when the stack changes the setting.
 *
 * IAM's events occur in us-east-1 (cn-north-1, us-gov-west-1), so it must be deployed there; the stack with the settings may be
 * elsewhere: name its `settingsRegion`. One guard is enough for an account. It costs nothing within the free tiers.
 *
 * Sources: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; NIST SP 800-53 r5 CM-3, CM-6; Security Hub IAM.7.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new DriftGuard(this, 'DriftGuard', { topic, response: DriftResponse.SELF_HEAL, trail: TrailSource.ofOrganization() });
 */
export class DriftGuard extends Resource {
  /**
   * @throws if the stack is in a region without the events or has a guard already, or `settingsRegion` is no region
   */
  constructor(scope: Construct, id: string, props: DriftGuardProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireMatch('settingsRegion', props.settingsRegion, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'it must be a region such as eu-central-1');
    });
    super(scope, id);
    requireOnlyOneInStack(this, 'a drift guard', 'One is enough for an account. Remove one of the two');
    const selfHeal = props.response === DriftResponse.SELF_HEAL;
    requireGlobalEventsRegion(this, 'DriftGuard', ', and name the region of the settings as settingsRegion');
    warnWithoutTrail(this, props.trail, selfHeal ? 'a change is put back only by the daily check' : 'a change is noticed only by the daily check');

    const settingsRegion = props.settingsRegion ?? Stack.of(this).region;
    const guard = new WatchFunction(this, 'Function', {
      handler: 'drift-guard',
      statements: statements(settingsRegion, selfHeal),
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'The calls that read and change a setting of the account itself have no resource in IAM.',
      },
      schedule: events.Schedule.rate(Duration.days(1)),
      topic: props.topic,
      timeout: Duration.minutes(2),
      environment: { SELF_HEAL: `${selfHeal}`, SETTINGS_REGION: settingsRegion },
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

function statements(region: string, selfHeal: boolean): iam.PolicyStatement[] {
  const record = (setting: string) => {
    const arnIn = (place: string) => `arn:\${AWS::Partition}:ssm:${place}:\${AWS::AccountId}:parameter/account-baseline/settings/${setting}`;
    if (region === Aws.REGION) return Fn.sub(arnIn('${AWS::Region}'));
    return Token.isUnresolved(region) ? Fn.sub(arnIn('${Region}'), { Region: region }) : Fn.sub(arnIn(region));
  };
  return [
    new iam.PolicyStatement({
      actions: [
        'iam:ListAccountAliases', 'iam:GetAccountPasswordPolicy', ...selfHeal ? ['iam:CreateAccountAlias', 'iam:UpdateAccountPasswordPolicy'] : [],
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // It deletes a record only if it has just made it anew, at the moment at which the stack gave it up.
      actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
      resources: [record('account-alias'), record('password-policy')],
    }),
  ];
}
