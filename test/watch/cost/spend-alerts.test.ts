import { App, CfnParameter, DefaultStackSynthesizer, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { accountWatchEverythingOn } from '../../../proof/watches-everything-on';
import { AccountWatchStack, AccountWatchStackProps, BudgetCurrency, MonthlyBudget, SpendAlerts, SpendAlertsProps, TrailSource, WatchPart } from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';
import { sentLength } from '../sent-length';

const emailAddresses = ['security@example.com'];

function make(props: Partial<SpendAlertsProps> = {}, region?: string) {
  const stack = new Stack(new App(), 'Stack', { env: { region } });
  const alerts = new SpendAlerts(stack, 'SpendAlerts', { monthlyBudget: MonthlyBudget.usDollars(200), emailAddresses, ...props });
  return { stack, alerts, template: Template.fromStack(stack) };
}

/** Each notification as `type threshold`, and the addresses that each reaches. */
function notificationsOf(template: Template) {
  const [{ Properties }] = Object.values(template.findResources('AWS::Budgets::Budget'));
  const sent: any[] = Properties.NotificationsWithSubscribers;
  for (const { Notification } of sent) expect(Notification).toMatchObject({ ComparisonOperator: 'GREATER_THAN', ThresholdType: 'PERCENTAGE' });
  return sent.map(({ Notification, Subscribers }) => [
    `${Notification.NotificationType} ${Notification.Threshold}`, ...Subscribers.map((one: any) => `${one.SubscriptionType} ${one.Address}`),
  ]);
}

test('a budget has thresholds of the forecast and of the actual spend', () => {
  const { template } = make();
  expect(notificationsOf(template)).toEqual(['FORECASTED 100', 'ACTUAL 80', 'ACTUAL 100'].map((one) => [one, 'EMAIL security@example.com']));
  template.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 200, Unit: 'USD' } },
  });
});

/** The name of the budget, with what is its own in each stack. */
function nameOf(props: Partial<SpendAlertsProps>): string {
  const { stack } = make(props);
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Budgets::Budget'));
  return JSON.stringify(Properties.Budget.BudgetName);
}

test('the name of the budget is protected, and another one where the budget is replaced', () => {
  const name = nameOf({});
  expect(name).toContain('account-baseline-spend-');
  expect(name).toContain('AWS::StackId');
  expect(nameOf({ monthlyBudget: MonthlyBudget.usDollars(300), anomalies: {} })).toBe(name);
  const replaced = [{ actualThresholds: [90] }, { forecastThresholds: [] }, { emailAddresses: ['finance@example.com'] }, { monthlyBudget: MonthlyBudget.ZERO_SPEND }].map((props) => nameOf(props));
  expect(new Set([name, ...replaced]).size).toBe(5);
});

test('the monitor and the subscription have the tag by which they are protected', () => {
  const { template } = make({ anomalies: {} });
  const ResourceTags = [{ Key: 'account-baseline', Value: 'protected' }];
  template.hasResourceProperties('AWS::CE::AnomalyMonitor', { ResourceTags });
  template.hasResourceProperties('AWS::CE::AnomalySubscription', { ResourceTags });
});

test('zero spend sends an email from 1 cent on, by a threshold that CloudFormation takes', () => {
  const { template } = make({ monthlyBudget: MonthlyBudget.ZERO_SPEND });
  const [[sent, ...more]] = notificationsOf(template);
  expect(more).toEqual(['EMAIL security@example.com']);
  const [{ Properties }] = Object.values(template.findResources('AWS::Budgets::Budget'));
  const percentage = Number(sent.replace('ACTUAL ', ''));
  expect(percentage / 100 * Properties.Budget.BudgetLimit.Amount).toBeCloseTo(0.01);
  // The resource schema of AWS::Budgets::Budget has this minimum.
  expect(percentage).toBeGreaterThanOrEqual(0.1);
  expect(notificationsOf(template)).toHaveLength(1);
});

