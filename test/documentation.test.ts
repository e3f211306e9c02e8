import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import * as ts from 'typescript';

/** The code in the pages that people read: README, docs, and the README of each room. jsii-rosetta compiles that of the docstrings. */
const ROOT = join(__dirname, '..');
const PAGES = ts.sys.readDirectory(ROOT, ['.md'], ['**/node_modules', '**/.*', '**/cdk.out', 'API.md', 'dist'], ['README.md', 'docs/**/*.md', 'src/**/*.md']);
const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');

interface Block {
  readonly name: string;
  readonly source: string;
}

const blocks = PAGES.flatMap((page) => {
  const lines = readFileSync(page, 'utf8').split('\n');
  return lines.flatMap((line, index): Block[] => {
    if (!/^```(ts|typescript)\b/.test(line)) return [];
    const code = lines.slice(index + 1, lines.indexOf('```', index)).join('\n');
    const name = `${page.slice(ROOT.length + 1)}:${index + 1}`;
    // What may stand only at the top of a file goes there.
    const top = /^(import|declare) .*;$/gm;
    const source = `${(code.match(top) ?? []).join('\n')}\n${FIXTURE.replace('/// here', () => code.replace(top, ''))}`;
    return [{ name, source: /nofixture/.test(line) ? code : source }];
  });
});

test('there is code in README and docs', () => {
  expect(blocks.map(({ name }) => name.split(':')[0])).toEqual(expect.arrayContaining(['README.md', 'docs/existing-account.md']));
});

test('every code block compiles', () => {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(__dirname, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, __dirname);
  const host = ts.createCompilerHost({ ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false });
  const virtual = new Map(blocks.map(({ name, source }) => [join(ROOT, 'test', `${name.replace(/\W/g, '-')}.ts`), { name, source }]));
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  host.readFile = (file) => virtual.get(file)?.source ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => virtual.has(file)
    ? ts.createSourceFile(file, virtual.get(file)!.source, version, true) : getSourceFile(file, version, ...rest);
  const program = ts.createProgram([...virtual.keys()], { ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false }, host);
  const errors = [...virtual].flatMap(([file, { name }]) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map((error) => `${name}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  });
  expect(errors).toEqual([]);
}, 120_000);

describe('a block that is an app', () => {
  const programs = blocks.filter(({ source }) => /new App\(/.test(source));

  test.each(programs)('synthesises: $name', ({ source }) => {
    const apps: App[] = [];
    class RecordedApp extends App {
      constructor() {
        super();
        apps.push(this);
      }
    }
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const load = (name: string) => name === 'aws-cdk-lib' ? { ...jest.requireActual(name), App: RecordedApp }
      : jest.requireActual(name === 'cdk-secure-account-baseline' ? '../src' : name);
    new Function('require', 'exports', outputText)(load, {});
    expect(apps.flatMap((app) => app.synth().stacks)).not.toEqual([]);
  });
});
