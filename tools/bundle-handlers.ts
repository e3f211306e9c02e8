import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import { buildSync } from 'esbuild';
import { compressed } from './library/compressed';

/** It has no types. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { minify }: { minify(code: string, options: object): { code: string; error?: Error } } = require('uglify-js');

/**
 * Bundles each handler into one file, which a construct puts into the template as text. The SDK clients stay outside: the Lambda
 * runtime carries them. The package ships all of them in one compressed table.
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
  mangleProps: /^(accessAnalyzer|accessKeys|apply|attributes|budget|call|canonical|drop|failedCreate|isAllowed|isRoot|load|look|minimumLength|nextRotation|note|ownPolicies|parseProperties|passwordPolicy|put|read|remove|samlProviders|save|serverCertificates|signInRoles|signingCertificates|suffices|unclear|undo|until|unusedKeys)$/,
  logLevel: 'warning',
  write: false,
});

mkdirSync(join(root, 'bundled-handlers'), { recursive: true });
const texts: Record<string, string> = {};
// esbuild neither joins declarations nor inlines what is used once: this saves another twentieth of the template. JSON escapes the double
// quotation mark, and YAML does in text that it must quote: strings are in single ones.
for (const { path, text } of outputFiles) {
  const { code, error } = minify(text, {
    toplevel: true, compress: { passes: 8, keep_fargs: false, hoist_funs: true }, output: { ascii_only: true, quote_style: 1 },
  });
  if (error) throw error;
  writeFileSync(path, code);
  texts[basename(path, '.js')] = code.trimEnd();
}
writeFileSync(join(root, 'bundled-handlers', 'handlers.json.br'), compressed(texts));
