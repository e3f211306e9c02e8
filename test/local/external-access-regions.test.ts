import { AccessAnalyzerClient, CreateAnalyzerCommand, ListAnalyzersCommand, ListArchiveRulesCommand } from '@aws-sdk/client-accessanalyzer';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Contents, StackAccount } from './stack-account';
import { endpointForEach } from './started-endpoint';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { CallerCredentialsSynthesizer, ExternalAccessAnalyzer, ExternalAccessExpected, HardenedRegions } from '../../src';

const [HOME, FIRST, SECOND] = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];
const StackName = 'account-baseline-analyzers';
const AUDITOR = ExternalAccessExpected.byAccount('arn:aws:iam::111122223333:role/auditor', '444455556666');

let endpoint: LocalEndpoint;
endpointForEach((started) => { endpoint = started; });

const inRegion = (region: string, account = 'test') => new AccessAnalyzerClient({ ...rootOf(endpoint, account), region });

/** The analyzers of a region, each with the number of its archive rules. */
async function present(region: string, account?: string): Promise<string[]> {
  const client = inRegion(region, account);
  const { analyzers } = await client.send(new ListAnalyzersCommand({}));
  return Promise.all(analyzers!.map(async ({ name: analyzerName }) => {
    const { archiveRules } = await client.send(new ListArchiveRulesCommand({ analyzerName }));
    return `${analyzerName} ${archiveRules!.length}`;
  }));
}

const withRegions = (regions?: HardenedRegions): Contents => (stack) => {
  const { regionsNotAnalyzed } = new ExternalAccessAnalyzer(stack, 'ExternalAccess', { regions, expectedAccess: [AUDITOR] });
  if (regionsNotAnalyzed) new CfnOutput(stack, 'NotAnalyzed', { value: regionsNotAnalyzed });
};

test('regions get analyzers, an existing one is used and stays, and each region is left as it was when it leaves the list or the stack', async () => {
  const account = new StackAccount(endpoint);
  await inRegion(SECOND).send(new CreateAnalyzerCommand({ analyzerName: 'theirs', type: 'ACCOUNT' }));
  const state = async () => Promise.all([HOME, FIRST, SECOND].map((region) => present(region)));
  const ours = ['account-baseline-external-access 1'];

  expect(await account.deploy(withRegions(HardenedRegions.of(HOME, FIRST, SECOND, 'eu-west-9')), StackName)).toMatchObject({
    code: 0, stdout: expect.stringContaining(`${StackName}.NotAnalyzed = eu-west-9`),
  });
  expect(await state()).toEqual([ours, ours, ['theirs 1']]);
  expect(await account.deploy(withRegions(HardenedRegions.of(HOME, SECOND)), StackName)).toMatchObject({ code: 0 });
  expect(await state()).toEqual([ours, [], ['theirs 1']]);
  expect(await account.deploy(withRegions(HardenedRegions.ALL_ENABLED), StackName)).toMatchObject({ code: 0 });
  expect(await state()).toEqual([ours, ours, ['theirs 1']]);
  expect(await account.deploy(withRegions(), StackName)).toMatchObject({ code: 0 });
  expect(await state()).toEqual([ours, [], ['theirs 0']]);
  expect(await account.destroy(withRegions(), StackName)).toMatchObject({ code: 0 });
  expect(await state()).toEqual([[], [], ['theirs 0']]);
}, 300_000);

test('a region that a service control policy denies is named and fails no other region', async () => {
  const organization = await LocalOrganization.create(endpoint);
  const account = await organization.account('member', await organization.unit('workloads'));
  const allow = await organization.denyRegion(account, FIRST);
  const client = new CloudFormationClient({ ...rootOf(endpoint, account), region: HOME });
  const app = new App();
  withRegions(HardenedRegions.of(HOME, FIRST, SECOND))(new Stack(app, StackName, { synthesizer: new CallerCredentialsSynthesizer() }));
  const TemplateBody = JSON.stringify(app.synth().getStackByName(StackName).template);
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 120, minDelay: 0.2, maxDelay: 0.5 }, { StackName });

  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  expect(Stacks![0].Outputs).toEqual([expect.objectContaining({ OutputKey: 'NotAnalyzed', OutputValue: FIRST })]);
  await allow();
  expect(await Promise.all([HOME, FIRST, SECOND].map((region) => present(region, account)))).toEqual([
    ['account-baseline-external-access 1'], [], ['account-baseline-external-access 1'],
  ]);
}, 180_000);
