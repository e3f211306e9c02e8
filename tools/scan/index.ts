import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { compare, EXPLAINED } from './explained';
import { privileges } from './pmapper';
import { failures } from './prowler';
import { deployScannedAccount } from './scanned-account';
import { startLocalEndpoint } from '../../local-endpoint/client/endpoint';

/**
 * `npm run scan`: what third-party tools say. zizmor checks the workflows, cfn-lint the templates, and PMapper and Prowler an account on
 * the local endpoint with everything deployed: who can act as whom, and the checks of IAM and of the CIS AWS Foundations Benchmark. It fails on a finding that `explained.ts` does not explain. A workflow runs
 * it every week; `npm test` runs only the first two.
 */
const ROOT = join(__dirname, '..', '..');

function checked(tool: string): boolean {
  console.log(`\n=== ${tool}`);
  return spawnSync(process.execPath, ['--import', 'tsx', join('tools', tool)], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

function reported(scanner: keyof typeof EXPLAINED, findings: string[]): boolean {
  console.log(`\n=== ${scanner}`);
  const { unexplained, needless } = compare(findings, EXPLAINED[scanner]);
  console.log(`${findings.length} findings, ${unexplained.length} of them not explained`);
  for (const text of unexplained) console.error(`Not explained: ${text}`);
  for (const text of needless) console.error(`Explains no finding, remove it: ${text}`);
  return unexplained.length + needless.length === 0;
}

async function scannedAccount(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'secure-account-baseline-scan-'));
  const endpoint = await startLocalEndpoint();
  try {
    await deployScannedAccount(endpoint, folder);
    const results = [reported('pmapper', await privileges(endpoint, folder)), reported('prowler', await failures(endpoint, folder))];
    return results.every((passed) => passed);
  } finally {
    await endpoint.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const results = [checked('check-workflows.ts'), checked('check-templates.ts'), await scannedAccount()];
  return results.every((passed) => passed) ? 0 : 1;
}

main().then((status) => process.exit(status), (error) => {
  console.error(error.message);
  process.exit(1);
});
