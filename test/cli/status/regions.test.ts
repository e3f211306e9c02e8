import { ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import {
  DescribeRegionsCommand, GetEbsEncryptionByDefaultCommand, GetImageBlockPublicAccessStateCommand, GetInstanceMetadataDefaultsCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from '@aws-sdk/client-ec2';
import { GetServiceSettingCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { ec2, goodRegions, only, ssm } from './regions-mock';
import { main } from '../../../cli/main';
import { REGIONAL_CHECKS } from '../../../cli/regions/regional-results';
import { readStatus } from '../../../cli/status/read-status';
import { analyzer, goodAccount, refusal } from '../../handlers/shared/security-checks/account-mock';

const ACTIVE = { analyzers: [{ name: 'account', type: 'ACCOUNT', status: 'ACTIVE' } as any] };
const sts = mockClient(STSClient);
beforeEach(() => {
  goodAccount();
  goodRegions();
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/audit' });
});

async function status(...args: string[]): Promise<{ code: number; out: string; err: string[] }> {
  const [out, err]: string[][] = [[], []];
  const code = await main(['status', ...args], (text) => out.push(text), (text) => err.push(text));
  return { code, out: out.join('\n'), err };
}

async function results(...args: string[]): Promise<Record<string, any>> {
  const { results: all } = JSON.parse((await status('--format', 'json', ...args)).out);
  return Object.fromEntries(all.filter(({ check }: any) => REGIONAL_CHECKS.includes(check)).map((result: any) => [result.check, result]));
}

/** One region lacks a setting. */
const LACKING: Record<string, () => unknown> = {
  EBS_DEFAULT_ENCRYPTION: () => ec2.on(GetEbsEncryptionByDefaultCommand).callsFake(only('eu-central-1', () => ({ EbsEncryptionByDefault: false }), { EbsEncryptionByDefault: true })),
  INSTANCE_METADATA_DEFAULTS: () => ec2.on(GetInstanceMetadataDefaultsCommand).callsFake(only('eu-central-1', () => ({ AccountLevel: { HttpTokens: 'optional' } }), { AccountLevel: { HttpTokens: 'required' } } as any)),
  IMAGE_PUBLIC_ACCESS_BLOCK: () => ec2.on(GetImageBlockPublicAccessStateCommand).callsFake(only('eu-central-1', () => ({ ImageBlockPublicAccessState: 'unblocked' }), { ImageBlockPublicAccessState: 'block-new-sharing' })),
  SNAPSHOT_PUBLIC_ACCESS_BLOCK: () => ec2.on(GetSnapshotBlockPublicAccessStateCommand).callsFake(only('eu-central-1', () => ({ State: 'unblocked' }), { State: 'block-all-sharing' })),
  DOCUMENT_PUBLIC_SHARING_BLOCK: () => ssm.on(GetServiceSettingCommand).callsFake(only('eu-central-1', () => ({ ServiceSetting: { SettingValue: 'Enable' } }), { ServiceSetting: { SettingValue: 'Disable' } })),
  ANALYZER_IN_EVERY_REGION: () => analyzer.on(ListAnalyzersCommand).callsFake(only('eu-central-1', () => ({ analyzers: [{ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE' }] }), ACTIVE as any)),
};

test('regions that have every setting pass, and each says how many they are', async () => {
  const found = await results();
  expect(Object.keys(found)).toEqual(REGIONAL_CHECKS);
  for (const result of Object.values(found)) {
    expect(result).toMatchObject({ status: 'PASS', seen: 'all 2 regions', regions: { lacking: [], notReadable: [] } });
    expect(result).not.toHaveProperty('remediation');
  }
});

test.each(Object.keys(LACKING))('%s names the region that lacks it, and the others pass', async (check) => {
  LACKING[check]();
  const found = await results();
  expect(found[check]).toMatchObject({
    severity: 'MEDIUM',
    status: 'FAIL',
    seen: 'missing in eu-central-1',
    regions: { lacking: ['eu-central-1'], notReadable: [] },
    remediation: expect.stringContaining('HardenedRegions.ALL_ENABLED'),
  });
  expect(Object.values(found).filter(({ status: state }) => state !== 'PASS')).toHaveLength(1);
});

test('a region that a policy denies is not readable, never fine, and fails nothing', async () => {
  ec2.on(GetEbsEncryptionByDefaultCommand).callsFake(only('eu-central-1', () => { throw refusal('UnauthorizedOperation'); }, { EbsEncryptionByDefault: true }));
  analyzer.on(ListAnalyzersCommand).callsFake(only('us-east-1', () => { throw new Error('getaddrinfo ENOTFOUND'); }, ACTIVE));
  const { code, out } = await status();
  expect(code).toBe(4);
  expect(out).toMatch(/^UNKNOWN +EBS encryption by default in every region +not readable in eu-central-1 \(ec2:GetEbsEncryptionByDefault was denied\)$/m);
  expect(out).toMatch(/^UNKNOWN +External access analyzer in every region +not readable in us-east-1 \(.*ENOTFOUND\)$/m);
  expect(out).toContain('Allow ec2:GetEbsEncryptionByDefault, or leave the check out with --ignore if a service control policy denies regions on purpose');
  expect(out).toContain('18 of 20 checks pass');
});

test('a region that lacks the setting counts more than one that is not readable', async () => {
  ec2.on(GetEbsEncryptionByDefaultCommand).callsFake(only('eu-central-1', () => { throw refusal('UnauthorizedOperation'); }, { EbsEncryptionByDefault: false } as any));
  expect((await results()).EBS_DEFAULT_ENCRYPTION).toMatchObject({
    status: 'FAIL', seen: 'missing in us-east-1; not readable in eu-central-1 (ec2:GetEbsEncryptionByDefault was denied)', regions: { lacking: ['us-east-1'], notReadable: ['eu-central-1'] },
  });
});

test('if the regions cannot be listed, their checks are unknown and the others are made', async () => {
  ec2.on(DescribeRegionsCommand).rejects(refusal('UnauthorizedOperation'));
  const { code, out } = await status();
  expect([code, out]).toEqual([4, expect.stringContaining('14 of 20 checks pass')]);
  expect(out).toMatch(/^UNKNOWN +Public EBS snapshots blocked in every region +ec2:DescribeRegions was denied$/m);
});

test('a setting that every region lacks is said in few words', async () => {
  ec2.on(GetEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault: false });
  expect((await status()).out).toMatch(/^FAIL +EBS encryption by default in every region +missing in all 2 regions$/m);
});

test('every region is asked, ten at a time, and the progress is said', async () => {
  const names = Array.from({ length: 23 }, (_, index) => `eu-test-${index + 10}`);
  ec2.on(DescribeRegionsCommand).resolves({ Regions: names.map((RegionName) => ({ RegionName })) });
  let [reading, most] = [0, 0];
  const asked = new Set<string>();
  ec2.on(GetEbsEncryptionByDefaultCommand).callsFake(async (_, getClient) => {
    const client = getClient();
    most = Math.max(most, ++reading);
    await new Promise((resolve) => setTimeout(resolve, 5));
    reading--;
    asked.add(await client.config.region());
    return { EbsEncryptionByDefault: true };
  });
  const { code, err } = await status();
  expect([code, most, [...asked].sort()]).toEqual([0, 10, names]);
  expect(err).toEqual([
    'Reading the settings of 23 regions, which takes some seconds ...',
    'Settings of regions: 10 of 23', 'Settings of regions: 20 of 23', 'Settings of regions: 23 of 23',
  ]);
});

test('the credentials are resolved once for all regions', async () => {
  let resolved = 0;
  const credentials: any = async () => ({ accessKeyId: `key-${++resolved}`, secretAccessKey: 'x' });
  const keys = new Set<string>();
  ec2.on(GetEbsEncryptionByDefaultCommand).callsFake(async (_, getClient) => {
    keys.add((await getClient().config.credentials()).accessKeyId);
    return { EbsEncryptionByDefault: true };
  });
  await readStatus({ region: 'eu-central-1', credentials }, 'aws', { ignore: [], reportTimeout: 1_000, details: false, unusedPermissions: 0, progress: () => undefined });
  expect([...keys]).toEqual(['key-1']);
});

test('checks that are left out, also by a framework, ask for nothing', async () => {
  await status('--ignore', 'EBS_DEFAULT_ENCRYPTION');
  expect(ec2.commandCalls(GetEbsEncryptionByDefaultCommand)).toEqual([]);
  expect(ec2.commandCalls(GetSnapshotBlockPublicAccessStateCommand)).toHaveLength(2);
  ec2.resetHistory();
  await status(...REGIONAL_CHECKS.flatMap((check) => ['--ignore', check]));
  expect(ec2.calls()).toEqual([]);
  expect(Object.keys(await results('--framework', 'cis-7.0'))).toEqual(['EBS_DEFAULT_ENCRYPTION', 'INSTANCE_METADATA_DEFAULTS', 'ANALYZER_IN_EVERY_REGION']);
});

test.each(['csv', 'junit', 'asff', 'ocsf', 'oscal', 'html', 'sarif'])('%s names the region that lacks a setting', async (format) => {
  LACKING.SNAPSHOT_PUBLIC_ACCESS_BLOCK();
  const { out } = await status('--format', format);
  expect(out).toContain('missing in eu-central-1');
  expect(out).toContain('SNAPSHOT_PUBLIC_ACCESS_BLOCK');
});
