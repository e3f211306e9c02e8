import { Aws, Duration, Fn, Resource, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { IAccountSetting } from '../../account/account-setting-reference';
import { WantedSettings } from '../../account/contract/settings';
import { acknowledgeRule } from '../acknowledgements';
import { DriftResponse } from './drift-guard-response';
import { baselineName } from '../../private/baseline-names';
import { inConstruct, invalid, requireMatch } from '../../private/errors';
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
   * The account alias and the password policy of your app, each a construct of any of its stacks. The function is deployed with their
   * values, and restores no other value, whatever the ownership record says. Deploy the stack of the guard whenever you change them.
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

const accountSetting: Kind = (value) => value?._definition ? undefined : 'it must be an AccountAlias or a PasswordPolicy';

const KEYS: KnownKeys<DriftGuardProps> = {
  response: oneOf(DriftResponse), settings: listOf(accountSetting), topic: snsTopic, trail: instanceOf(TrailSource, 'a TrailSource'), settingsRegion: text,
};

/**
 * Detects changes of the account alias and the password policy that their stack did not make, and reports or reverts them.
 *
 * It reacts to the CloudTrail event within minutes, and otherwise to its daily check. A setting without an ownership record is left
 * unchanged. It restores only the values of `settings`, which its function is deployed with; a record with any other value is reported.
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
   * `settings`, or one of them is another setting, listed twice, or known only at deployment
   */
  constructor(scope: Construct, id: string, props: DriftGuardProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireMatch('settingsRegion', props.settingsRegion, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, 'it must be a region such as eu-central-1');
    });
    super(scope, id);
    requireOnlyOneInStack(this, 'a drift guard', 'One is enough for an account. Remove one of the two');
    const selfHeal = props.response === DriftResponse.SELF_HEAL;
    const wanted = inConstruct(scope, id, () => wantedSettings(props.settings ?? [], selfHeal));
    requireGlobalEventsRegion(this, 'DriftGuard', ', and name the region of the settings as settingsRegion');
    warnWithoutTrail(this, props.trail, selfHeal ? 'a change is put back only by the daily check' : 'a change is noticed only by the daily check');

    const settingsRegion = props.settingsRegion ?? Stack.of(this).region;
    const guard = new WatchFunction(this, 'Function', {
      handler: 'drift-guard',
      statements: statements(settingsRegion, selfHeal ? wanted : {}),
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'The calls that read and change a setting of the account itself have no resource in IAM.',
      },
      schedule: events.Schedule.rate(Duration.days(1)),
      topic: props.topic,
      timeout: Duration.minutes(2),
      environment: { SELF_HEAL: `${selfHeal}`, SETTINGS_REGION: settingsRegion, ...props.settings && { WANTED: JSON.stringify(wanted) } },
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

/** The actions that restore a setting, for each that the guard knows. */
const RESTORING: { readonly [name: string]: string } = { 'account-alias': 'iam:CreateAccountAlias', 'password-policy': 'iam:UpdateAccountPasswordPolicy' };

function wantedSettings(settings: IAccountSetting[], selfHeal: boolean): WantedSettings {
  if (selfHeal && settings.length === 0) {
    throw invalid('settings', settings, 'a guard with DriftResponse.SELF_HEAL needs the constructs whose values it restores. Add the account alias or the password policy');
  }
  const wanted: { [name: string]: object } = {};
  for (const { node, _definition: { setting, properties } } of settings) {
    if (!(setting in RESTORING)) throw invalid('settings', node.path, 'the guard watches the account alias and the password policy. Remove the setting');
    if (setting in wanted) throw invalid('settings', node.path, `the list already has a setting ${setting}. Remove one of the two`);
    const unknown = Object.keys(properties).find((name) => Token.isUnresolved(properties[name]));
    if (unknown) throw invalid('settings', node.path, `only the deployment knows its ${unknown}, which the guard must know at synth. Give it a value`);
    wanted[setting] = properties;
  }
  return wanted;
}

function statements(region: string, restored: WantedSettings): iam.PolicyStatement[] {
  const record = (setting: string) => {
    const arnIn = (place: string) => `arn:\${AWS::Partition}:ssm:${place}:\${AWS::AccountId}:parameter/account-baseline/settings/${setting}`;
    if (region === Aws.REGION) return Fn.sub(arnIn('${AWS::Region}'));
    return Token.isUnresolved(region) ? Fn.sub(arnIn('${Region}'), { Region: region }) : Fn.sub(arnIn(region));
  };
  return [
    new iam.PolicyStatement({
      actions: [
        'iam:ListAccountAliases', 'iam:GetAccountPasswordPolicy', ...Object.keys(restored).map((setting) => RESTORING[setting]),
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      // It deletes a record only if it has just made it again, at the moment at which the stack gave it up.
      actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
      resources: [record('account-alias'), record('password-policy')],
    }),
  ];
}
