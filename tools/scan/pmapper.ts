import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { CONTROL, scannerEnvironment } from './scanned-account';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { pythonProgram } from '../python-program';

/** An edge of PMapper's graph: a principal that can act as another one. */
interface Edge {
  readonly source: string;
  readonly destination: string;
  readonly reason: string;
}

/** PMapper's privilege graph of the account: who is an administrator, who can become one, and who can act as whom, as one line each. */
export async function privileges(endpoint: LocalEndpoint, folder: string): Promise<string[]> {
  const python = join(dirname(await pythonProgram('pmapper')), 'python');
  const storage = join(folder, 'pmapper');
  const env = scannerEnvironment(endpoint, { PMAPPER_STORAGE: storage });
  const pmapper = (...args: string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(python, [join(__dirname, 'run_pmapper.py'), ...args], { env, encoding: 'utf8', maxBuffer: 1e8 });
    if (status !== 0) throw new Error(`pmapper ${args.join(' ')} failed:\n${error?.message ?? `${stdout}${stderr}`.trim()}`);
    return stdout;
  };
  pmapper('graph', 'create', '--include-regions', 'us-east-1');
  const escalations = pmapper('query', 'preset privesc *').trim().split('\n').map((line) => line.trim());
  if (!escalations.some((line) => line.startsWith(`user/${CONTROL} `))) throw new Error(`PMapper does not report the user ${CONTROL}, who can become an administrator`);
  const edges: Edge[] = JSON.parse(readFileSync(join(storage, endpoint.accountId, 'graph', 'edges.json'), 'utf8'));
  const name = (arn: string) => arn.split(':').pop();
  return [...escalations, ...edges.map(({ source, destination, reason }) => `${name(source)} ${reason} ${name(destination)}`)].sort();
}
