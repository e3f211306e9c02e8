import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { callCostManagement } from './cost-management';
import { clientsOf, stack } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
endpointForAll((started) => {
  endpoint = started;
});

const APP = join(__dirname, 'apps', 'spend-app.ts');
const cdk = (command: 'deploy' | 'destroy' | 'synth', props: object = {}) => runQuickCdk([command, '--output', mkdtempSync(join(tmpdir(), 'spend-app-'))], {
  app: APP, environment: { ...endpoint.environment, AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1', SPEND: JSON.stringify(props) }, died: endpoint.died,
});
const succeeds = async (...args: Parameters<typeof cdk>) => {
  const result = await cdk(...args);
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
  return result;
};

const call = (service: 'budgets' | 'ce', operation: string, body: object = {}) => callCostManagement(endpoint, service, operation, body);

/** Each budget with its notifications and whom they reach. */
async function budgets() {
  const { Budgets = [] } = await call('budgets', 'DescribeBudgets');
  return Promise.all(Budgets.map(async ({ BudgetName, BudgetLimit, TimeUnit, BudgetType }: any) => {
    const { Notifications = [] } = await call('budgets', 'DescribeNotificationsForBudget', { BudgetName });
    const sent = await Promise.all(Notifications.map(async (Notification: any) => {
      const { Subscribers } = await call('budgets', 'DescribeSubscribersForNotification', { BudgetName, Notification });
      const addresses = Subscribers.map(({ Address }: any) => Address).sort().join(' ');
      return `${Notification.NotificationType} ${Notification.Threshold} ${Notification.ThresholdType}: ${addresses}`;
    }));
    return { name: BudgetName, limit: `${Number(BudgetLimit.Amount)} ${BudgetLimit.Unit} ${TimeUnit} ${BudgetType}`, sent: sent.sort() };
  }));
}

test('the alerts of a new account follow their properties, and leave nothing', async () => {
  await succeeds('deploy');
  const [zero, ...more] = await budgets();
  expect(more).toEqual([]);
  expect(zero).toEqual({ name: expect.stringMatching(/^account-baseline-spend-/), limit: '1 USD MONTHLY COST', sent: ['ACTUAL 1 PERCENTAGE: security@example.com'] });
  expect((await call('ce', 'GetAnomalyMonitors')).AnomalyMonitors).toEqual([]);

  // Thresholds cannot be changed: the budget is replaced under another name.
  await succeeds('deploy', { amount: 200, anomalies: {}, emailAddresses: ['finance@example.com', 'security@example.com'] });
  const [budget, ...others] = await budgets();
  const addresses = 'finance@example.com security@example.com';
  expect(others).toEqual([]);
  expect(budget.name).not.toBe(zero.name);
  expect(budget.name).toMatch(/^account-baseline-spend-[0-9a-f-]{36}-[0-9a-f]{8}$/);
  expect(budget).toMatchObject({
    limit: '200 USD MONTHLY COST',
    sent: [`ACTUAL 100 PERCENTAGE: ${addresses}`, `ACTUAL 80 PERCENTAGE: ${addresses}`, `FORECASTED 100 PERCENTAGE: ${addresses}`],
  });
  const [monitor] = (await call('ce', 'GetAnomalyMonitors')).AnomalyMonitors;
  expect(monitor).toMatchObject({ MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE', ResourceTags: [{ Key: 'account-baseline', Value: 'protected' }] });
  const [subscription] = (await call('ce', 'GetAnomalySubscriptions')).AnomalySubscriptions;
  expect(subscription).toMatchObject({ Frequency: 'DAILY', MonitorArnList: [monitor.MonitorArn] });
  expect(subscription.Subscribers.map(({ Address }: any) => Address).sort().join(' ')).toBe(addresses);

  // An amount can be changed.
  await succeeds('deploy', { amount: 300, anomalies: { minimumImpact: 50 }, emailAddresses: ['finance@example.com', 'security@example.com'] });
  expect(await budgets()).toEqual([{ ...budget, limit: '300 USD MONTHLY COST' }]);
  const [changed] = (await call('ce', 'GetAnomalySubscriptions')).AnomalySubscriptions;
  expect([changed.SubscriptionArn, JSON.parse(changed.ThresholdExpression).Dimensions.Values]).toEqual([subscription.SubscriptionArn, ['50']]);

  await succeeds('destroy');
  expect([await budgets(), (await call('ce', 'GetAnomalyMonitors')).AnomalyMonitors, (await call('ce', 'GetAnomalySubscriptions')).AnomalySubscriptions]).toEqual([[], [], []]);
}, 120_000);

test('an account that has a monitor already keeps it, and takes the subscription', async () => {
  const { physicalId } = await stack(endpoint, 'create', 'theirs', {
    Monitor: { Type: 'AWS::CE::AnomalyMonitor', Properties: { MonitorName: 'Default-Services-Monitor', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' } },
  });
  const monitorArn = physicalId('Monitor');
  const refused = await cdk('deploy', { anomalies: {} });
  expect([refused.code, said(refused)]).toEqual([1, expect.stringContaining('AlreadyExists')]);
  await succeeds('destroy');
  await succeeds('deploy', { anomalies: { monitorArn } });
  expect((await call('ce', 'GetAnomalySubscriptions')).AnomalySubscriptions).toMatchObject([{ MonitorArnList: [monitorArn] }]);
  await succeeds('destroy');
  expect((await call('ce', 'GetAnomalyMonitors')).AnomalyMonitors).toMatchObject([{ MonitorArn: monitorArn }]);
}, 120_000);

test('CloudFormation refuses the stack where there are no budgets, before it makes anything', async () => {
  const { stdout } = await succeeds('synth');
  const { cloudFormation } = clientsOf(endpoint, undefined, 'eu-north-1');
  const refused = cloudFormation.send(new CreateStackCommand({ StackName: 'north', TemplateBody: stdout }));
  await expect(refused).rejects.toThrow(/Budgets in USD exist in us-east-1 .*deploy this stack there/);
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: 'north' }))).rejects.toThrow('does not exist');
  expect(await budgets()).toEqual([]);
}, 60_000);
