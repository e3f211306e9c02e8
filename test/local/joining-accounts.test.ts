import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DeleteStackCommand, ListStackInstancesCommand, ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { CreatePolicyVersionCommand, IAMClient, ListPoliciesCommand } from '@aws-sdk/client-iam';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { portalSession } from './access-portal';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

const APP = join(__dirname, 'apps', 'joining-accounts-app.ts');

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let given: Record<string, string>;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  const { instanceArn, identityStoreId } = await endpoint.control('identity-center', { region: 'eu-central-1' });
  given = { unit: await organization.unit('workloads'), instance: instanceArn, store: identityStoreId };
});

async function cdk(...args: string[]): Promise<void> {
  const context = Object.entries(given).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const result = await runQuickCdk([...args, ...context, '--output', mkdtempSync(join(tmpdir(), 'joining-accounts-'))], { app: APP, environment: endpoint.environment, died: endpoint.died });
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
}

const cloudFormation = () => new CloudFormationClient(rootOf(endpoint, endpoint.accountId));
/** The id of the stack that the roll-out has made in an account. */
async function stackIn(account: string): Promise<string> {
  const [{ StackSetName }] = (await cloudFormation().send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries!;
  const { Summaries } = await cloudFormation().send(new ListStackInstancesCommand({ StackSetName, StackInstanceAccount: account }));
  return Summaries![0].StackId!;
}
/** The status of the baseline in each account, and why it is not current. */
async function instances(): Promise<Record<string, [string, string?]>> {
  const [{ StackSetName }] = (await cloudFormation().send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries!;
  const { Summaries } = await cloudFormation().send(new ListStackInstancesCommand({ StackSetName }));
  return Object.fromEntries(Summaries!.map(({ Account, StackInstanceStatus, StatusReason }) => (
    [Account!, [StackInstanceStatus!.DetailedStatus!, StatusReason] as [string, string?]]
  )));
}
async function until(reached: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !await reached() && Date.now() < deadline;) await sleep(200);
  expect(await reached()).toBe(true);
}

const refusal = (call: Promise<unknown>) => call.then(() => 'allowed', (error: Error) => /explicit deny in an? [\w -]+policy/.exec(error.message)?.[0] ?? error.message);
/** What alice may do in an account: her own work, and a change of the guardrail. Undefined if she has no access. */
async function work(account: string): Promise<string[] | undefined> {
  const session = await portalSession(endpoint, 'alice', account, 'PowerUser');
  if (!session) return undefined;
  const open = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  return [
    await refusal(new SSMClient(session).send(new PutParameterCommand({ Name: '/shop/price', Value: '1', Type: 'String', Overwrite: true }))),
    await refusal(new IAMClient(session).send(new CreatePolicyVersionCommand({ PolicyArn: `arn:aws:iam::${account}:policy/account-baseline/Guardrail`, PolicyDocument: open, SetAsDefault: true }))),
  ];
}
const LIMITED = ['allowed', 'explicit deny in an identity-based policy'];
const guardrails = async (account: string) => (await new IAMClient(rootOf(endpoint, account)).send(new ListPoliciesCommand({ Scope: 'Local', PathPrefix: '/account-baseline/' }))).Policies!
  .map(({ PolicyName }) => PolicyName).filter((name) => name === 'Guardrail');

test('accounts that come and go: nobody works in one before it is listed, and nobody works in one without the guardrail', async () => {
  const shop = await organization.account('shop', given.unit);
  given = { ...given, accounts: shop };
  await cdk('deploy', '--all');
  expect(await work(shop)).toEqual(LIMITED);

  // An account that joins the unit gets the baseline by itself, and people by the next deployment.
  const website = await organization.account('website', given.unit);
  await until(async () => (await instances())[website]?.[0] === 'SUCCEEDED');
  expect([await guardrails(website), await work(website)]).toEqual([['Guardrail'], undefined]);
  given = { ...given, accounts: `${shop},${website}` };
  await cdk('deploy', '--all');
  expect(await work(website)).toEqual(LIMITED);

  // An account that leaves while people have access keeps the guardrail that limits them, since IAM does not delete it.
  await organization.move(shop, given.unit, organization.root);
  await until(async () => (await instances())[shop][0] === 'FAILED');
  expect((await instances())[shop][1]).toMatch(/Guardrail.*Cannot delete a policy attached to entities/);
  expect([await guardrails(shop), await work(shop)]).toEqual([['Guardrail'], LIMITED]);
  given = { ...given, accounts: website };
  await cdk('deploy', '--all');
  expect([await guardrails(shop), await work(shop), await work(website)]).toEqual([['Guardrail'], undefined, LIMITED]);

  // What is left of its stack is deleted in the account.
  await new CloudFormationClient({ ...rootOf(endpoint, shop), region: 'eu-central-1' }).send(new DeleteStackCommand({ StackName: await stackIn(shop) }));
  await until(async () => (await guardrails(shop)).length === 0);

  // One that loses its people first leaves nothing.
  given = { ...given, accounts: await organization.account('third', given.unit) };
  await until(async () => (await instances())[given.accounts]?.[0] === 'SUCCEEDED');
  await cdk('deploy', '--all');
  expect([await work(website), await work(given.accounts)]).toEqual([undefined, LIMITED]);
  await organization.move(website, given.unit, organization.root);
  await until(async () => !(website in await instances()));
  expect(await guardrails(website)).toEqual([]);
  await cdk('destroy', '--all', '--force');
  expect((await cloudFormation().send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries).toEqual([]);
}, 240_000);
