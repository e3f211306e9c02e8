import { Token } from 'aws-cdk-lib';
import { invalid } from '../../private/errors';
import { oneOf } from '../../private/known-keys';

/** The currency in which AWS bills the accounts of a partition, and in which their budgets are. */
export enum BudgetCurrency {
  /** US dollars: the AWS Regions outside of China. */
  USD = 'USD',

  /** Chinese yuan: the AWS China Regions. */
  CNY = 'CNY',
}

/**
 * The amount that an account may spend in a month before `SpendAlerts` sends an email.
 *
 * @example
 * new SpendAlerts(this, 'SpendAlerts', {
 *   monthlyBudget: MonthlyBudget.usDollars(200),
 *   emailAddresses: ['finance@example.com'],
 * });
 */
export class MonthlyBudget {
  /**
   * No spend at all: an email as soon as the month costs more than 1 cent, for an account that uses only what is free of charge. The budget
   * is one dollar (in the AWS China Regions one yuan) with a threshold of 1 percent, as CloudFormation takes no absolute threshold below 0.1.
   */
  public static readonly ZERO_SPEND: MonthlyBudget = new MonthlyBudget(1);

  /**
   * A number of US dollars a month, such as 200 or 12.5.
   *
   * @throws if the amount is not above 0
   */
  public static usDollars(amount: number): MonthlyBudget {
    return MonthlyBudget.of(amount, BudgetCurrency.USD);
  }

  /**
   * An amount a month, in the currency in which AWS bills the account.
   *
   * @throws if the amount is not above 0, or the currency is unknown
   */
  public static of(amount: number, currency: BudgetCurrency): MonthlyBudget {
    const isAmount = typeof amount === 'number' && (Token.isUnresolved(amount) || (Number.isFinite(amount) && amount > 0));
    if (!isAmount) throw invalid('amount', amount, 'it must be a number above 0. For an email on any spend, use MonthlyBudget.ZERO_SPEND');
    const rule = oneOf(BudgetCurrency)(currency);
    if (rule) throw invalid('currency', currency, rule);
    return new MonthlyBudget(amount, currency);
  }

  /** The amount. That of `ZERO_SPEND` is 1, of which 1 percent is the threshold. */
  public readonly amount: number;

  /** The currency. Undefined for `ZERO_SPEND`, which takes that of the partition. */
  public readonly currency?: BudgetCurrency;

  private constructor(amount: number, currency?: BudgetCurrency) {
    this.amount = amount;
    this.currency = currency;
  }
}
