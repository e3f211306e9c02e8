import type { PublishInput } from '@aws-sdk/client-sns';
import { sns } from './clients/sns';
import { environment } from './environment';
import { Call } from './retry';

/** SNS takes 262,144 bytes, but an email of that length is not read. */
const LONGEST_TEXT = 30_000;

/**
 * Publishes a message to the topic of the function. Does nothing if the function has no topic.
 *
 * @param subject is reduced to the 99 ASCII characters that SNS takes
 * @param more what a subscription can filter by, or a message with another text for a protocol
 */
export async function notify(
  call: Call, subject: string, text: string, more?: Partial<PublishInput>,
): Promise<void> {
  const { TOPIC_ARN: TopicArn } = environment;
  if (!TopicArn) return;
  const Message = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}\n... The log of the function has the rest.` : text;
  await call(sns(), 'sns:Publish', { TopicArn, Subject: subject.replace(/[^ -~]+/g, ' ').trim().slice(0, 99), Message, ...more });
}
