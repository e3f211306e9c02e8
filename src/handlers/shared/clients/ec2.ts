import type {
  DisableEbsEncryptionByDefaultResult, DisableImageBlockPublicAccessResult, EnableEbsEncryptionByDefaultResult, EnableImageBlockPublicAccessRequest,
  EnableImageBlockPublicAccessResult, GetEbsEncryptionByDefaultResult, GetImageBlockPublicAccessStateResult, GetInstanceMetadataDefaultsResult,
  ModifyInstanceMetadataDefaultsRequest,
} from '@aws-sdk/client-ec2';
import { lazyClient } from './client';

interface Actions {
  'ec2:GetEbsEncryptionByDefault'(input: object): GetEbsEncryptionByDefaultResult;
  'ec2:EnableEbsEncryptionByDefault'(input: object): EnableEbsEncryptionByDefaultResult;
  'ec2:DisableEbsEncryptionByDefault'(input: object): DisableEbsEncryptionByDefaultResult;
  'ec2:GetInstanceMetadataDefaults'(input: object): GetInstanceMetadataDefaultsResult;
  'ec2:ModifyInstanceMetadataDefaults'(input: ModifyInstanceMetadataDefaultsRequest): object;
  'ec2:GetImageBlockPublicAccessState'(input: object): GetImageBlockPublicAccessStateResult;
  'ec2:EnableImageBlockPublicAccess'(input: EnableImageBlockPublicAccessRequest): EnableImageBlockPublicAccessResult;
  'ec2:DisableImageBlockPublicAccess'(input: object): DisableImageBlockPublicAccessResult;
}

export const ec2 = lazyClient<Actions>('ec2', 'EC2');
