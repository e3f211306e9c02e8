import { Service } from '../retry';

/** One attempt for each call: the retries of `budget` know how much time the invocation has left. */
export const ONE_ATTEMPT = { maxAttempts: 1 };

/**
 * A client that is loaded when it is first used. Clients take time and memory to load, that of EC2 more than all others together, and a
 * function does not need all of its clients in every invocation.
 *
 * @param name of the package, after `@aws-sdk/client-`
 * @param type the class
 */
export function lazyClient<Actions>(name: string, type: string): () => Service<Actions> {
  let client: object | undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return () => client ??= new (require(`@aws-sdk/client-${name}`)[type])(ONE_ATTEMPT);
}

/** The same for a service that a function calls in several regions; that of the function unless it is given. */
export function lazyRegionalClient<Actions>(name: string, type: string): (region?: string) => Service<Actions> {
  const clients: Record<string, object> = {};
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (region) => clients[region!] ??= new (require(`@aws-sdk/client-${name}`)[type])({ ...ONE_ATTEMPT, region });
}
