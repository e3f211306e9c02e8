import { BatchImportFindingsRequest, BatchImportFindingsResponse, SecurityHub } from '@aws-sdk/client-securityhub';
import { ONE_ATTEMPT } from './client';
import { Service } from '../retry';

interface Actions {
  'securityhub:BatchImportFindings'(input: BatchImportFindingsRequest): BatchImportFindingsResponse;
}

export const securityHub: Service<Actions> = new SecurityHub(ONE_ATTEMPT) as object;
