import { CustomResourceEvent, RedactedEvent } from './event';
import { respond } from './respond';
import { isResponseUrl } from './response-url';
import { environment } from '../environment';
import { LambdaContext } from '../lambda-context';
import { log } from '../log';
import { Budget, budget as budgetOf } from '../retry';

/** Part of the physical id of a resource whose Create failed; the id of that event follows. The Delete then knows what failed. */
const FAILED = '-failed-';

/** What `work` throws to end the handling of an event that CloudFormation does not wait for. */
export const REFUSED = {};

/** One event of a custom resource. */
export interface CustomResourceRequest extends RedactedEvent {
  readonly budget: Budget;

  /** Of a Delete: the id of the event of the Create, if that failed. */
  readonly failedCreate?: string;

  /** Adds to what the answer and the log say. */
  note(text: string): void;
}

/**
 * Handles an event of a custom resource, and answers it exactly once: when the work is done, when it fails, or before the invocation runs
 * out of time. Neither the log nor the answer contains the `ResponseURL`.
 *
 * Everybody with `lambda:InvokeFunction` can send an event. One of another stack or type, or with a URL at which CloudFormation does not read
 * answers, is logged, and neither handled nor answered.
 *
 * @param type of the custom resources that the function serves
 * @param physicalId of a resource that is created; it never changes, so that CloudFormation never sends a Delete for a former one
 * @param work returns the attributes of the resource; what it throws fails the event
 */
export async function customResource(
  { ResponseURL, ...event }: CustomResourceEvent,
  context: LambdaContext,
  type: string,
  physicalId: string,
  work: (request: CustomResourceRequest) => Promise<Record<string, string> | void>,
): Promise<void> {
  const end = Date.now() + context.getRemainingTimeInMillis();
  const budget = budgetOf(end);
  const notes: string[] = [];
  const failedCreate = event.PhysicalResourceId?.split(FAILED)[1];
  let timer;
  let Data;
  let Status: 'SUCCESS' | 'FAILED' = 'SUCCESS';
  try {
    if (event.StackId !== environment.STACK || event.ResourceType !== type || !isResponseUrl(ResponseURL)) throw REFUSED;
    Data = await Promise.race([work({ ...event, budget, failedCreate, note: (text) => notes.push(text) }), new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Error('no time left')), budget.end + 1_000 - Date.now());
    })]) ?? undefined;
  } catch (error) {
    if (error === REFUSED) return log({ refused: event });
    Status = 'FAILED';
    notes.unshift((error as Error).message);
  }
  clearTimeout(timer);
  const PhysicalResourceId = event.PhysicalResourceId ?? physicalId + (Status === 'FAILED' ? FAILED + event.RequestId : '');
  const answer = { Status, Reason: notes.join('; '), Data, PhysicalResourceId };
  log({ ...event, ...answer });
  await respond(ResponseURL, event, answer, end - 1_000);
}
