import { Token } from 'aws-cdk-lib';
import { MonthlyBudget } from './monthly-budget';
import { SpendAlertsProps, SpendAnomalyOptions } from './spend-alerts-options';
import { refuseGiven } from '../../private/contradictions';
import { invalid, requireMatch, requireOnce } from '../../private/errors';
import { instanceOf, KnownKeys, listOf, mandatory, number, options, requireKnownKeys, text } from '../../private/known-keys';
import { inProperty } from '../../private/written-properties';
import { requireEmailAddresses } from '../email-addresses';

const KEYS: KnownKeys<SpendAlertsProps> = {
  monthlyBudget: mandatory(instanceOf(MonthlyBudget, 'a MonthlyBudget, such as MonthlyBudget.ZERO_SPEND')),
  actualThresholds: listOf(number),
  forecastThresholds: listOf(number),
  anomalies: options,
  emailAddresses: mandatory(listOf(text)),
};

const ANOMALY_KEYS: KnownKeys<SpendAnomalyOptions> = { minimumImpact: number, monitorArn: text };

/**
 * Both of a notification's email subscribers and an anomaly subscription's. Sources: CloudFormation, `AWS::Budgets::Budget Notification`;
 * AWS Cost Anomaly Detection FAQs.
 */
const MOST_ADDRESSES = 10;

/** Source: CloudFormation, `AWS::Budgets::Budget Notification`. */
const MOST_NOTIFICATIONS = 10;

/** In percent. Sources: the resource schema of `AWS::Budgets::Budget`; its documentation of `Notification`. */
const THRESHOLD_RANGE = [0.1, 1_000_000] as const;

/** Refuses what AWS Budgets or Cost Anomaly Detection would refuse, and what would be ignored. */
export function requireSpendAlertsProps(props: SpendAlertsProps): void {
  requireKnownKeys(props, KEYS);
  requireAddresses(props.emailAddresses);
  requireThresholds(props);
  const { anomalies } = props;
  if (!anomalies) return;
  inProperty('anomalies', () => {
    requireKnownKeys(anomalies, ANOMALY_KEYS);
    const { minimumImpact, monitorArn } = anomalies;
    const isAmount = minimumImpact === undefined || Token.isUnresolved(minimumImpact) || (Number.isFinite(minimumImpact) && minimumImpact >= 0);
    if (!isAmount) throw invalid('minimumImpact', minimumImpact, 'it must be an amount of at least 0');
    requireMatch('monitorArn', monitorArn, /^arn:[\w-]+:ce::\d{12}:anomalymonitor\/[\w-]+$/,
      'it must be the ARN of an anomaly monitor, such as arn:aws:ce::111122223333:anomalymonitor/0c5b0f9a-1c5c-4b6f-9a52-0f6f4c1d2e3b');
  });
}

function requireAddresses(addresses: string[]): void {
  if (Token.isUnresolved(addresses)) return;
  if (addresses.length === 0) throw invalid('emailAddresses', addresses, 'a budget notifies at least one address. Add one');
  if (addresses.length > MOST_ADDRESSES) {
    throw invalid('emailAddresses', addresses, `AWS Budgets notifies at most ${MOST_ADDRESSES} addresses. Use the address of a group of people`);
  }
  requireEmailAddresses(addresses);
}

function requireThresholds({ monthlyBudget, actualThresholds, forecastThresholds }: SpendAlertsProps): void {
  if (monthlyBudget === MonthlyBudget.ZERO_SPEND) {
    refuseGiven({ actualThresholds, forecastThresholds }, 'MonthlyBudget.ZERO_SPEND has one threshold of its own. Remove it, or use MonthlyBudget.usDollars');
  }
  for (const [property, thresholds] of Object.entries({ actualThresholds, forecastThresholds })) {
    if (thresholds === undefined || Token.isUnresolved(thresholds)) continue;
    for (const threshold of thresholds) {
      if (Token.isUnresolved(threshold)) continue;
      const [least, most] = THRESHOLD_RANGE;
      if (!(threshold >= least && threshold <= most)) throw invalid(property, threshold, `a threshold is a percentage of the budget, from ${least} to ${most}`);
    }
    requireOnce(property, thresholds);
  }
  const count = (actualThresholds ?? [80, 100]).length + (forecastThresholds ?? [100]).length;
  if (count > MOST_NOTIFICATIONS) throw invalid('actualThresholds', actualThresholds, `a budget has at most ${MOST_NOTIFICATIONS} thresholds, with those of the forecast, and these are ${count}. Remove some`);
  if (count === 0) throw invalid('actualThresholds', actualThresholds, 'no threshold is left. Keep one, of the actual spend or of the forecast');
}
