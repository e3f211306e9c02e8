import {
  DeleteParameterRequest, GetParameterRequest, GetParameterResult, GetServiceSettingRequest, GetServiceSettingResult, PutParameterRequest,
  PutParameterResult, ResetServiceSettingRequest, SSM, UpdateServiceSettingRequest,
} from '@aws-sdk/client-ssm';
import { ONE_ATTEMPT } from './client';
import { Service } from '../retry';

interface Actions {
  'ssm:GetParameter'(input: GetParameterRequest): GetParameterResult;
  'ssm:PutParameter'(input: PutParameterRequest): PutParameterResult;
  'ssm:DeleteParameter'(input: DeleteParameterRequest): object;
  'ssm:GetServiceSetting'(input: GetServiceSettingRequest): GetServiceSettingResult;
  'ssm:UpdateServiceSetting'(input: UpdateServiceSettingRequest): object;
  'ssm:ResetServiceSetting'(input: ResetServiceSettingRequest): object;
}

/** @param region that of the function unless it is given */
export function ssmIn(region?: string): Service<Actions> {
  return new SSM({ ...ONE_ATTEMPT, region }) as object;
}

export const ssm: Service<Actions> = /* @__PURE__ */ new SSM(ONE_ATTEMPT) as object;
