import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  BatchDisableStandardsCommand, BatchEnableStandardsCommand, BatchGetSecurityControlsCommand, DescribeHubCommand, DescribeStandardsControlsCommand,
  DisableSecurityHubCommand, EnableSecurityHubCommand, GetEnabledStandardsCommand, GetFindingsCommand, ListFindingAggregatorsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { rootOf } from '../../local-endpoint/client/organization';

const FSBP = 'aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'cis-aws-foundations-benchmark/v/5.0.0';
const HOME = 'us-east-1';
const MACIE = { controlId: 'Macie.1', reason: 'No personal data.' };
const VOLUMES = (controlId: string) => ({ controlId, reason: 'The drift guard checks it.' });

let endpoint: LocalEndpoint;
endpointForAll(async (started) => { endpoint = started; });

const hub = (region = HOME) => new SecurityHubClient({ ...rootOf(endpoint, endpoint.accountId), region });

async function cdk(command: 'deploy' | 'destroy', props: object, stack = 'security-hub') {
  return runQuickCdk([command, `account-baseline-${stack}`, '--output', mkdtempSync(join(tmpdir(), 'security-hub-app-'))], {
    app: join(__dirname, 'apps', 'security-hub-account-app.ts'),
    environment: { ...endpoint.environment, SECURITY_HUB: JSON.stringify(props) },
    died: endpoint.died,
  });
}

async function succeeds(...args: Parameters<typeof cdk>): Promise<void> {
  const result = await cdk(...args);
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
}

async function fails(words: string, ...args: Parameters<typeof cdk>): Promise<void> {
  const result = await cdk(...args);
  expect([result.code, said(result)]).toEqual([1, expect.stringContaining(words)]);
  // CloudFormation keeps a stack that it could not create.
  await succeeds('destroy', args[1]);
}

/** The standards that are on, each with the controls that are disabled in it, or why there are none. */
async function standards(region = HOME): Promise<object | string> {
  try {
    const { StandardsSubscriptions } = await hub(region).send(new GetEnabledStandardsCommand({}));
    const off = async (StandardsSubscriptionArn: string) => (
      await hub(region).send(new DescribeStandardsControlsCommand({ StandardsSubscriptionArn }))
    ).Controls!
      .filter(({ ControlStatus }) => ControlStatus === 'DISABLED').map(({ ControlId, DisabledReason }) => `${ControlId}: ${DisabledReason}`);
    return Object.fromEntries(await Promise.all(StandardsSubscriptions!.map(async (each) => (
      [each.StandardsArn!.split('standards/')[1] ?? each.StandardsArn, await off(each.StandardsSubscriptionArn!)]
    ))));
  } catch (error) {
    return (error as Error).message;
  }
}

async function controls(...SecurityControlIds: string[]) {
  const { SecurityControls } = await hub().send(new BatchGetSecurityControlsCommand({ SecurityControlIds }));
  return SecurityControls!.map(({ SecurityControlStatus, Parameters }) => [SecurityControlStatus, Parameters]);
}

test('what an account has already, and what a standard does not have, is refused and stays as it was', async () => {
  await hub().send(new EnableSecurityHubCommand({}));
  await fails('Account is already subscribed to Security Hub', 'deploy', { standards: [[FSBP]] });
  // The hub of the account has what AWS enables by default, and keeps it.
  expect(Object.keys(await standards() as object)).toEqual([expect.stringContaining('ruleset/cis-aws-foundations-benchmark/v/1.2.0'), FSBP]);
  const StandardsArn = `arn:aws:securityhub:${HOME}::standards/${FSBP}`;
  await expect(hub().send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn }] }))).rejects.toThrow('Standards is already enabled');
  await hub().send(new BatchDisableStandardsCommand({ StandardsSubscriptionArns: [`arn:aws:securityhub:${HOME}:${endpoint.accountId}:subscription/${FSBP}`] }));
  await hub().send(new DisableSecurityHubCommand({}));
  await expect(hub().send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn }] }))).rejects.toThrow('is not subscribed');

  await fails('does not exist', 'deploy', { standards: [[FSBP, VOLUMES('EC2.7')], [CIS, VOLUMES('9.9')]] });
  expect(await standards()).toContain('is not subscribed');
}, 300_000);

test('standards, controls and parameters are deployed, changed and destroyed', async () => {
  const first = { standards: [[FSBP, MACIE, VOLUMES('EC2.7')], [CIS, VOLUMES('5.1.1')]], controlParameters: [['IAM.7', 'MinimumPasswordLength', 16]], findingAggregation: {} };
  await succeeds('deploy', first);
  expect(await hub().send(new DescribeHubCommand({}))).toMatchObject({ AutoEnableControls: true, ControlFindingGenerator: 'SECURITY_CONTROL' });
  expect(await standards()).toEqual({ [FSBP]: ['EC2.7: The drift guard checks it.', 'Macie.1: No personal data.'], [CIS]: ['5.1.1: The drift guard checks it.'] });
  const length = { MinimumPasswordLength: { ValueType: 'CUSTOM', Value: { Integer: 16 } } };
  expect(await controls('Macie.1', 'EC2.7', 'IAM.7')).toEqual([['DISABLED', {}], ['DISABLED', {}], ['ENABLED', length]]);
  expect((await hub().send(new ListFindingAggregatorsCommand({}))).FindingAggregators).toHaveLength(1);

  // The checks of this library become findings of the hub.
  const lambda = new LambdaClient({ ...rootOf(endpoint, endpoint.accountId), region: HOME });
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: 'account-baseline-security-status', Payload: JSON.stringify({ source: 'aws.events' }) }));
  expect(FunctionError).toBeUndefined();
  expect((await hub().send(new GetFindingsCommand({}))).Findings!.length).toBeGreaterThan(10);

  // Each region has its own.
  await succeeds('deploy', first, 'elsewhere');
  expect([Object.keys(await standards('eu-west-1') as object), await standards('eu-west-2')]).toEqual([[CIS], expect.stringContaining('is not subscribed')]);

  // EC2.7 is checked as soon as one standard has it; a parameter that is not written returns to its default.
  const second = { standards: [[CIS, VOLUMES('5.1.1')], [FSBP, MACIE], ['nist-800-53/v/5.0.0']] };
  await succeeds('deploy', second);
  expect(await standards()).toEqual({ [FSBP]: ['Macie.1: No personal data.'], [CIS]: ['5.1.1: The drift guard checks it.'], 'nist-800-53/v/5.0.0': [] });
  expect(await controls('Macie.1', 'EC2.7', 'IAM.7')).toEqual([['ENABLED', {}], ['ENABLED', {}], ['ENABLED', {}]]);
  expect((await hub().send(new ListFindingAggregatorsCommand({}))).FindingAggregators).toEqual([]);

  await succeeds('destroy', second);
  expect([await standards(), Object.keys(await standards('eu-west-1') as object)]).toEqual([expect.stringContaining('is not subscribed'), [CIS]]);
  await succeeds('destroy', second, 'elsewhere');
}, 300_000);
