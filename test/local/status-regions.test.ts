import { AccountClient, EnableRegionCommand } from '@aws-sdk/client-account';
import { Contents, StackAccount } from './stack-account';
import { endpointForEach } from './started-endpoint';
import { REGIONAL_CHECKS } from '../../cli/regions/regional-results';
import { readStatus } from '../../cli/status/read-status';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { AccountHardening, ExternalAccessAnalyzer, HardenedRegions } from '../../src';

const [HOME, OTHER] = ['us-east-1', 'eu-west-1'];

let endpoint: LocalEndpoint;
endpointForEach((started) => { endpoint = started; });

/** What the command finds about the regions of an account, by check. */
async function regionsOf(account?: string): Promise<Record<string, string>> {
  const { results } = await readStatus({ ...rootOf(endpoint, account ?? 'test'), region: HOME, maxAttempts: 3 }, 'aws', {
    ignore: [], reportTimeout: 10_000, details: false, unusedPermissions: 0, progress: () => undefined,
  });
  const regional = results.filter(({ check }) => (REGIONAL_CHECKS as string[]).includes(check));
  return Object.fromEntries(regional.map(({ check, status, seen }) => [check, `${status} ${seen}`]));
}

const each = (text: string) => Object.fromEntries(REGIONAL_CHECKS.map((check) => [check, expect.stringMatching(text)]));

const withRegions = (regions?: HardenedRegions): Contents => (stack) => {
  new AccountHardening(stack, 'Hardening', { regions });
  new ExternalAccessAnalyzer(stack, 'ExternalAccess', { regions });
};

test('a region without the settings is named until the stack has all regions', async () => {
  const account = new StackAccount(endpoint);
  expect(await regionsOf()).toEqual(each('^FAIL missing in all \\d+ regions$'));
  expect(await account.deploy(withRegions())).toMatchObject({ code: 0 });
  // Every region but that of the stack.
  expect(await regionsOf()).toEqual(each(`^FAIL missing in (?!.*${HOME}).*${OTHER}`));
  expect(await account.deploy(withRegions(HardenedRegions.ALL_ENABLED))).toMatchObject({ code: 0 });
  expect(await regionsOf()).toEqual(each('^PASS all 17 regions$'));
  await new AccountClient(rootOf(endpoint, 'test')).send(new EnableRegionCommand({ RegionName: 'me-south-1' }));
  expect(await regionsOf()).toEqual(each('^FAIL missing in me-south-1$'));
}, 300_000);

test('a region that a service control policy denies is not readable', async () => {
  const organization = await LocalOrganization.create(endpoint);
  const account = await organization.account('member', await organization.unit('workloads'));
  await organization.denyRegion(account, OTHER);
  expect(await regionsOf(account)).toEqual(each(`^FAIL missing in (?!.*${OTHER}.*;).*; not readable in ${OTHER} \\(\\S+ was denied\\)$`));
}, 120_000);
