import type { SecurityCheckName } from '../../account/contract/security-checks';
import { lambda } from '../shared/clients/lambda';
import { environment } from '../shared/environment';
import { Call } from '../shared/retry';
import { CheckRun } from '../shared/security-checks/check-run';
import { CheckResult, withRemediation } from '../shared/security-checks/remediation';

/** Invokes the function that makes the checks, and waits for its outcomes. */
export async function checkAccount(call: Call): Promise<{ at: number; results: CheckResult<SecurityCheckName>[] }> {
  const { FunctionError, Payload } = await call(lambda, 'lambda:InvokeFunction', { FunctionName: environment.CHECKS_FUNCTION });
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  if (FunctionError) throw Error(answer.errorMessage);
  const { at, outcomes }: CheckRun = answer;
  return { at, results: outcomes.map(withRemediation) };
}