test('thresholds and addresses can be chosen, up to the limits of AWS', () => {
  const addresses = Array.from({ length: 10 }, (_, index) => `team-${index}@example.com`);
  const forecastThresholds = [80, 90, 100, 110, 120, 130, 140];
  const { template } = make({ actualThresholds: [0.1, 50, 1_000_000], forecastThresholds, emailAddresses: addresses });
  expect(notificationsOf(template)).toHaveLength(10);
  expect(new Set(notificationsOf(template).map(([, ...to]) => to.join()))).toEqual(new Set([addresses.map((one) => `EMAIL ${one}`).join()]));
  expect(notificationsOf(make({ forecastThresholds: [] }).template).map(([one]) => one)).toEqual(['ACTUAL 80', 'ACTUAL 100']);
});

test('anomalies are off; on request the account gets a monitor of all services, after the budget, and a daily email', () => {
  expect(make().alerts.monitorArn).toBeUndefined();
  make().template.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
  const { template } = make({ anomalies: {} });
  template.hasResource('AWS::CE::AnomalyMonitor', { DependsOn: ['SpendAlertsBudget'], Properties: { MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' } });
  const [{ Properties }] = Object.values(template.findResources('AWS::CE::AnomalySubscription'));
  expect(Properties).toMatchObject({ Frequency: 'DAILY', Subscribers: [{ Type: 'EMAIL', Address: 'security@example.com' }] });
  expect(Properties.MonitorArnList).toEqual([{ 'Fn::GetAtt': ['SpendAlertsMonitor', 'MonitorArn'] }]);
  expect(JSON.parse(Properties.ThresholdExpression)).toEqual({
    Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: ['10'] },
  });
});

test('the monitor of an account is used', () => {
  const monitorArn = 'arn:aws:ce::111122223333:anomalymonitor/0c5b0f9a-1c5c-4b6f-9a52-0f6f4c1d2e3b';
  const { template, alerts } = make({ anomalies: { monitorArn, minimumImpact: 0 } });
  template.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
  expect(alerts.monitorArn).toBe(monitorArn);
  template.hasResourceProperties('AWS::CE::AnomalySubscription', { MonitorArnList: [monitorArn] });
});

test('what only the deployment knows passes', () => {
  const stack = new Stack(new App(), 'Stack');
  const amount = new CfnParameter(stack, 'Amount', { type: 'Number' });
  const impact = new CfnParameter(stack, 'Impact', { type: 'Number' });
  new SpendAlerts(stack, 'SpendAlerts', {
    monthlyBudget: MonthlyBudget.usDollars(amount.valueAsNumber),
    actualThresholds: [amount.valueAsNumber],
    emailAddresses: [Token.asString({ Ref: 'Address' })],
    anomalies: { minimumImpact: impact.valueAsNumber, monitorArn: Token.asString({ Ref: 'Monitor' }) },
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetLimit: { Amount: { Ref: 'Amount' } } } });
  expect(notificationsOf(template)).toHaveLength(2);
  // CloudFormation names a budget whose replacement cannot have another name by itself.
  template.hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetName: Match.absent() } });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('names the budget.*nameKnownAtDeployment'));
  const [{ Properties }] = Object.values(template.findResources('AWS::CE::AnomalySubscription'));
  expect(Properties.ThresholdExpression['Fn::Join'][1]).toEqual([expect.stringMatching(/"Values":\["$/), { Ref: 'Impact' }, '"]}}']);
});

