/** A request that contradicts a claim. */
export interface AccessCounterexample {
  /** The action. It is a real one where AWS has one today to which the same statements apply. */
  readonly action: string;

  /** The ARN of the resource, or `*` for an action that takes no resource. */
  readonly resource: string;

  /** The values of the condition keys that the policies read, in lowercase letters. A key that is not in it is absent from the request. */
  readonly context: { [key: string]: string };

  /** The statements that decide, each with its policy. */
  readonly statements: string[];
}
