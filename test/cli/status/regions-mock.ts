import {
  DescribeRegionsCommand, EC2Client, GetEbsEncryptionByDefaultCommand, GetImageBlockPublicAccessStateCommand, GetInstanceMetadataDefaultsCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from '@aws-sdk/client-ec2';
import { GetServiceSettingCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

export const ec2 = mockClient(EC2Client);
export const ssm = mockClient(SSMClient);

/** Two regions that pass every check. */
export function goodRegions(): void {
  ec2.reset();
  ssm.reset();
  ec2.on(DescribeRegionsCommand).resolves({ Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-central-1' }] });
  ec2.on(GetEbsEncryptionByDefaultCommand).resolves({ EbsEncryptionByDefault: true });
  ec2.on(GetInstanceMetadataDefaultsCommand).resolves({ AccountLevel: { HttpTokens: 'required' } });
  ec2.on(GetImageBlockPublicAccessStateCommand).resolves({ ImageBlockPublicAccessState: 'block-new-sharing' });
  ec2.on(GetSnapshotBlockPublicAccessStateCommand).resolves({ State: 'block-new-sharing' });
  ssm.on(GetServiceSettingCommand).resolves({ ServiceSetting: { SettingValue: 'Disable' } });
}

/** An answer that differs in one region. */
export function only<T>(region: string, there: () => T, elsewhere: T) {
  return async (_: unknown, getClient: () => { config: { region(): Promise<string> } }): Promise<T> => (
    await getClient().config.region() === region ? there() : elsewhere
  );
}
