import type { EC2 } from '@aws-sdk/client-ec2';
import type { SSM } from '@aws-sdk/client-ssm';
import { DOCUMENT_SHARING_SETTING } from '../../src/account/contract/fields';
import type { RegionalCheckName } from '../../src/account/contract/security-checks';
import { accessAnalyzerWith } from '../../src/handlers/shared/clients/access-analyzer';
import { Call, Service } from '../../src/handlers/shared/retry';
import { FactServices } from '../../src/handlers/shared/security-checks/fact-services';
import { readAnalyzers } from '../../src/handlers/shared/security-checks/gather-facts';
import { Configuration } from '../organization/accounts';

interface Ec2Actions {
  'ec2:DescribeRegions'(input: object): { Regions?: { RegionName?: string }[] };
  'ec2:GetEbsEncryptionByDefault'(input: object): { EbsEncryptionByDefault?: boolean };
  'ec2:GetInstanceMetadataDefaults'(input: object): { AccountLevel?: { HttpTokens?: string } };
  'ec2:GetImageBlockPublicAccessState'(input: object): { ImageBlockPublicAccessState?: string };
  'ec2:GetSnapshotBlockPublicAccessState'(input: object): { State?: string };
}

interface SsmActions {
  'ssm:GetServiceSetting'(input: { SettingId: string }): { ServiceSetting?: { SettingValue?: string } };
}

/** The clients that a region is read with. */
export interface RegionServices extends Pick<FactServices, 'accessAnalyzer'> {
  readonly ec2: Service<Ec2Actions>;
  readonly ssm: Service<SsmActions>;
}

/** A region that cannot be reached, for example behind a firewall, must not hold up the others for minutes. */
const PATIENCE = { maxAttempts: 3, requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000 } };

/**
 * Reads in one region, and closes the connections: of all regions of several accounts they would be hundreds.
 *
 * @param configuration with the region and its credentials
 */
export async function inRegion<T>(configuration: Configuration, read: (services: RegionServices) => Promise<T>): Promise<T> {
  // The client of EC2 takes longer to load than all others together, and other commands do without.
  const { EC2: Ec2Client } = await import('@aws-sdk/client-ec2');
  const { SSM: SsmClient } = await import('@aws-sdk/client-ssm');
  const clients: { ec2: EC2; ssm: SSM; accessAnalyzer: object } = {
    ec2: new Ec2Client({ ...configuration, ...PATIENCE }),
    ssm: new SsmClient({ ...configuration, ...PATIENCE }),
    accessAnalyzer: accessAnalyzerWith({ ...configuration, ...PATIENCE }),
  };
  try {
    return await read(clients as object as RegionServices);
  } finally {
    for (const client of Object.values(clients)) (client as EC2).destroy();
  }
}

/** Whether a region has what a check requires. */
export const SETTINGS: Readonly<Record<RegionalCheckName, (call: Call, services: RegionServices) => Promise<boolean>>> = {
  EBS_DEFAULT_ENCRYPTION: async (call, { ec2 }) => (await call(ec2, 'ec2:GetEbsEncryptionByDefault', {})).EbsEncryptionByDefault === true,
  INSTANCE_METADATA_DEFAULTS: async (call, { ec2 }) => (await call(ec2, 'ec2:GetInstanceMetadataDefaults', {})).AccountLevel?.HttpTokens === 'required',
  IMAGE_PUBLIC_ACCESS_BLOCK: async (call, { ec2 }) => isBlock((await call(ec2, 'ec2:GetImageBlockPublicAccessState', {})).ImageBlockPublicAccessState),
  SNAPSHOT_PUBLIC_ACCESS_BLOCK: async (call, { ec2 }) => isBlock((await call(ec2, 'ec2:GetSnapshotBlockPublicAccessState', {})).State),
  DOCUMENT_PUBLIC_SHARING_BLOCK: async (call, { ssm }) => (
    (await call(ssm, 'ssm:GetServiceSetting', { SettingId: DOCUMENT_SHARING_SETTING })).ServiceSetting?.SettingValue === 'Disable'
  ),
  ANALYZER_IN_EVERY_REGION: async (call, services) => (await readAnalyzers(call, services)).length > 0,
};

/** `block-new-sharing` or `block-all-sharing`, not `unblocked`. */
function isBlock(state = ''): boolean {
  return state.startsWith('block-');
}
