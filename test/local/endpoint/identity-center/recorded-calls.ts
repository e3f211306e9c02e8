import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from '../organization/sdk-for-python';

const FOLDER = join(__dirname, '..', '..', '..', '..', 'local-endpoint', 'server', 'aws_endpoint', 'identity_center');

/** The operations of Identity Center that the endpoint has. */
export function operationsOfEndpoint(): string[] {
  const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.py')).map((name) => readFileSync(join(FOLDER, name), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/^@operation\(\w+, "(\w+)"\)$/gm)].map(([, name]) => name)).sort();
}

/** The operations that a test has called. */
export class RecordedCalls {
  private readonly names = new Set<string>();

  public of(service: Service): Service {
    return async (operation, input) => {
      this.names.add(operation);
      return service(operation, input);
    };
  }

  public get sorted(): string[] {
    return [...this.names].sort();
  }
}
