import { RedactedEvent } from './event';
import { cloudFormation } from '../clients/cloudformation';
import { Call, only, pause } from '../retry';

/** How long CloudFormation may take to say that a resource is in progress. */
const PATIENCE = 20_000;

/**
 * The status of the function's own stack, if CloudFormation really waits for an answer to the event: the stack is in progress, and so is the
 * resource, with the same type and request.
 */
export async function statusOfSender(event: RedactedEvent, call: Call): Promise<string | undefined> {
  const { StackId: StackName, RequestType, ResourceType, LogicalResourceId } = event;
  const until = Date.now() + PATIENCE;
  for (let tries = 0; ; tries++) {
    const { ResourceType: type, ResourceStatus: status = '' } = (await call(cloudFormation(), 'cloudformation:DescribeStackResource', {
      StackName, LogicalResourceId,
    }).catch(only('ValidationError')))?.StackResourceDetail ?? {};
    // A rollback has states of its own.
    if (type === ResourceType && (status === `${RequestType.toUpperCase()}_IN_PROGRESS` || /ROLLBACK_IN/.test(status))) {
      const stack = (await call(cloudFormation(), 'cloudformation:DescribeStacks', { StackName })).Stacks?.[0].StackStatus;
      // REVIEW_IN_PROGRESS is a stack that does not exist yet.
      if (/[^W]_IN_PROGRESS$/.test(`${stack}`)) return stack;
    }
    if (!await pause(tries, until)) return undefined;
  }
}
