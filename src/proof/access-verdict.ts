/** What a proof says of a claim. */
export enum AccessVerdict {
  /** The claim holds for every request, with actions that AWS adds in the future. */
  PROVED = 'proved',

  /** A request contradicts the claim. The answer names it. */
  REFUTED = 'refuted',

  /** The proof cannot decide the claim. The answer names what it cannot decide. */
  UNKNOWN = 'unknown',
}
