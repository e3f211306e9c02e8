import { RedactedEvent } from './event';
import { cloudFormation } from '../clients/cloudformation';
import { Call, only, pause } from '../retry';

/** How long CloudFormation may take to say that a resource is in progress. */
const PATIENCE = 20_000;

/** The events of a resource, each with the states that the resource has while CloudFormation waits for the answer. */
const WAITS = /^(Create CREATE|Delete DELETE|Update UPDATE|(Update|Delete) \w*ROLLBACK)_IN_PROGRESS$/;

/**
 * The status of the function's own stack, if CloudFormation really waits for an answer to the event: the stack is in progress, and so is the
 * resource, with the same type and request.
 */
export async function statusOfSender(event: RedactedEvent, call: Call): Promise<string | undefined> {
  const { StackId: StackName, RequestType, ResourceType, LogicalResourceId } = event;
  const until = Date.now() + PATIENCE;
  for (let tries = 0; ; tries++) {
    const resource = (await call(cloudFormation(), 'cloudformation:DescribeStackResource', {
      StackName, LogicalResourceId,
    }).catch(only('ValidationError')))?.StackResourceDetail;
    if (resource?.ResourceType === ResourceType && WAITS.test(`${RequestType} ${resource?.ResourceStatus}`)) {
      const stack = await stackStatus(call, StackName);
      // REVIEW_IN_PROGRESS is a stack that does not exist yet.
      if (/[^W]_IN_PROGRESS$/.test(`${stack}`)) return stack;
    }
    if (!await pause(tries, until)) return undefined;
  }
}

/** The status of a stack, or undefined if there is none. The region is that of the function unless it is given. */
export async function stackStatus(call: Call, StackName: string, region?: string): Promise<string | undefined> {
  return (await call(cloudFormation(region), 'cloudformation:DescribeStacks', { StackName }).catch(only('ValidationError')))?.Stacks?.[0]?.StackStatus;
}
