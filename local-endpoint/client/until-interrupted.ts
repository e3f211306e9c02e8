import { LocalEndpoint } from './endpoint';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Keeps this process and the endpoint up until a signal asks for the end. Afterward the process reacts to signals as before.
 *
 * @throws the endpoint's last words if the endpoint ends first.
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
