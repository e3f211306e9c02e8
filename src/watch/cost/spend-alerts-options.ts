import { MonthlyBudget } from './monthly-budget';

/** Options for the detection of anomalies in the spend of an account. */
export interface SpendAnomalyOptions {
  /**
   * The smallest total impact of an anomaly that is reported, in the currency of the account. Smaller anomalies are in the console only.
   *
   * @default 10
   */
  readonly minimumImpact?: number;

  /**
   * The ARN of an existing anomaly monitor. An account has at most one monitor of all AWS services, and AWS creates it together with Cost
   * Explorer in many accounts: `aws ce get-anomaly-monitors` lists it. CloudFormation refuses a second one with `AlreadyExists`.
   *
   * @default - a new monitor of all AWS services
   */
  readonly monitorArn?: string;
}

/** Options for spend alerts. */
export interface SpendAlertsOptions {
  /** The amount that the account may spend in a month, or `MonthlyBudget.ZERO_SPEND`. */
  readonly monthlyBudget: MonthlyBudget;

  /**
   * The percentages of the budget at which the actual spend of the month sends an email: each from 0.1 to 1,000,000. Together with
   * `forecastThresholds` at most 10. Not for `ZERO_SPEND`.
   *
   * @default [80, 100]
   */
  readonly actualThresholds?: number[];

  /**
   * The percentages of the budget at which the forecast for the month sends an email: each from 0.1 to 1,000,000. AWS forecasts only after
   * some 5 weeks of use. Not for `ZERO_SPEND`.
   *
   * @default [100]
   */
  readonly forecastThresholds?: number[];

  /**
   * Reports unusual spend by a daily email, also if it stays below the budget. Pass `{}` for the defaults. The first budget of an account
   * enables Cost Explorer, with which AWS may create a monitor: see `monitorArn`. Free of charge.
   *
   * @default - no anomaly detection by this stack
   */
  readonly anomalies?: SpendAnomalyOptions;
}

/** Properties of spend alerts. */
export interface SpendAlertsProps extends SpendAlertsOptions {
  /**
   * The email addresses to notify: 1 to 10. AWS Budgets and Cost Anomaly Detection send to them directly; no confirmation is needed.
   * Use the address of a team.
   */
  readonly emailAddresses: string[];
}
