import { Budget, jitter, sleep } from './retry';

/** The time that the last of several reads takes at most. */
const LAST_READ = 5_000;

/**
 * Reads until the value is as expected or `patience` has passed, and returns the value that it read last. Right after a write, IAM may
 * answer with the former value.
 */
export async function settle<T>({ until }: Budget, read: () => Promise<T>, expected: (value: T) => boolean, patience: number): Promise<T> {
  // The last read happens when `patience` has passed, with time left for it.
  const stop = Math.min(Date.now() + patience, until - LAST_READ);
  for (let tries = 0; ; tries++) {
    const value = await read();
    const left = stop - Date.now();
    if (expected(value) || left <= 0) return value;
    await sleep(Math.min(jitter(tries), left));
  }
}
