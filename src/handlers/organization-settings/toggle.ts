import { failure } from '../shared/retry';

/** A setting of the organization that is on or off. */
export interface Toggle {
  isOn(): Promise<boolean>;
  /** Does nothing if it is on. */
  turnOn(): Promise<unknown>;
  /** Does nothing if it is off. Throws `ConstraintViolation`, as Organizations does, if others need it. */
  turnOff(): Promise<unknown>;
}

/** The items of all pages: Organizations may answer with an empty page before the last one. */
export async function everyPage<T, Page extends { NextToken?: string }>(
  next: (NextToken?: string) => Promise<Page>, items: (page: Page) => T[] | undefined,
): Promise<T[]> {
  const found: T[] = [];
  let NextToken: string | undefined;
  do {
    const page = await next(NextToken);
    found.push(...items(page) ?? []);
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/** Refuses to turn off what others use. */
export function requireUnused(users: (string | undefined)[]): void {
  if (users[0]) throw failure(users.join(', '), 'ConstraintViolation');
}
