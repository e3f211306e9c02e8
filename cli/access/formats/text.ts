import { plain } from '../../text';
import { Review, summaryOf } from '../review';

/** The results as lines, each with its examples below. */
export function text(review: Review): string {
  const lines = review.results.flatMap(({ status, subject, message, examples }) => [
    `${status.padEnd(7)}  ${subject}: ${message}`,
    ...examples.map(({ explanation }) => `         ${explanation}`),
  ]);
  return [...lines, ...lines.length > 0 ? [''] : [], summaryOf(review)].map(plain).join('\n');
}
