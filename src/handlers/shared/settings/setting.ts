/**
 * One setting that an account has exactly one of. Its values are plain JSON in one canonical form (keys always in the same order, nothing
 * that means the default), so that two values are equal if their text is.
 */
export interface Setting<T> {
  /** The value that the properties request. CloudFormation sends numbers and flags as text. Throws on a value that is not allowed. */
  parseProperties(properties: Record<string, unknown>): T;
  /** Whether a remembered value has only fields that AWS returns, each within its range. The record may be forged. */
  isAllowed(value: T): boolean;
  read(): Promise<T | undefined>;
  /**
   * Replaces the present value. Repeating it has no further effect. Throws `Unavailable` on a value that no retry can set, such as an
   * alias of another account.
   */
  apply(value: T): Promise<unknown>;
  /** Does nothing if there is no value. */
  remove(value: T): Promise<unknown>;
  /** The attributes of the custom resource. */
  attributes?(value: T): Record<string, string>;
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** For people: in logs, answers and errors. */
export function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
