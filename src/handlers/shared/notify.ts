import { PublishInput, SNS } from '@aws-sdk/client-sns';
import { Call, Service } from './retry';

interface Actions {
  'sns:Publish'(input: PublishInput): object;
}

const sns: Service<Actions> = new SNS({ maxAttempts: 1 }) as object;

/** SNS takes 262,144 bytes; a mail that long is read by nobody. */
const LONGEST_TEXT = 30_000;

/**
 * Tells whoever subscribed to the function's topic; nobody, if it has none.
 *
 * @param subject becomes ASCII of at most 99 characters, which is what SNS takes
 * @param MessageAttributes what a subscription can filter by
 */
export async function notify(
  call: Call, subject: string, text: string, MessageAttributes?: PublishInput['MessageAttributes'],
): Promise<void> {
  const TopicArn = process.env.TOPIC_ARN;
  if (!TopicArn) return;
  const Message = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}\n... and more, see the log of the function` : text;
  await call(sns, 'sns:Publish', { TopicArn, Subject: subject.replace(/[^ -~]+/g, ' ').trim().slice(0, 99), Message, MessageAttributes });
}
