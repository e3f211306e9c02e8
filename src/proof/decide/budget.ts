/** The work that one answer may cost. It is counted and not timed, so that an answer is the same on every machine. */
const MOST_STATES = 60_000;
const MOST_STATE_WORK = 30_000_000;
const MOST_EVALUATIONS = 400_000;

/** A limit of size is reached: the answer is unknown. */
export class LimitReached extends Error {
}

/** Counts the work for one answer. */
export class Budget {
  private stateWork = 0;
  private evaluations = 0;

  /** @throws LimitReached if the patterns tell too many texts apart */
  public spendStates(patterns: number, states: number): void {
    this.stateWork += patterns;
    if (states > MOST_STATES || this.stateWork > MOST_STATE_WORK) {
      throw new LimitReached(`the ${patterns} patterns that meet in one request tell too many texts apart`);
    }
  }

  /** @throws LimitReached if there are too many combinations of condition values */
  public spendEvaluation(): void {
    this.evaluations++;
    if (this.evaluations > MOST_EVALUATIONS) throw new LimitReached('the condition keys that meet in one request have too many combinations of values');
  }
}
