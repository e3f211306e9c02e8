import { GetParameterRequest, GetParameterResult, PutParameterRequest, SSM } from '@aws-sdk/client-ssm';
import { Service } from '../shared/retry';

interface Actions {
  'ssm:GetParameter'(input: GetParameterRequest): GetParameterResult;
  'ssm:PutParameter'(input: PutParameterRequest): object;
}

export const ssm: Service<Actions> = new SSM({ maxAttempts: 1 }) as object;
