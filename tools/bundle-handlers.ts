import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

/** It has no types. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { minify }: { minify(code: string, options: object): { code: string; error?: Error } } = require('uglify-js');

/**
 * Bundles each handler into one file, which a construct puts into the template as text. The SDK clients stay outside: the Lambda
 * runtime carries them.
 */
const root = join(__dirname, '..');
const entry = (handler: string) => join(root, 'src', 'handlers', handler, 'index.ts');
const handlers = readdirSync(join(root, 'src', 'handlers')).filter((name) => existsSync(entry(name)));

const { outputFiles } = buildSync({
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
  // Names of our own, of which no service, record or log has any.
  mangleProps: /^(apply|attributes|drop|failedCreate|load|look|note|properties|read|remove|save|suffices|unclear|undo|until)$/,
  logLevel: 'warning',
  write: false,
});

mkdirSync(join(root, 'bundled-handlers'), { recursive: true });
// esbuild neither joins declarations nor inlines what is used once: this saves another twentieth of the template.
for (const { path, text } of outputFiles) {
  const { code, error } = minify(text, { toplevel: true, compress: { passes: 4, keep_fargs: false }, output: { ascii_only: true } });
  if (error) throw error;
  writeFileSync(path, code);
}
