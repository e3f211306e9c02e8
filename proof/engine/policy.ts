/** A policy and the name to report it by. */
export interface Policy {
  readonly name: string;
  readonly policy: any;
}
