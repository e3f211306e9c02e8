import type {
  DescribeRegionsResult, DisableEbsEncryptionByDefaultResult, DisableImageBlockPublicAccessResult, EnableEbsEncryptionByDefaultResult,
  EnableImageBlockPublicAccessRequest, EnableImageBlockPublicAccessResult, EnableSnapshotBlockPublicAccessRequest, GetEbsEncryptionByDefaultResult,
  GetImageBlockPublicAccessStateResult, GetInstanceMetadataDefaultsResult, GetSnapshotBlockPublicAccessStateResult,
  ModifyInstanceMetadataDefaultsRequest,
} from '@aws-sdk/client-ec2';
import { lazyRegionalClient } from './client';

interface Actions {
  'ec2:GetEbsEncryptionByDefault'(input: object): GetEbsEncryptionByDefaultResult;
  'ec2:EnableEbsEncryptionByDefault'(input: object): EnableEbsEncryptionByDefaultResult;
  'ec2:DisableEbsEncryptionByDefault'(input: object): DisableEbsEncryptionByDefaultResult;
  'ec2:GetInstanceMetadataDefaults'(input: object): GetInstanceMetadataDefaultsResult;
  'ec2:ModifyInstanceMetadataDefaults'(input: ModifyInstanceMetadataDefaultsRequest): object;
  'ec2:GetImageBlockPublicAccessState'(input: object): GetImageBlockPublicAccessStateResult;
  'ec2:EnableImageBlockPublicAccess'(input: EnableImageBlockPublicAccessRequest): EnableImageBlockPublicAccessResult;
  'ec2:DisableImageBlockPublicAccess'(input: object): DisableImageBlockPublicAccessResult;
  'ec2:GetSnapshotBlockPublicAccessState'(input: object): GetSnapshotBlockPublicAccessStateResult;
  'ec2:EnableSnapshotBlockPublicAccess'(input: EnableSnapshotBlockPublicAccessRequest): object;
  'ec2:DisableSnapshotBlockPublicAccess'(input: object): object;
  'ec2:DescribeRegions'(input: object): DescribeRegionsResult;
}

export const ec2 = lazyRegionalClient<Actions>('ec2', 'EC2');
