import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import {
  EC2Client, GetEbsEncryptionByDefaultCommand, GetImageBlockPublicAccessStateCommand, GetInstanceMetadataDefaultsCommand,
  GetSnapshotBlockPublicAccessStateCommand, ModifyInstanceMetadataDefaultsCommand,
} from '@aws-sdk/client-ec2';
import { GetParametersByPathCommand, GetServiceSettingCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AccountHardening, HardenedRegions } from '../../../src';
import { Contents, StackAccount } from '../stack-account';
import { endpointForEach } from '../started-endpoint';

const [HOME, FIRST, SECOND] = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];

let account: StackAccount;
let clients: Record<string, { ec2: EC2Client; ssm: SSMClient }>;
endpointForEach((started) => {
  account = new StackAccount(started);
  const config = { endpoint: started.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  clients = Object.fromEntries([HOME, FIRST, SECOND].map((region) => [
    region, { ec2: new EC2Client({ ...config, region }), ssm: new SSMClient({ ...config, region }) },
  ]));
});

/** What a region has: the settings, and how many of them are recorded there. */
async function present(region: string) {
  const { ec2, ssm } = clients[region];
  const metadata = (await ec2.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel;
  return [
    (await ec2.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault,
    `${metadata?.HttpTokens} ${metadata?.HttpPutResponseHopLimit}`,
    (await ec2.send(new GetImageBlockPublicAccessStateCommand({}))).ImageBlockPublicAccessState,
    (await ec2.send(new GetSnapshotBlockPublicAccessStateCommand({}))).State,
    (await ssm.send(new GetServiceSettingCommand({ SettingId: '/ssm/documents/console/public-sharing-permission' }))).ServiceSetting?.SettingValue,
    (await ssm.send(new GetParametersByPathCommand({ Path: '/account-baseline/settings/', Recursive: true }))).Parameters!.length,
  ];
}

/** A stack with a hardening of its own region and, if they are given, of others. */
const withRegions = (regions?: HardenedRegions): Contents => (stack) => {
  const { ebsDefaultEncryption } = new AccountHardening(stack, 'Hardening', { regions, removalPolicy: RemovalPolicy.DESTROY });
  if (regions) new CfnOutput(stack, 'NotHardened', { value: ebsDefaultEncryption!.regionsNotHardened! });
};

const SET = [true, 'required 2', 'block-new-sharing', 'block-all-sharing', 'Disable'];
const NOTHING = [false, 'undefined undefined', 'unblocked', 'unblocked', 'Enable', 0];
const THEIRS = [false, 'optional 7', 'unblocked', 'unblocked', 'Enable', 0];

test('regions are set, and each is undone when it leaves the list, or the property leaves a stack that keeps the function', async () => {
  await clients[SECOND].ec2.send(new ModifyInstanceMetadataDefaultsCommand({ HttpTokens: 'optional', HttpPutResponseHopLimit: 7 }));
  const before = await present(HOME);

  expect(await account.deploy(withRegions(HardenedRegions.of(HOME, FIRST, SECOND, 'eu-west-9')))).toMatchObject({
    code: 0, stdout: expect.stringContaining('settings.NotHardened = eu-west-9'),
  });
  expect(await present(FIRST)).toEqual([...SET, 5]);
  expect(await present(SECOND)).toEqual([...SET, 5]);

  expect(await account.deploy(withRegions(HardenedRegions.of(HOME, FIRST)))).toMatchObject({ code: 0 });
  expect(await present(FIRST)).toEqual([...SET, 5]);
  expect(await present(SECOND)).toEqual(THEIRS);

  // CloudFormation gives the function its other code before it deletes the settings of the regions.
  expect(await account.deploy(withRegions())).toMatchObject({ code: 0 });
  const { StackEvents } = await account.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'settings' }));
  expect(StackEvents!.filter(({ ResourceStatus }) => /FAILED/.test(ResourceStatus!)).map((event) => event.ResourceStatusReason)).toEqual([]);
  expect(await present(FIRST)).toEqual(NOTHING);
  expect(await present(HOME)).toEqual([...SET, 4]);

  expect(await account.destroy(withRegions())).toMatchObject({ code: 0 });
  expect(await present(HOME)).toEqual(before);
}, 240_000);
