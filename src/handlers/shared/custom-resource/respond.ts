import { pause } from '../retry';

/** What CloudFormation sends to a custom resource. */
export interface CustomResourceEvent {
  readonly RequestType: string;
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties?: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}

export interface Answer {
  readonly Status: string;
  readonly PhysicalResourceId: string;
  readonly Reason: string;
  readonly Data?: Record<string, string>;
}

/**
 * Delivers the answer. CloudFormation waits for it until the custom resource times out, so that a failure here is retried to
 * the last second, and then thrown: Lambda invokes the function again with the same event.
 *
 * @param until when to give up, in milliseconds since the epoch
 */
export async function respond(
  url: string, { StackId, RequestId, LogicalResourceId }: Omit<CustomResourceEvent, 'ResponseURL'>, answer: Answer, until: number,
): Promise<void> {
  // CloudFormation reads at most 4,096 bytes: ASCII, and short enough even if every character needs an escape.
  const Reason = answer.Reason.replace(/[^ -~]/g, '?').slice(0, 1_000);
  const body = JSON.stringify({ ...answer, Reason, StackId, RequestId, LogicalResourceId });
  for (let tries = 0; ; tries++) {
    let failure;
    try {
      // The URL is signed for an empty content type.
      const { ok, status } = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' }, signal: AbortSignal.timeout(4_000) });
      if (ok) return;
      failure = status;
    } catch (error) {
      // Never the message: it may quote the URL.
      failure = (error as Error).name;
    }
    if (!await pause(tries, until)) throw Error(`CloudFormation did not take the answer: ${failure}`);
  }
}
