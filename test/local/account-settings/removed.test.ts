import { AccountClient, GetAlternateContactCommand, PutAlternateContactCommand } from '@aws-sdk/client-account';
import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import {
  EC2Client, GetEbsEncryptionByDefaultCommand, GetInstanceMetadataDefaultsCommand, ModifyInstanceMetadataDefaultsCommand,
} from '@aws-sdk/client-ec2';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import {
  AccountAlias, AlternateContact, AlternateContactType, EbsDefaultEncryption, HardenedRegions, InstanceMetadataDefaults, PasswordPolicy,
} from '../../../src';
import { StackAccount, UNDONE } from '../stack-account';
import { endpointForAll } from '../started-endpoint';

const [HOME, OTHER] = ['us-east-1', 'eu-west-1'];
const REGIONS = { ...UNDONE, regions: HardenedRegions.of(HOME, OTHER) };
const THEIRS = { Name: 'Ada', Title: 'Owner', EmailAddress: 'ada@example.com', PhoneNumber: '+49 30 1' };
const OURS = { name: 'Security team', title: 'Incident response', emailAddress: 'security@example.com', phoneNumber: '+49 30 123456' };

let account: StackAccount;
let contacts: AccountClient;
let ec2: Record<string, EC2Client>;
let ssm: SSMClient;
endpointForAll((started) => {
  account = new StackAccount(started);
  const config = { endpoint: started.url, region: HOME, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  contacts = new AccountClient(config);
  ssm = new SSMClient(config);
  ec2 = Object.fromEntries([HOME, OTHER].map((region) => [region, new EC2Client({ ...config, region })]));
});

interface Values {
  readonly alias?: string;
  readonly password?: number;
  readonly contact?: string;
  readonly hopLimits?: (number | undefined)[];
  readonly encryption?: (boolean | undefined)[];
}

/** What the account has, and which settings are recorded as the stack's in its own region. */
async function present(): Promise<Values & { records: string[] }> {
  const { AlternateContact: contact } = await contacts.send(new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' }));
  const metadata = await Promise.all([HOME, OTHER].map((region) => ec2[region].send(new GetInstanceMetadataDefaultsCommand({}))));
  const encryption = await Promise.all([HOME, OTHER].map((region) => ec2[region].send(new GetEbsEncryptionByDefaultCommand({}))));
  const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path: '/account-baseline/settings/', Recursive: true }));
  return {
    alias: await account.alias(),
    password: await account.passwordLength(),
    contact: contact!.EmailAddress,
    hopLimits: metadata.map(({ AccountLevel }) => AccountLevel?.HttpPutResponseHopLimit),
    encryption: encryption.map(({ EbsEncryptionByDefault }) => EbsEncryptionByDefault),
    records: Parameters!.map(({ Name }) => Name!.split('/').pop()!).sort(),
  };
}

type Part = 'alias' | 'password' | 'contact' | 'metadata' | 'encryption';

async function deploy(...parts: Part[]): Promise<string[]> {
  const since = new Date();
  expect(await account.deploy((stack) => {
    if (parts.includes('alias')) new AccountAlias(stack, 'Alias', { ...UNDONE, accountAlias: 'ours' });
    if (parts.includes('password')) new PasswordPolicy(stack, 'PasswordPolicy', { ...UNDONE, minimumLength: 14 });
    if (parts.includes('contact')) new AlternateContact(stack, 'Contact', { ...UNDONE, ...OURS, contactType: AlternateContactType.SECURITY });
    if (parts.includes('metadata')) new InstanceMetadataDefaults(stack, 'Metadata', REGIONS);
    if (parts.includes('encryption')) new EbsDefaultEncryption(stack, 'Encryption', REGIONS);
  })).toMatchObject({ code: 0 });
  const { StackEvents } = await account.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'settings' }));
  return StackEvents!.filter((event) => event.Timestamp! >= since && /FAILED/.test(event.ResourceStatus!))
    .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`);
}

test('each setting that leaves a stack is put back, in every region, although the function stays for the other settings', async () => {
  await account.setAlias('theirs');
  await account.setPasswordLength(8);
  await contacts.send(new PutAlternateContactCommand({ AlternateContactType: 'SECURITY', ...THEIRS }));
  for (const client of Object.values(ec2)) await client.send(new ModifyInstanceMetadataDefaultsCommand({ HttpPutResponseHopLimit: 7 }));

  expect(await deploy('alias', 'password', 'contact', 'metadata', 'encryption')).toEqual([]);
  const all = { alias: 'ours', password: 14, contact: 'security@example.com', hopLimits: [2, 2], encryption: [true, true] };
  expect(await present()).toMatchObject(all);
  const before = await account.physicalIds('settings');

  // One of several settings of a kind.
  expect(await deploy('password', 'contact', 'metadata', 'encryption')).toEqual([]);
  expect(await present()).toMatchObject({ ...all, alias: 'theirs' });
  expect(await deploy('password', 'contact', 'encryption')).toEqual([]);
  expect(await present()).toMatchObject({ ...all, alias: 'theirs', hopLimits: [7, 7] });

  // The last one of a kind.
  expect(await deploy('password', 'contact')).toEqual([]);
  expect(await present()).toMatchObject({ ...all, alias: 'theirs', hopLimits: [7, 7], encryption: [false, false] });
  expect(await deploy('contact')).toEqual([]);
  expect(await present()).toMatchObject({ alias: 'theirs', password: 8, contact: 'security@example.com' });
  expect(await deploy('alias')).toEqual([]);
  expect(await present()).toEqual({
    alias: 'ours', password: 8, contact: 'ada@example.com', hopLimits: [7, 7], encryption: [false, false], records: ['account-alias'],
  });
  expect((await account.physicalIds('settings')).AccountSettings).toBe(before.AccountSettings);
}, 300_000);
