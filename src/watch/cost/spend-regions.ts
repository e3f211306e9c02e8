import { Aws, CfnRule, Fn, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BudgetCurrency } from './monthly-budget';
import { invalid } from '../../private/errors';

/**
 * The regions in which CloudFormation has the types of AWS Budgets and Cost Anomaly Detection, by the currency of their partition. AWS GovCloud
 * (US) is billed to a standard account, and has neither.
 *
 * Source: the resource schemas that AWS publishes for each region, as cfn-lint 1.58.0 holds them.
 */
export const SPEND_REGIONS: Record<BudgetCurrency, string[]> = {
  [BudgetCurrency.USD]: [
    'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
    'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  ],
  [BudgetCurrency.CNY]: ['cn-north-1', 'cn-northwest-1'],
};

/** The currency of a budget for which none is given: that of the partition, or US dollars if only the deployment knows it. */
export function currencyOf(stack: Stack): BudgetCurrency {
  return SPEND_REGIONS[BudgetCurrency.CNY].includes(stack.region) ? BudgetCurrency.CNY : BudgetCurrency.USD;
}

/**
 * Refuses a stack in a region without the resource types, or of another currency. If the region is known, it is an error at synthesis;
 * otherwise a rule of the template refuses it before CloudFormation creates a resource. Leaving the alerts out there, by a condition,
 * would leave a user without the alerts that they requested.
 */
export function requireSpendRegion(scope: Construct, currency: BudgetCurrency): void {
  const { region } = Stack.of(scope);
  const regions = SPEND_REGIONS[currency];
  if (Token.isUnresolved(region)) {
    new CfnRule(scope, 'Region', {
      assertions: [{
        assert: Fn.conditionContains(regions, Aws.REGION),
        assertDescription: `Budgets in ${currency} exist in ${regions[0]} and some other regions, and cover all regions: deploy this stack there.`,
      }],
    });
    return;
  }
  if (regions.includes(region)) return;
  throw invalid('region', region, `CloudFormation has budgets in ${currency} in ${regions.join(', ')}, and they cover all regions of the account. `
    + 'Create the alerts in a stack there', scope);
}
