import { App, Stack } from 'aws-cdk-lib';
import { CallerCredentialsSynthesizer, MonthlyBudget, SpendAlerts } from '../../../src';

/** The alerts of a new account or, with an amount, of one that is in use. */
const { amount, ...props } = JSON.parse(process.env.SPEND ?? '{}');
const stack = new Stack(new App(), 'account-baseline-spend', { synthesizer: new CallerCredentialsSynthesizer() });
new SpendAlerts(stack, 'SpendAlerts', {
  monthlyBudget: amount === undefined ? MonthlyBudget.ZERO_SPEND : MonthlyBudget.usDollars(amount),
  emailAddresses: ['security@example.com'],
  ...props,
});
