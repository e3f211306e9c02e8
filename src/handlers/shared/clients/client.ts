import { Service } from '../retry';

/** One attempt for each call: the retries of `budget` know how much time the invocation has left. */
export const ONE_ATTEMPT = { maxAttempts: 1 };

/**
 * A client that is loaded when it is first used. Clients take time and memory to load, that of EC2 more than all others together, and a
 * function does not need all of its clients in every invocation.
 */
export function lazyClient<Actions>(load: () => new (configuration: typeof ONE_ATTEMPT) => object): () => Service<Actions> {
  let client: object | undefined;
  return () => client ??= new (load())(ONE_ATTEMPT);
}
