/**
 * One setting that an account has exactly one of. Its values are plain JSON in one canonical form (keys always in the same order,
 * nothing that means the default), so that two values are equal if their text is.
 */
export interface Setting<T> {
  /** The properties of its custom resource, apart from those that every setting has. */
  readonly properties: string[];
  /** What the properties ask for; CloudFormation sends numbers and booleans as strings. Throws on anything that is not allowed. */
  parse(properties: Record<string, unknown>): T;
  read(): Promise<T | undefined>;
  /**
   * Replaces whatever is there. Doing it twice is the same as once. Throws `Unavailable` on a value that cannot be set however
   * often one tries, such as an alias that belongs to another account.
   */
  apply(value: T): Promise<unknown>;
  /** Does nothing if the setting is already gone. */
  remove(value: T): Promise<unknown>;
  /** What the custom resource returns to the template. */
  attributes?(value: T): Record<string, string>;
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** For people: in logs, in answers, in errors. */
export function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
