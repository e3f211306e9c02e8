import { Answer, RedactedEvent } from './event';
import { put } from './put';
import { pause } from '../retry';

/** CloudFormation reads at most 4,096 bytes, and takes a physical id of this length. A reason of quotation marks has twice as many bytes. */
const LONGEST_TEXT = 1_024;

/**
 * Delivers the answer. CloudFormation waits for it until the custom resource times out. Delivery is therefore retried until `until`, and
 * then throws: Lambda invokes the function again with the same event.
 *
 * @param until in milliseconds since the epoch
 */
export async function respond(url: string, event: RedactedEvent, answer: Answer, until: number): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ ...answer, StackId, RequestId, LogicalResourceId },
    // In ASCII, whose characters are its bytes.
    (_, value) => typeof value === 'string' ? value.replace(/[^ -~]/g, '?').slice(0, LONGEST_TEXT) : value);
  for (let tries = 0; ; tries++) {
    // Of an error not the message, which may quote the URL.
    const outcome = await put(url, body).catch(({ code }) => code);
    if (/^2/.test(outcome)) return;
    if (!await pause(tries, until)) throw Error(`CloudFormation did not take the answer: ${outcome}`);
  }
}
