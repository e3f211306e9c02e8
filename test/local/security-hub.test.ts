import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  BatchGetSecurityControlsCommand, DescribeHubCommand, DescribeOrganizationConfigurationCommand, DisableSecurityHubCommand,
  GetEnabledStandardsCommand, GetFindingsCommand, ListConfigurationPoliciesCommand, ListFindingAggregatorsCommand, SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

const FSBP = 'aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'cis-aws-foundations-benchmark/v/5.0.0';
const HOME = 'eu-central-1';
const OTHER = 'us-east-1';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let unit: string;
let accounts: { readonly management: string; readonly administrator: string; readonly member: string; readonly sandbox: string };
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  unit = await organization.unit('workloads');
  const account = (name: string) => organization.account(name, unit);
  accounts = { management: endpoint.accountId, administrator: await account('audit'), member: await account('shop'), sandbox: await account('sandbox') };
});

const hub = (account: string, region = HOME) => new SecurityHubClient({ ...rootOf(endpoint, account), region });

/** Runs the CDK CLI with the credentials of the account of the stack. */
async function cdk(command: 'deploy' | 'destroy', stack: string, account: string, props: object) {
  return runQuickCdk([command, `account-baseline-${stack}`, '--output', mkdtempSync(join(tmpdir(), 'security-hub-app-'))], {
    app: join(__dirname, 'apps', 'security-hub-app.ts'),
    environment: { ...endpoint.environment, AWS_ACCESS_KEY_ID: account, SECURITY_HUB: JSON.stringify({ ...accounts, ...props }) },
    died: endpoint.died,
  });
}

async function succeeds(...args: Parameters<typeof cdk>): Promise<void> {
  const result = await cdk(...args);
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
}

/** The standards that are on in an account, or why there are none. */
async function standards(account: string, region = HOME): Promise<string[] | string> {
  try {
    const { StandardsSubscriptions } = await hub(account, region).send(new GetEnabledStandardsCommand({}));
    return StandardsSubscriptions!.map(({ StandardsArn }) => StandardsArn!.replace(`arn:aws:securityhub:${region}::standards/`, ''));
  } catch (error) {
    return (error as Error).message;
  }
}

async function controls(account: string, ...SecurityControlIds: string[]) {
  const { SecurityControls } = await hub(account).send(new BatchGetSecurityControlsCommand({ SecurityControlIds }));
  return SecurityControls!.map(({ SecurityControlStatus, Parameters }) => [SecurityControlStatus, Parameters]);
}

test('standards are on in the accounts of the targets, follow the policies, and stay when central configuration ends', async () => {
  const { management, administrator, member, sandbox } = accounts;
  const everyone = { name: 'everyone', targets: [unit], standards: [FSBP, CIS], disabledControls: [{ controlId: 'Macie.1', reason: 'No personal data.' }] };
  const first = { policies: [{ ...everyone, controlParameters: [['IAM.7', 'MinimumPasswordLength', 16]] }], selfManagedTargets: [sandbox] };

  // Before the designation AWS refuses, and leaves nothing.
  const early = await cdk('deploy', 'security-hub', administrator, first);
  expect([early.code, said(early)]).toEqual([1, expect.stringContaining('is not subscribed to AWS Security Hub')]);
  await succeeds('destroy', 'security-hub', administrator, first);

  await succeeds('deploy', 'designation', management, first);
  await succeeds('deploy', 'security-hub', administrator, first);
  expect([await standards(member), await standards(member, OTHER)]).toEqual([[FSBP, CIS], [FSBP, CIS]]);
  expect(await standards(sandbox)).toContain('is not subscribed');
  expect(await standards(management)).toContain('is not subscribed');
  expect(await controls(member, 'Macie.1', 'IAM.7')).toEqual([['DISABLED', {}], ['ENABLED', { MinimumPasswordLength: { ValueType: 'CUSTOM', Value: { Integer: 16 } } }]]);
  const governed = hub(member, OTHER).send(new DisableSecurityHubCommand({}));
  await expect(governed).rejects.toThrow('only the administrator can access this operation');

  // The checks of this library become findings in the hub that the policy has turned on.
  await succeeds('deploy', 'status', member, first);
  const lambda = new LambdaClient({ ...rootOf(endpoint, member), region: OTHER });
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: 'account-baseline-security-status', Payload: JSON.stringify({ source: 'aws.events' }) }));
  expect(FunctionError).toBeUndefined();
  const { Findings } = await hub(member, OTHER).send(new GetFindingsCommand({}));
  expect(Findings!.length).toBeGreaterThan(10);
  expect(Findings!.every(({ AwsAccountId }) => AwsAccountId === member)).toBe(true);

  // An account that joins later has the policy of its unit.
  const joined = await organization.account('late', unit);
  expect(await standards(joined, OTHER)).toEqual([FSBP, CIS]);

  // Another policy for one account, one standard less for the others, and fewer regions.
  const second = {
    policies: [{ ...everyone, standards: [FSBP], disabledControls: [] }, { name: 'strict', targets: [member], standards: [CIS], enabledControls: ['IAM.1'] }],
    linkedRegions: ['eu-west-1'],
  };
  await succeeds('deploy', 'security-hub', administrator, second);
  expect([await standards(sandbox), await standards(member), await standards(joined)]).toEqual([[FSBP], [CIS], [FSBP]]);
  expect((await controls(member, 'IAM.1', 'IAM.2')).map(([status]) => status)).toEqual(['ENABLED', 'DISABLED']);
  expect((await controls(joined, 'Macie.1')).map(([status]) => status)).toEqual(['ENABLED']);
  // A region that is not linked any more keeps what it had.
  expect(await standards(member, OTHER)).toEqual([FSBP, CIS]);

  await succeeds('destroy', 'security-hub', administrator, second);
  const { OrganizationConfiguration } = await hub(administrator).send(new DescribeOrganizationConfigurationCommand({}));
  expect(OrganizationConfiguration!.ConfigurationType).toBe('LOCAL');
  expect((await hub(administrator).send(new ListFindingAggregatorsCommand({}))).FindingAggregators).toEqual([]);
  await expect(hub(administrator).send(new ListConfigurationPoliciesCommand({}))).rejects.toThrow('does not use central configuration');
  expect([await standards(sandbox), await standards(member)]).toEqual([[FSBP], [CIS]]);
  await hub(member).send(new DisableSecurityHubCommand({}));
  await expect(hub(member).send(new DescribeHubCommand({}))).rejects.toThrow('is not subscribed');
  await succeeds('destroy', 'designation', management, second);
}, 300_000);
