import { createHash } from 'crypto';
import { Stack, Token } from 'aws-cdk-lib';
import * as budgets from 'aws-cdk-lib/aws-budgets';
import * as ce from 'aws-cdk-lib/aws-ce';
import { Construct } from 'constructs';
import { MonthlyBudget } from './monthly-budget';
import { requireSpendAlertsProps } from './spend-alerts-checks';
import { SpendAlertsProps } from './spend-alerts-options';
import { currencyOf, requireSpendRegion } from './spend-regions';
import { baselineName, baselineNameInStack, BASELINE_TAG } from '../../private/baseline-names';
import { inConstruct } from '../../private/errors';
import { pinLogicalIds } from '../../private/logical-ids';
import { requireOnlyOneInStack } from '../../private/only-one';
import { warn } from '../../private/warnings';

/** When the emails of a budget are sent: the kind of spend and the percentages. */
type Thresholds = readonly [type: 'ACTUAL' | 'FORECASTED', percentages: number[]];

/**
 * Sends an email when an account spends more in a month than it should, or is forecast to, and on request when its spend is unusual. A leaked
 * credential often shows first in the bill.
 *
 * The budget covers all regions of the account; in the management account of an organization, it covers all accounts. AWS updates it up to
 * three times a day, some hours after the use, so that it reports and limits nothing. It notifies, and takes no action. A change of thresholds
 * or addresses replaces the budget. Users see budgets once the root user has activated IAM access to billing.
 *
 * It costs nothing: AWS charges for budgets with actions and for budget reports, of which there are none, and nothing for Cost Anomaly
 * Detection.
 *
 * In an organization, `ServiceControl.protectBaseline` protects the budget by its name, and the monitor and the subscription by the tag
 * `account-baseline`. Known limitation: the guardrail of an account by itself protects the stack alone. Power users can change the budget once
 * IAM access to billing is activated.
 *
 * Sources: AWS Cost Management Pricing; AWS Cost Management User Guide, "Managing your costs with AWS Budgets" and "Detecting unusual
 * spend with AWS Cost Anomaly Detection"; CloudFormation, `AWS::Budgets::Budget`.
 *
 * @example
 * new SpendAlerts(this, 'SpendAlerts', {
 *   monthlyBudget: MonthlyBudget.ZERO_SPEND,
 *   emailAddresses: ['security@example.com'],
 * });
 */
export class SpendAlerts extends Construct {
  /**
   * The name of the budget. It begins with `account-baseline-spend-` and is another one after a change of thresholds or addresses. If these are
   * known only at deployment, CloudFormation generates it.
   */
  public readonly budgetName: string;

  /** The ARN of the anomaly monitor. Undefined without `anomalies`. */
  public readonly monitorArn?: string;

  /**
   * @throws if a threshold, an address or the ARN of the monitor is invalid, if there are more than 10 thresholds or addresses, if the stack
   * already has spend alerts, or if its region is known and has no budgets in the currency
   */
  constructor(scope: Construct, id: string, props: SpendAlertsProps) {
    super(scope, id);
    inConstruct(scope, id, () => requireSpendAlertsProps(props));
    requireOnlyOneInStack(this, 'spend alerts');
    const { monthlyBudget, emailAddresses, anomalies } = props;
    const currency = monthlyBudget.currency ?? currencyOf(Stack.of(this));
    requireSpendRegion(this, currency);

    const thresholds: Thresholds[] = monthlyBudget === MonthlyBudget.ZERO_SPEND
      ? [['ACTUAL', [1]]]
      : [['FORECASTED', props.forecastThresholds ?? [100]], ['ACTUAL', props.actualThresholds ?? [80, 100]]];
    const notificationsWithSubscribers = thresholds.flatMap(([notificationType, percentages]) => percentages.map((threshold) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: emailAddresses.map((address) => ({ subscriptionType: 'EMAIL', address })),
    })));
    const budget = new budgets.CfnBudget(this, 'Budget', {
      budget: {
        budgetName: this.nameFor(notificationsWithSubscribers), budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyBudget.amount, unit: currency },
      },
      notificationsWithSubscribers,
    });
    this.budgetName = budget.ref;
    pinLogicalIds('spend-alerts', { Budget: budget });
    if (!anomalies) return;

    const monitor = anomalies.monitorArn ? undefined : new ce.CfnAnomalyMonitor(this, 'Monitor', {
      monitorName: baselineName('spend'), monitorType: 'DIMENSIONAL', monitorDimension: 'SERVICE', resourceTags: [BASELINE_TAG],
    });
    // Cost Explorer, which the monitor needs, is enabled with the first budget.
    monitor?.addDependency(budget);
    this.monitorArn = anomalies.monitorArn ?? monitor!.attrMonitorArn;
    const subscription = new ce.CfnAnomalySubscription(this, 'Subscription', {
      subscriptionName: baselineName('spend'),
      // Emails are sent once a day or a week; only topics are notified at once.
      frequency: 'DAILY',
      monitorArnList: [this.monitorArn],
      subscribers: emailAddresses.map((address) => ({ type: 'EMAIL', address })),
      thresholdExpression: impactFrom(anomalies.minimumImpact ?? 10),
      resourceTags: [BASELINE_TAG],
    });
    pinLogicalIds('spend-alerts', { Monitor: monitor, Subscription: subscription });
  }

  /** A change of the notifications replaces the budget: CloudFormation makes the new one, under another name, before it deletes the former. */
  private nameFor(notifications: object[]): string | undefined {
    const written = JSON.stringify(notifications);
    if (written !== JSON.stringify(Stack.of(this).resolve(notifications))) {
      warn(this, 'nameKnownAtDeployment', 'Thresholds or addresses are known only at deployment, so that CloudFormation names the budget, and `protectBaseline` does not protect it. Give values');
      return undefined;
    }
    return `${baselineNameInStack('spend')}-${createHash('sha256').update(written).digest('hex').slice(0, 8)}`;
  }
}

/** The expression for anomalies whose total impact is at least an amount. */
function impactFrom(amount: number): string {
  const value = Token.isUnresolved(amount) ? Token.asString(amount) : String(amount);
  return `{"Dimensions":{"Key":"ANOMALY_TOTAL_IMPACT_ABSOLUTE","MatchOptions":["GREATER_THAN_OR_EQUAL"],"Values":["${value}"]}}`;
}
