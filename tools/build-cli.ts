import { chmodSync, readFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/**
 * Bundles the command into `cli/dist`, with the checks that it shares with the Lambda function. The SDK clients stay outside: they are
 * its dependencies.
 */
const cli = join(__dirname, '..', 'cli');
const outfile = join(cli, 'dist', 'index.js');

buildSync({
  entryPoints: [join(cli, 'index.ts')],
  outfile,
  bundle: true,
  // Node prints the whole line that throws above the message of an error.
  lineLimit: 160,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['@aws-sdk/*'],
  define: { VERSION: JSON.stringify(JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')).version) },
  banner: { js: '#!/usr/bin/env node' },
  legalComments: 'none',
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
