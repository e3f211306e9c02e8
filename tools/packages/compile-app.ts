import { join, sep } from 'path';
import * as ts from 'typescript';

/**
 * `compile-app.ts <folder> <package>`: compiles the project in a folder as `tsc` does, and checks its own files and the declarations of
 * the package. `tsc` would check either all declarations, most of which are those of aws-cdk-lib and take as long again, or none:
 * then a type of the package that is not there, because a file was not packed, would be `any`.
 */
const [folder, name] = process.argv.slice(2);
const host: ts.FormatDiagnosticsHost = { getCanonicalFileName: (file) => file, getCurrentDirectory: () => folder, getNewLine: () => '\n' };

const { config, error } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
const { fileNames, options, errors } = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, folder);
const program = ts.createProgram(fileNames, options);
const declarations = join('node_modules', name) + sep;
const checked = program.getSourceFiles().filter(({ fileName }) => fileNames.includes(fileName) || fileName.includes(declarations));
if (checked.length === fileNames.length) throw new Error(`The app takes nothing of ${name}`);

const found = [
  ...error ? [error] : [],
  ...errors,
  ...program.getOptionsDiagnostics(),
  ...program.getGlobalDiagnostics(),
  ...checked.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
];
if (found.length > 0) {
  console.error(ts.formatDiagnostics(found, host));
  process.exit(1);
}
program.emit();
