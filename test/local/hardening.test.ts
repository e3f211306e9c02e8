import { Agent } from 'node:http';
import { AccountClient, AlternateContactType, GetAlternateContactCommand, PutAlternateContactCommand } from '@aws-sdk/client-account';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  EC2Client, GetEbsEncryptionByDefaultCommand, GetImageBlockPublicAccessStateCommand, GetInstanceMetadataDefaultsCommand,
  GetSnapshotBlockPublicAccessStateCommand, ModifyInstanceMetadataDefaultsCommand,
} from '@aws-sdk/client-ec2';
import { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { GetServiceSettingCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { Contents, StackAccount } from './stack-account';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { AccountHardening } from '../../src/account/account-hardening';
import { InstanceMetadataDefaults } from '../../src/account/instance-metadata-defaults';

const DOCUMENTS = '/ssm/documents/console/public-sharing-permission';
const ACCOUNT = '111122223333';
const THEIR_CONTACT = { Name: 'Ada', Title: 'Owner', EmailAddress: 'ada@example.com', PhoneNumber: '+49 30 1' };
const OUR_CONTACT = { Name: 'Security team', Title: 'Incident response', EmailAddress: 'security@example.com', PhoneNumber: '+49 30 123456' };

const hardening: Contents = (stack) => {
  const { imagePublicAccessBlock } = new AccountHardening(stack, 'Hardening', {
    removalPolicy: RemovalPolicy.DESTROY,
    securityContact: {
      name: OUR_CONTACT.Name, title: OUR_CONTACT.Title, emailAddress: OUR_CONTACT.EmailAddress, phoneNumber: OUR_CONTACT.PhoneNumber,
    },
  });
  new CfnOutput(stack, 'ImagesManagedBy', { value: imagePublicAccessBlock!.managedBy });
};

let endpoint: LocalEndpoint;
let stacks: StackAccount;
let ec2: EC2Client;
let ssm: SSMClient;
let account: AccountClient;
let s3: S3ControlClient;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  stacks = new StackAccount(endpoint);
  const config = { endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  ec2 = new EC2Client(config);
  ssm = new SSMClient(config);
  account = new AccountClient(config);
  // S3 Control puts the account id before the host name, which not every system can look up.
  const httpAgent = new Agent({ lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) });
  s3 = new S3ControlClient({ ...config, endpoint: endpoint.url.replace('127.0.0.1', 'localhost'), requestHandler: { httpAgent } });
}, 60_000);
afterAll(async () => endpoint?.stop());

async function contactOf(type: AlternateContactType): Promise<object | string> {
  const answer = account.send(new GetAlternateContactCommand({ AlternateContactType: type }));
  return answer.then(({ AlternateContact }) => AlternateContact!, (error: Error) => error.name);
}

/** What the account has of each setting. */
async function present() {
  const metadata = (await ec2.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel;
  return {
    s3: Object.values((await s3.send(new GetPublicAccessBlockCommand({ AccountId: ACCOUNT }))).PublicAccessBlockConfiguration!),
    encryption: (await ec2.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault,
    metadata: [metadata?.HttpTokens, metadata?.HttpPutResponseHopLimit, metadata?.InstanceMetadataTags],
    images: (await ec2.send(new GetImageBlockPublicAccessStateCommand({}))).ImageBlockPublicAccessState,
    snapshots: (await ec2.send(new GetSnapshotBlockPublicAccessStateCommand({}))).State,
    documents: (await ssm.send(new GetServiceSettingCommand({ SettingId: DOCUMENTS }))).ServiceSetting?.SettingValue,
    security: await contactOf('SECURITY'),
    billing: await contactOf('BILLING'),
  };
}

test('every setting is set over what was there and put back with the stack; what a declarative policy enforces already is left to it', async () => {
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await s3.send(new PutPublicAccessBlockCommand({ AccountId: ACCOUNT, PublicAccessBlockConfiguration }));
  await ec2.send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: 'optional', HttpPutResponseHopLimit: 3, InstanceMetadataTags: 'enabled' }));
  await account.send(new PutAlternateContactCommand({ AlternateContactType: 'SECURITY', ...THEIR_CONTACT }));
  await endpoint.control('declarative-policy', { images: 'block-new-sharing' });
  const before = await present();
  expect(before).toMatchObject({ encryption: false, snapshots: 'unblocked', documents: 'Enable', billing: 'ResourceNotFoundException' });

  expect(await stacks.deploy(hardening)).toMatchObject({ code: 0 });
  expect(await present()).toEqual({
    s3: [true, true, true, true],
    encryption: true,
    metadata: ['required', 2, 'enabled'],
    images: 'block-new-sharing',
    snapshots: 'block-all-sharing',
    documents: 'Disable',
    security: { AlternateContactType: 'SECURITY', ...OUR_CONTACT },
    billing: 'ResourceNotFoundException',
  });
  const { Stacks } = await stacks.cloudFormation.send(new DescribeStacksCommand({ StackName: 'settings' }));
  expect(Stacks![0].Outputs).toContainEqual(expect.objectContaining({ OutputKey: 'ImagesManagedBy', OutputValue: 'declarative-policy' }));

  expect(await stacks.destroy(hardening)).toMatchObject({ code: 0 });
  expect(await present()).toEqual(before);
}, 180_000);

test('what a declarative policy forbids fails the deployment, which says so and leaves the account as it was', async () => {
  await endpoint.control('declarative-policy', { metadata: { HttpTokens: 'optional' } });
  const before = await present();
  const failed = await stacks.deploy((stack) => new InstanceMetadataDefaults(stack, 'Defaults'));
  expect(failed.code).not.toBe(0);
  expect(failed.stdout + failed.stderr).toMatch(/a declarative policy of the organization enforces \{\\*"HttpTokens\\*":\\*"optional/);
  expect(await present()).toEqual(before);
}, 180_000);
