import { InvocationRequest, InvocationResponse, Lambda } from '@aws-sdk/client-lambda';
import { CHECKS_FUNCTION } from '../../account/contract/security-status';
import type { Look } from '../security-status-checks/handler';
import { Call, Service } from '../shared/retry';
import { CheckResult } from '../shared/security-checks/check-result';
import { withAdvice } from '../shared/security-checks/remediation';

interface Actions {
  'lambda:InvokeFunction'(input: InvocationRequest): InvocationResponse;
}

const lambda = new Lambda({ maxAttempts: 1 });

// Without the signal that ends other calls after some seconds: this one takes as long as IAM takes for the credential report.
const service: Service<Actions> = { invokeFunction: (input: InvocationRequest) => lambda.invoke(input) } as object;

/** Lets the other function look at the account, and waits for what it says. */
export async function check(call: Call): Promise<{ at: number; results: CheckResult[] }> {
  const { FunctionError, Payload } = await call(service, 'lambda:InvokeFunction', { FunctionName: process.env[CHECKS_FUNCTION] });
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  if (FunctionError) throw Error(answer.errorMessage);
  const { at, judgments }: Look = answer;
  return { at, results: judgments.map(withAdvice) };
}
