import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/**
 * Bundles each handler into one file, which a construct puts into the template as text. The SDK clients stay outside: the Lambda
 * runtime carries them.
 */
const root = join(__dirname, '..');
const entry = (handler: string) => join(root, 'src', 'handlers', handler, 'index.ts');
const handlers = readdirSync(join(root, 'src', 'handlers')).filter((name) => existsSync(entry(name)));

buildSync({
  entryPoints: Object.fromEntries(handlers.map((name) => [name, entry(name)])),
  outdir: join(root, 'bundled-handlers'),
  bundle: true,
  minify: true,
  charset: 'ascii',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['@aws-sdk/*', '@smithy/*'],
  legalComments: 'none',
  logLevel: 'warning',
});
