import {
  BatchImportFindingsRequest, BatchImportFindingsResponse, BatchUpdateFindingsRequest, BatchUpdateFindingsResponse, GetFindingsRequest,
  GetFindingsResponse, SecurityHub,
} from '@aws-sdk/client-securityhub';
import { ONE_ATTEMPT } from './client';
import { Service } from '../retry';

interface Actions {
  'securityhub:BatchImportFindings'(input: BatchImportFindingsRequest): BatchImportFindingsResponse;
  'securityhub:BatchUpdateFindings'(input: BatchUpdateFindingsRequest): BatchUpdateFindingsResponse;
  'securityhub:GetFindings'(input: GetFindingsRequest): GetFindingsResponse;
}

export const securityHub: Service<Actions> = new SecurityHub(ONE_ATTEMPT) as object;
