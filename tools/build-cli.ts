import { execFileSync } from 'child_process';
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { bundledPackages, requireNotices } from './library/notices';

/**
 * `tsx tools/build-cli.ts [folder]`: bundles the command into `cli/dist`, or the folder, with the checks that it shares with the Lambda
 * function, and the proof that it shares with the constructs, without aws-cdk-lib. The SDK clients stay outside: they are its
 * dependencies. The tables of the proof lie beside it.
 */
const ROOT = join(__dirname, '..');
const cli = join(ROOT, 'cli');
const dist = process.argv[2] ?? join(cli, 'dist');
const outfile = join(dist, 'index.js');
const TABLES = ['action-table.json.br', 'aws-managed-policies.json.br', 'LICENSE-iam-data.txt'];

const WITHOUT_CDK = ['aws-cdk-lib/aws-iam', 'aws-cdk-lib/region-info', 'aws-cdk-lib', 'constructs'];

const { metafile } = buildSync({
  entryPoints: [join(cli, 'index.ts')],
  outfile,
  bundle: true,
  // Node prints the whole line that throws above the message of an error.
  lineLimit: 160,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['@aws-sdk/*'],
  alias: Object.fromEntries(WITHOUT_CDK.map((name) => [name, join(cli, 'without-cdk.ts')])),
  define: { VERSION: JSON.stringify(JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')).version), ...commit() },
  banner: { js: '#!/usr/bin/env node' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
requireNotices(bundledPackages(Object.keys(metafile.inputs)), readFileSync(join(cli, 'THIRD-PARTY-NOTICES'), 'utf8'));
// The bundle finds its tables from the nearest package.json.
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
rmSync(join(dist, 'data'), { recursive: true, force: true });
for (const table of TABLES) cpSync(join(ROOT, 'data', table), join(dist, 'data', table));

/** The commit and its time, which pages name. A source archive has none. */
function commit(): { COMMIT?: string } {
  try {
    const text = execFileSync('git', ['log', '-1', '--format=%H of %cI'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return { COMMIT: JSON.stringify(text.trim()) };
  } catch {
    return {};
  }
}
