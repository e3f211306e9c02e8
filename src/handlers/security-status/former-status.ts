import { FormerStatus } from './changes';
import { SECURITY_STATUS_PARAMETER as Name } from '../../account/contract/parameters';
import { ssm } from '../shared/clients/ssm';
import { Call, only } from '../shared/retry';

/** What the last run found; empty before the first run, or if the parameter is damaged. */
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
