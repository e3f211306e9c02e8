import { DeleteParameterRequest, GetParameterRequest, GetParameterResult, PutParameterRequest, SSM } from '@aws-sdk/client-ssm';
import { FormerStatus } from './changes';
import { Call, only, Service } from '../shared/retry';

interface Actions {
  'ssm:GetParameter'(input: GetParameterRequest): GetParameterResult;
  'ssm:PutParameter'(input: PutParameterRequest): object;
  'ssm:DeleteParameter'(input: DeleteParameterRequest): object;
}

const ssm: Service<Actions> = new SSM({ maxAttempts: 1 }) as object;

const Name = '/account-baseline/watch/security-status';

/** What the last look at the account found; nothing before the first one, or if the parameter is damaged. */
export async function recall(call: Call): Promise<FormerStatus> {
  const found = await call(ssm, 'ssm:GetParameter', { Name }).catch(only('ParameterNotFound'));
  try {
    return JSON.parse(found!.Parameter!.Value!).status;
  } catch {
    return {};
  }
}

/** A standard parameter is free, whatever the account's default tier is. */
export async function remember(call: Call, status: FormerStatus): Promise<void> {
  await call(ssm, 'ssm:PutParameter', { Name, Value: JSON.stringify({ version: 1, status }), Type: 'String', Tier: 'Standard', Overwrite: true });
}

export async function forget(call: Call): Promise<void> {
  await call(ssm, 'ssm:DeleteParameter', { Name }).catch(only('ParameterNotFound'));
}
