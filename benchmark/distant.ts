import { createServer, request as forward, Server } from 'http';
import { AddressInfo } from 'net';

/** An address of a service that is far away: it passes each call on after a while, with its answer. */
export class DistantService {
  /** @param milliseconds how long a call is on its way */
  public static async start(url: string, milliseconds: number): Promise<DistantService> {
    const service = new DistantService(url, milliseconds);
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  /** How many calls have been made. */
  public calls = 0;
  private readonly server: Server;

  private constructor(url: string, milliseconds: number) {
    const { hostname, port } = new URL(url);
    this.server = createServer((incoming, outgoing) => {
      this.calls++;
      // The host stays that of the caller, which is part of the signature.
      const { method, url: path, headers } = incoming;
      const passed = forward({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      }).on('error', () => outgoing.destroy());
      setTimeout(() => incoming.pipe(passed), milliseconds);
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.close();
  }
}
