import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { findPython } from '../../../../local-endpoint/client/python';
import { virtualEnvironment } from '../../../../local-endpoint/client/virtual-environment';
import { Keys } from '../clients';

/** Calls of one principal to one service, by the names of the API. A refusal is an error with AWS's name for it. */
export type Service = (operation: string, input?: object) => Promise<any>;

/**
 * The AWS SDK for Python, which the endpoint is installed with: it has clients for services that the tests have no JavaScript client for.
 */
export class SdkForPython {
  /** Starts it; it ends with `stop()`. */
  public static async start(endpoint: LocalEndpoint): Promise<SdkForPython> {
    const interpreter = await virtualEnvironment(findPython(), true);
    return new SdkForPython(spawn(interpreter, ['-I', join(__dirname, 'fixtures', 'sdk_calls.py'), endpoint.url], {
      stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env.PATH, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' },
    }));
  }

  private readonly waiting: ((line: string) => void)[] = [];

  private constructor(private readonly child: ChildProcess) {
    createInterface(child.stdout!).on('line', (line) => this.waiting.shift()!(line));
  }

  public service(service: string, credentials: Keys, region = 'us-east-1'): Service {
    return async (operation, input = {}) => {
      const line = new Promise<string>((resolve, reject) => {
        this.waiting.push(resolve);
        this.child.once('exit', () => reject(new Error('the SDK for Python ended')));
      });
      this.child.stdin!.write(`${JSON.stringify({ service, credentials, region, operation, input })}\n`);
      const { answer, error } = JSON.parse(await line);
      if (error) throw Object.assign(new Error(error.message), error);
      return answer;
    };
  }

  public stop(): void {
    this.child.stdin!.end();
  }
}
