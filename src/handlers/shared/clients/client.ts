import { Service } from '../retry';

/**
 * A client that is loaded only by the settings that need it, since clients take time and memory: that of EC2 more than all others
 * together. One attempt each: retries are ours, so that they know how much time is left.
 */
export function lazyClient<Actions>(load: () => new (config: { maxAttempts: number }) => object): () => Service<Actions> {
  let client: object | undefined;
  return () => client ??= new (load())({ maxAttempts: 1 });
}
