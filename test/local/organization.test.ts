import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStackInstanceCommand, ListStackInstancesCommand, ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { EC2Client, GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import { CreateGroupCommand, DeleteGroupCommand, GetAccountPasswordPolicyCommand, IAMClient, ListGroupsCommand } from '@aws-sdk/client-iam';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'organization');
const HOME = 'eu-central-1';
const OUR_GROUPS = ['Administrators', 'Billing', 'PowerUsers', 'SecurityAuditors'];
const NOTHING = [[], undefined];

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let cloudFormation: CloudFormationClient;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  cloudFormation = new CloudFormationClient(rootOf(endpoint, endpoint.accountId));
});

/** The groups of an account and the length of its passwords. */
async function account(id: string): Promise<unknown[]> {
  const iam = new IAMClient(rootOf(endpoint, id));
  const { Groups } = await iam.send(new ListGroupsCommand({}));
  const policy = await iam.send(new GetAccountPasswordPolicyCommand({})).catch((error: Error) => {
    if (error.name !== 'NoSuchEntityException') throw error;
    return undefined;
  });
  return [Groups!.map(({ GroupName }) => GroupName).sort(), policy?.PasswordPolicy?.MinimumPasswordLength];
}

const isEncrypted = async (id: string, region: string) => (
  (await new EC2Client({ ...rootOf(endpoint, id), region }).send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault
);

/** The stacks of a set, by account and status. */
async function instances(StackSetName: string): Promise<string[]> {
  const { Summaries } = await cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
  return Summaries!.map(({ Account, Region, Status }) => `${Account} ${Region} ${Status}`).sort();
}
const current = (ids: string[], ...regions: string[]) => ids.flatMap((id) => regions.map((region) => `${id} ${region} CURRENT`)).sort();

async function eventually(look: () => Promise<unknown>, expected: unknown): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && JSON.stringify(await look()) !== JSON.stringify(expected);) await sleep(200);
  expect(await look()).toEqual(expected);
}

test('the example is rolled out, follows the organization and its properties, and leaves nothing', async () => {
  const [workloads, sandbox] = [await organization.unit('workloads'), await organization.unit('sandbox')];
  const [shop, website] = [await organization.account('shop', workloads), await organization.account('website', workloads)];
  const [trials, used] = [await organization.account('trials', sandbox), await organization.account('used', sandbox)];
  const all = [shop, website, trials, used];
  const ofUsed = new IAMClient(rootOf(endpoint, used));
  await ofUsed.send(new CreateGroupCommand({ GroupName: 'Administrators' }));

  const cdk = async (args: string[], context: Record<string, string> = {}) => {
    const given = Object.entries({ units: `${workloads},${sandbox}`, regions: `${HOME},us-east-1`, ...context }).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    const result = await runQuickCdk([...args, ...given, '--output', mkdtempSync(join(tmpdir(), 'organization-'))], {
      cwd: EXAMPLE, app: join(EXAMPLE, 'app.ts'), environment: endpoint.environment, died: endpoint.died,
    });
    expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
  };

  // An account that has the name of a group already keeps the baseline from nobody else.
  await cdk(['deploy', 'account-baseline-roll-out/**'], { failureTolerance: '1' });
  expect(await instances('account-baseline')).toEqual([...current([shop, website, trials], HOME), `${used} ${HOME} OUTDATED`].sort());
  const { StackInstance } = await cloudFormation.send(new DescribeStackInstanceCommand({ StackSetName: 'account-baseline', StackInstanceAccount: used, StackInstanceRegion: HOME }));
  expect(StackInstance!.StatusReason).toMatch(/Administrators.*already exists/);
  for (const id of [shop, website, trials]) expect(await account(id)).toEqual([OUR_GROUPS, 14]);
  expect(await account(used)).toEqual([['Administrators'], undefined]);
  expect(await account(endpoint.accountId)).toEqual(NOTHING);
  expect(await instances('account-baseline-every-region')).toEqual(current(all, HOME, 'us-east-1'));
  expect(await instances('account-baseline-watch')).toEqual(current(all, HOME));
  expect([await isEncrypted(shop, HOME), await isEncrypted(shop, 'us-east-1'), await isEncrypted(shop, 'eu-west-1')]).toEqual([true, true, false]);

  // A changed property reaches everybody, and the account that failed once its group is gone.
  await ofUsed.send(new DeleteGroupCommand({ GroupName: 'Administrators' }));
  await cdk(['deploy', 'account-baseline-roll-out'], { minimumLength: '20' });
  for (const id of all) expect(await account(id)).toEqual([OUR_GROUPS, 20]);

  // An account that is created gets the baseline by itself, and one that is moved away gives back what it had.
  const later = await organization.account('later', sandbox);
  await organization.move(shop, workloads, organization.root);
  await eventually(async () => [await account(later), await account(shop)], [[OUR_GROUPS, 20], NOTHING]);
  await eventually(() => instances('account-baseline-watch'), current([website, trials, used, later], HOME));
  await eventually(() => instances('account-baseline-every-region'), current([website, trials, used, later], HOME, 'us-east-1'));
  expect([await isEncrypted(shop, 'us-east-1'), await isEncrypted(later, 'us-east-1')]).toEqual([false, true]);

  await cdk(['destroy', 'account-baseline-roll-out']);
  for (const id of [...all, later]) expect(await account(id)).toEqual(NOTHING);
  expect((await cloudFormation.send(new ListStackSetsCommand({ Status: 'ACTIVE' }))).Summaries).toEqual([]);
}, 300_000);
