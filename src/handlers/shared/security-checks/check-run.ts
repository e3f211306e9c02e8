import { CheckOutcome } from './outcome';

/** What the function that makes the checks returns. */
export interface CheckRun {
  /** When the facts were gathered, in milliseconds since the epoch. */
  readonly at: number;
  readonly outcomes: CheckOutcome[];
}
