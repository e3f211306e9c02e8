import { LocalEndpoint } from './endpoint';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Keeps this process and the endpoint running until a signal. Afterward, the process handles signals as before.
 *
 * @throws the last lines of the endpoint's log if the endpoint ends first.
 */
export async function untilInterrupted(endpoint: Pick<LocalEndpoint, 'died'>): Promise<void> {
  // Neither the endpoint nor a signal listener keeps Node running.
  const keepAlive = setInterval(() => undefined, 60_000);
  let interrupt = () => {};
  try {
    const interrupted = new Promise<undefined>((resolve) => {
      interrupt = () => resolve(undefined);
      for (const signal of SIGNALS) process.on(signal, interrupt);
    });
    const failure = await Promise.race([interrupted, endpoint.died]);
    if (failure) throw failure;
  } finally {
    clearInterval(keepAlive);
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
