import { spawn } from 'child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseArgs } from 'util';

/**
 * `npm run integ -- --account 111122223333 [--region eu-central-1]`: deploys the baseline into that account with the credentials of the
 * caller, asks everything in `integ/assertions`, and deletes it again (docs/real-account.md).
 *
 * `npm run integ:snapshot [-- --write]`: only compares the template with the one in `integ/*.snapshot`, or writes that; without an account.
 */
const USAGE = 'Usage: npm run integ -- --account 111122223333 [--region us-east-1], or npm run integ:snapshot [-- --write]';
const ROOT = join(__dirname, '..');
const RUNNER = [
  join(ROOT, 'node_modules', '@aws-cdk', 'integ-runner', 'bin', 'integ-runner'),
  '--directory', 'integ', '--language', 'typescript', '--app', 'node --import tsx {filePath}',
];

interface Options {
  readonly snapshot: boolean;
  readonly write: boolean;
  readonly account?: string;
  readonly region: string;
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { snapshot: { type: 'boolean' }, write: { type: 'boolean' }, account: { type: 'string' }, region: { type: 'string' } },
  });
  const { snapshot = false, write = false, account, region = process.env.AWS_REGION ?? 'us-east-1' } = values;
  if (write && !snapshot) throw new Error('--write is for the snapshot');
  if (!snapshot && !/^\d{12}$/.test(account ?? '')) throw new Error(`--account: ${account ?? 'nothing'} is not the number of the account that may be changed`);
  return { snapshot, write, account, region };
}

/** The flags of integ-runner: it asks nobody, so that the account must have been named. */
function flags({ snapshot, write, region }: Options): string[] {
  if (snapshot) return write ? ['--update-on-failed', '--dry-run'] : [];
  return ['--force', '--disable-update-workflow', '--parallel-regions', region];
}

async function main(): Promise<void> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'secure-account-baseline-integration-'));
  try {
    process.exitCode = await run([...RUNNER, ...flags(options)], {
      INTEGRATION_FOLDER: folder,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // Without a region the runner looks for one on the network, also where it only compares.
      AWS_REGION: options.region,
      AWS_DEFAULT_REGION: options.region,
      ...options.snapshot ? {} : { INTEGRATION_ACCOUNT: options.account! },
    });
    const report = join(folder, 'report.md');
    if (!existsSync(report)) return;
    const text = readFileSync(report, 'utf8');
    console.log(`\n${text}`);
    if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A signal reaches the runner too, being of the same group: its last steps still have to take away what was made. */
async function run(args: string[], environment: Record<string, string>): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

void main();
