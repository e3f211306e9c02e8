import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { scannerEnvironment } from './scanned-account';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { pythonProgram } from '../python-program';

/** The checks that are about what the baseline deploys: those of IAM, and those of the newest CIS AWS Foundations Benchmark. */
const SELECTIONS = { iam: ['--service', 'iam', 'accessanalyzer'], cis: ['--compliance', 'cis_7.0_aws'] };

/** A finding of Prowler in the OCSF format, as far as it is read here. */
interface OcsfFinding {
  readonly metadata: { readonly event_code: string };
  readonly status_code: string;
  readonly status_detail: string;
}

/**
 * What Prowler fails in the account, as one line each.
 *
 * @throws if Prowler stops, or passes no check, since it has then not read the account.
 */
export async function failures(endpoint: LocalEndpoint, folder: string): Promise<string[]> {
  const program = await pythonProgram('prowler');
  const env = scannerEnvironment(endpoint, { HOME: folder });
  const found = Object.entries(SELECTIONS).flatMap(([name, selection]) => {
    const args = [
      'aws', ...selection, '--region', 'us-east-1', '--output-formats', 'json-ocsf', '--output-directory', folder, '--output-filename', name,
      '--no-banner', '--no-color', '--ignore-exit-code-3',
    ];
    const { status, stdout, stderr, error } = spawnSync(program, args, { env, cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
    if (status !== 0) throw new Error(`prowler ${args.join(' ')} failed:\n${error?.message ?? `${stdout}${stderr}`.trim().slice(-4_000)}`);
    const findings: OcsfFinding[] = JSON.parse(readFileSync(join(folder, `${name}.ocsf.json`), 'utf8'));
    if (!findings.some(({ status_code }) => status_code === 'PASS')) throw new Error(`Prowler passes no check of ${name}: it has not read the account`);
    return findings;
  });
  const failed = found.filter(({ status_code }) => status_code === 'FAIL').map(({ metadata, status_detail }) => `${metadata.event_code}: ${status_detail}`);
  return [...new Set(failed)].sort();
}
