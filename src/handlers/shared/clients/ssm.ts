import { DeleteParameterRequest, GetParameterRequest, GetParameterResult, PutParameterRequest, SSM } from '@aws-sdk/client-ssm';
import { Service } from '../retry';

interface Actions {
  'ssm:GetParameter'(input: GetParameterRequest): GetParameterResult;
  'ssm:PutParameter'(input: PutParameterRequest): object;
  'ssm:DeleteParameter'(input: DeleteParameterRequest): object;
}

export const ssm: Service<Actions> = new SSM({ maxAttempts: 1 }) as object;
