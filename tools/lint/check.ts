import { join } from 'path';
import { loadESLint } from 'eslint';
import * as ts from 'typescript';
import { PROGRAM, ROOT } from './program';

/**
 * `tsx tools/lint/check.ts [folder or file...]`: fails on an error of TypeScript in any source file, as `tsc --noEmit -p test/tsconfig.json`
 * does, and on a finding of ESLint in a folder or file that is named.
 */
async function main(): Promise<number> {
  const diagnostics = ts.getPreEmitDiagnostics(PROGRAM);
  console.log(ts.formatDiagnostics(diagnostics, {
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  }));
  const ESLint = await loadESLint({ useFlatConfig: false });
  const eslint = new ESLint({ cwd: ROOT, extensions: ['.ts'], overrideConfig: { parser: join(__dirname, 'parser.ts') } });
  const results = await eslint.lintFiles(process.argv.slice(2));
  console.log(await (await eslint.loadFormatter('stylish')).format(results));
  console.log(`${PROGRAM.getRootFileNames().length} files with ${diagnostics.length} errors of TypeScript, ${results.length} files checked by ESLint`);
  return diagnostics.length + results.reduce((sum, { errorCount }) => sum + errorCount, 0);
}

main().then((errors) => process.exit(errors > 0 ? 1 : 0), (error) => {
  console.error(error);
  process.exit(1);
});
