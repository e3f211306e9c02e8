import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeStacksCommand, ListStackInstancesCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountPasswordPolicyCommand, ListGroupsCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { clientsOf, keysOf, makeUser, outcome, ROOT } from '../clients';
import { SdkForPython } from './sdk-for-python';
import { sdkForAll } from './started-sdk';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { runQuickCdk } from '../../quick-cdk';

let endpoint: LocalEndpoint;
let sdk: SdkForPython;
let folder: string;
sdkForAll((started, itsSdk) => {
  endpoint = started;
  sdk = itsSdk;
  folder = mkdtempSync(join(tmpdir(), 'organization-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cdk = async (...command: string[]) => runQuickCdk([...command, '--output', folder], {
  app: join(__dirname, 'fixtures', 'organization-app.ts'), environment: endpoint.environment, died: endpoint.died,
});
const rootOf = (accessKeyId: string) => clientsOf(endpoint, { accessKeyId, secretAccessKey: 'test' });
const hasBaseline = async (account: string) => {
  const { Groups } = await rootOf(account).iam.send(new ListGroupsCommand());
  const policy = await outcome(rootOf(account).iam.send(new GetAccountPasswordPolicyCommand()));
  return [Groups!.some(({ GroupName }) => GroupName === 'Administrators'), policy];
};

test('the unmodified CDK CLI makes an organization and rolls the baseline out to it; what is added and moved later follows', async () => {
  const { cloudFormation } = clientsOf(endpoint);
  expect(await cdk('deploy', 'Structure')).toMatchObject({ code: 0 });
  const { Outputs } = (await cloudFormation.send(new DescribeStacksCommand({ StackName: 'Structure' }))).Stacks![0];
  const output = (name: string) => Outputs!.find(({ OutputKey }) => OutputKey === name)!.OutputValue!;
  const [first, second, isolated, workloads] = ['firstAccount', 'secondAccount', 'isolatedAccount', 'WorkloadsUnit'].map(output);
  await sdk.service('cloudformation', ROOT)('ActivateOrganizationsAccess');

  expect(await cdk('deploy', 'RollOut')).toMatchObject({ code: 0 });
  expect(await hasBaseline(first)).toEqual([true, 'allowed']);
  expect(await hasBaseline(second)).toEqual([true, 'allowed']);
  expect(await hasBaseline(isolated)).toEqual([false, 'NoSuchEntityException']);
  expect(await hasBaseline(endpoint.accountId)).toEqual([false, 'NoSuchEntityException']);

  // The baseline holds in the member account: its administrator role is not for an administrator of the organization.
  const administrator = await makeUser(endpoint, 'organization-administrator', [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }]);
  const assume = async (role: string) => clientsOf(endpoint, administrator.keys).sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${first}:role/${role}`, RoleSessionName: 's' }));
  expect(await outcome(assume('account-baseline/Administrator'))).toBe('AccessDenied');
  const { Credentials } = await assume('OrganizationAccountAccessRole');
  expect(await outcome(clientsOf(endpoint, keysOf(Credentials)).iam.send(new ListUsersCommand()))).toBe('allowed');

  const organizations = sdk.service('organizations', ROOT);
  const [{ Id: quarantine }] = (await organizations('ListParents', { ChildId: isolated })).Parents;
  await organizations('MoveAccount', { AccountId: isolated, SourceParentId: quarantine, DestinationParentId: workloads });
  await organizations('MoveAccount', { AccountId: second, SourceParentId: workloads, DestinationParentId: quarantine });
  const settled = async () => [await hasBaseline(isolated), await hasBaseline(second)];
  // The groups go with the stack; the password policy has the removal policy RETAIN and stays.
  const expected = [[true, 'allowed'], [false, 'allowed']];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline && JSON.stringify(await settled()) !== JSON.stringify(expected);) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(await settled()).toEqual(expected);
  const { Summaries } = await cloudFormation.send(new ListStackInstancesCommand({ StackSetName: 'account-baseline' }));
  expect(Summaries!.map(({ Account, Status }) => `${Account} ${Status}`).sort()).toEqual([first, isolated].map((account) => `${account} CURRENT`).sort());

  expect(await cdk('destroy', 'RollOut')).toMatchObject({ code: 0 });
  for (const account of [first, isolated]) expect((await hasBaseline(account))[0]).toBe(false);
}, 180_000);
