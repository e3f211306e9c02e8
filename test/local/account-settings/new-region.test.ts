import { DisableEbsEncryptionByDefaultCommand, EC2Client } from '@aws-sdk/client-ec2';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ResetServiceSettingCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AccountHardening, DriftGuard, HardenedRegions, TrailSource } from '../../../src';
import { Contents, StackAccount } from '../stack-account';
import { endpointForAll } from '../started-endpoint';

const [HOME, OTHER] = ['us-east-1', 'ap-southeast-1'];

let account: StackAccount;
let config: { endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
endpointForAll((started) => {
  account = new StackAccount(started);
  config = { endpoint: started.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
});

const guarded: Contents = (stack) => {
  const hardening = new AccountHardening(stack, 'Hardening', { regions: HardenedRegions.ALL_ENABLED });
  const settings = [
    hardening.ebsDefaultEncryption!, hardening.instanceMetadataDefaults!, hardening.imagePublicAccessBlock!, hardening.snapshotPublicAccessBlock!,
    hardening.documentPublicSharingBlock!,
  ];
  new DriftGuard(stack, 'Guard', { settings, trail: TrailSource.ofOrganization() });
};

/** What the daily check of the guard finds in the regions. */
async function found(): Promise<string[]> {
  const lambda = new LambdaClient({ ...config, region: HOME });
  const { FunctionError, LogResult } = await lambda.send(new InvokeCommand({
    FunctionName: 'account-baseline-drift-guard', LogType: 'Tail', Payload: JSON.stringify({ account: '111122223333' }),
  }));
  expect(FunctionError).toBeUndefined();
  return JSON.parse(/\{"inRegions":.*\}/.exec(Buffer.from(LogResult!, 'base64').toString())![0]).inRegions;
}

test('the daily check of the guard finds the region that does not have a setting, by its name', async () => {
  expect(await account.deploy(guarded)).toMatchObject({ code: 0 });
  expect(await found()).toEqual([]);
  // What a region has when the account enables it.
  await new EC2Client({ ...config, region: OTHER }).send(new DisableEbsEncryptionByDefaultCommand({}));
  await new SSMClient({ ...config, region: OTHER }).send(new ResetServiceSettingCommand({ SettingId: '/ssm/documents/console/public-sharing-permission' }));
  expect(await found()).toEqual([
    `${OTHER}: document-public-sharing-block is nothing; the stack wants {"SettingValue":"Disable"}.`,
    `${OTHER}: ebs-default-encryption is nothing; the stack wants {"EbsEncryptionByDefault":"true"}.`,
  ]);
}, 240_000);