describe('the region', () => {
  const unitOf = (template: Template) => Object.values(template.findResources('AWS::Budgets::Budget'))[0].Properties.Budget.BudgetLimit.Unit;

  test('of the AWS China Regions bills in yuan, also a budget of zero', () => {
    expect(unitOf(make({ monthlyBudget: MonthlyBudget.ZERO_SPEND }, 'cn-north-1').template)).toBe('CNY');
    expect(unitOf(make({ monthlyBudget: MonthlyBudget.of(700, BudgetCurrency.CNY) }, 'cn-northwest-1').template)).toBe('CNY');
    expect(unitOf(make({ monthlyBudget: MonthlyBudget.ZERO_SPEND }, 'eu-central-1').template)).toBe('USD');
    expect(() => make({}, 'cn-north-1')).toThrow("Invalid `region` 'cn-north-1': CloudFormation has budgets in USD in us-east-1,");
    expect(() => make({ monthlyBudget: MonthlyBudget.of(700, BudgetCurrency.CNY) }, 'us-east-1')).toThrow("Invalid `region` 'us-east-1'");
  });

  test.each(['us-gov-west-1', 'eu-north-1', 'ap-east-2'])('%s has no budgets, which is an error', (region) => {
    expect(() => make({}, region)).toThrow(`Invalid \`region\` '${region}': CloudFormation has budgets in USD in us-east-1,`);
  });

  test('that only the deployment knows is checked by a rule of the template', () => {
    const rule = ({ template }: { template: Template }) => Object.entries<any>(template.toJSON().Rules).find(([id]) => id.startsWith('SpendAlerts'))?.[1];
    const [regions, value] = rule(make()).Assertions[0].Assert['Fn::Contains'];
    expect(value).toEqual({ Ref: 'AWS::Region' });
    expect([regions.includes('us-east-1'), regions.includes('us-gov-west-1'), regions.includes('cn-north-1'), regions.includes('eu-north-1')]).toEqual([true, false, false, false]);
    expect(rule(make({}, 'us-east-1'))).toBeUndefined();
  });
});

test('a second one in a stack is refused', () => {
  const { stack } = make();
  expect(() => new SpendAlerts(stack, 'Second', { monthlyBudget: MonthlyBudget.ZERO_SPEND, emailAddresses })).toThrow('the stack already has spend alerts at Stack/SpendAlerts');
});

describe('in the watch of an account', () => {
  const spendAlerts = { monthlyBudget: MonthlyBudget.usDollars(200), anomalies: {} };
  const watch = (props: AccountWatchStackProps) => {
    const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
    return { app, stack: new AccountWatchStack(app, 'account-baseline-watch', props) };
  };

  test('they are off, and notify the addresses of the watch', () => {
    expect(watch({ emailAddresses }).stack.watch.spendAlerts).toBeUndefined();
    const { app, stack } = watch({ emailAddresses, spendAlerts });
    expect(stack.watch.spendAlerts).toBeInstanceOf(SpendAlerts);
    const { template } = app.synth().getStackByName('account-baseline-watch');
    expect(sentLength(template)).toBeLessThan(40_000);
    expect(notificationsOf(Template.fromJSON(template))[0]).toEqual(['FORECASTED 100', 'EMAIL security@example.com']);
  });

  test('they can be the only part', () => {
    Template.fromStack(watch({ emailAddresses, spendAlerts, omit: Object.values(WatchPart) }).stack).resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('they fit beside each other part, and not beside all of them: the error says what to do', () => {
    const { app } = watch({ ...accountWatchEverythingOn, spendAlerts });
    expect(() => app.synth()).toThrow(/Invalid `spendAlerts` '5\d{4} characters': CloudFormation takes a template of 51200 without a bucket. Remove spendAlerts here and create a SpendAlerts in another stack/);
    const { identityChanges, ...others } = accountWatchEverythingOn;
    const { template } = watch({ ...others, omit: [WatchPart.IDENTITY_CHANGES], spendAlerts }).app.synth().getStackByName('account-baseline-watch');
    expect(sentLength(template)).toBeLessThan(51_200);
    expect(() => watch({ ...accountWatchEverythingOn, spendAlerts, synthesizer: new DefaultStackSynthesizer() }).app.synth()).not.toThrow();
  });

  test('without addresses they are refused, since AWS notifies no topic of the watch', () => {
    expect(() => watch({ spendAlerts })).toThrow(/^Invalid `spendAlerts` .*Add emailAddresses, or create a SpendAlerts of its own/);
    expect(() => watch({ emailAddresses: [], spendAlerts, trail: TrailSource.ofOrganization() })).toThrow('Invalid `emailAddresses` []: a budget notifies at least one address');
  });
});

testRulePacks(() => make({ anomalies: {} }).stack);
