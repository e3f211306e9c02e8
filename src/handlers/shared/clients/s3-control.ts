import type { GetPublicAccessBlockOutput, GetPublicAccessBlockRequest, DeletePublicAccessBlockRequest, PutPublicAccessBlockRequest } from '@aws-sdk/client-s3-control';
import { lazyRegionalClient } from './client';

/** The IAM actions are `s3:GetAccountPublicAccessBlock` and, for both changes, `s3:PutAccountPublicAccessBlock`. */
interface Actions {
  's3control:GetPublicAccessBlock'(input: GetPublicAccessBlockRequest): GetPublicAccessBlockOutput;
  's3control:PutPublicAccessBlock'(input: PutPublicAccessBlockRequest): object;
  's3control:DeletePublicAccessBlock'(input: DeletePublicAccessBlockRequest): object;
}

export const s3Control = lazyRegionalClient<Actions>('s3-control', 'S3Control');
