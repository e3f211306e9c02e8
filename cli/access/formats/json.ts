import { Review } from '../review';

/** The review for programs. */
export function json(review: Review): string {
  return JSON.stringify(review, undefined, 2);
}
