import { isDeepStrictEqual } from 'node:util';

/** @throws with both, if they differ */
export function same(what: string, actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) throw new Error(`${what} were to be ${JSON.stringify(expected)}, and are ${JSON.stringify(actual)}`);
}
