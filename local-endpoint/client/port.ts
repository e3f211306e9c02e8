import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** Returns a port that was free a moment ago, without reserving it. */
export async function freePort(): Promise<number> {
  return listen(0);
}

/** @throws if a program listens on the port. */
export async function requireFree(port: number): Promise<void> {
  try {
    await listen(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program: stop that program, name another port, or leave the port out to get a free one.`
      : `Port ${port} cannot be used: ${message}.`);
  }
}

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
