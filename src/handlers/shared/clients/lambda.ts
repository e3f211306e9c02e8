import { InvocationRequest, InvocationResponse, Lambda } from '@aws-sdk/client-lambda';
import { ONE_ATTEMPT } from './client';
import { Service } from '../retry';

interface Actions {
  'lambda:InvokeFunction'(input: InvocationRequest): InvocationResponse;
}

const client = new Lambda(ONE_ATTEMPT);

/**
 * Without the signal that ends other calls after some seconds: an invocation takes as long as the function does. The action has another
 * name than the method.
 */
export const lambda: Service<Actions> = { invokeFunction: (input: InvocationRequest) => client.invoke(input) } as object;
