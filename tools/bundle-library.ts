import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { buildSync } from 'esbuild';

/**
 * Makes one small file, `lib/index.js`, of what the compiler writes to `lib`, as aws-cdk-lib does with its own: without comments and
 * source maps, which are in the declarations and in the repository, the package is half as large and loads sooner. A module in it runs
 * when something of it is first asked for, so that using one construct does not wait for all others, and for the parts of
 * aws-cdk-lib that only those need. Declarations that no public one refers to are left out.
 */
const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
const INDEX = join(LIB, 'index.js');

/**
 * An index whose exports load what they need when they are first asked for.
 *
 * @param source the index as the compiler writes it
 * @param namesOf what a file of the index exports
 * @throws if the compiler writes it in another form than this one knows
 */
export function lazyIndex(source: string, namesOf: (file: string) => string[]): string {
  const exported = [...source.matchAll(/^__exportStar\(require\("(\.\/[\w/-]+)"\), exports\);$/gm)];
  const known = new Set<string>();
  const getters = exported.flatMap(([, file]) => namesOf(file).map((name) => {
    if (known.has(name)) throw new Error(`lib/index.js: ${name} is exported twice`);
    known.add(name);
    return `Object.defineProperty(exports, "${name}", { enumerable: true, get: function () { return require("${file}").${name}; } });`;
  }));
  if (getters.length === 0 || exported.length !== (source.match(/\brequire\(/g) ?? []).length) {
    throw new Error('lib/index.js: it is expected to have an __exportStar for each file, as the compiler writes it, and nothing else');
  }
  return ['"use strict";', 'Object.defineProperty(exports, "__esModule", { value: true });', ...getters, ''].join('\n');
}

/**
 * A compiled module without the compiler's helper for `import * as`, of which each file has its own copy: what we import so is a module
 * to the helper, which it returns as it is.
 */
export function withoutImportHelper(source: string): string {
  if (!source.includes('__importStar')) return source;
  const short = source.replace(/^var __createBinding = [^]*?^var __importStar = [^]*?^\}\)\(\);\n/m, '').replace(/__importStar\(require\(("[\w@/-]+")\)\)/g, 'require($1)');
  if (short.includes('__importStar')) throw new Error('lib: the compiler writes its helper for `import * as` in another form than this tool knows');
  return short;
}

/**
 * The packages of others that end up in the bundle, whose licenses ask for their notices.
 *
 * @param inputs the files of the bundle, as paths
 */
export function bundledPackages(inputs: string[]): string[] {
  return [...new Set(inputs.flatMap((input) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))].sort();
}

/** @throws if the notices are not those of the packages, each under a heading with its name */
export function requireNotices(packages: string[], notices: string): void {
  const noticed = [...notices.matchAll(/^## (\S+)$/gm)].map(([, name]) => name).sort();
  if (noticed.join() === packages.join()) return;
  throw new Error(`THIRD-PARTY-NOTICES is for ${noticed.join(', ') || 'nothing'}, and the bundle holds ${packages.join(', ') || 'nothing'} of others`);
}

/** The declarations that an index leads to, itself among them, as paths below a folder. */
export function publicDeclarations(folder: string, file = 'index.d.ts', found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, relative] of readFileSync(join(folder, file), 'utf8').matchAll(/\b(?:from |import\()['"](\.[^'"]+)['"]/g)) {
    publicDeclarations(folder, `${join(dirname(file), relative)}.d.ts`, found);
  }
  return found;
}

function main(): void {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' });
  const compiled = files.filter((file) => file.endsWith('.js'));
  // Only interfaces are left out: they do not exist when the program runs.
  const namesOf = (file: string) => Object.keys(module.require(join(LIB, file))).filter((name) => name !== '__esModule');
  const index = lazyIndex(readFileSync(INDEX, 'utf8'), namesOf);
  for (const file of compiled) writeFileSync(join(LIB, file), withoutImportHelper(readFileSync(join(LIB, file), 'utf8')));
  writeFileSync(INDEX, index);
  const { metafile } = buildSync({
    entryPoints: [INDEX],
    outfile: INDEX,
    allowOverwrite: true,
    bundle: true,
    minify: true,
    // Node prints the whole line that throws above the message of an error.
    lineLimit: 160,
    // jsii and error messages show the names of classes.
    keepNames: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
    metafile: true,
    logLevel: 'warning',
  });
  requireNotices(bundledPackages(Object.keys(metafile.inputs)), readFileSync(join(ROOT, 'THIRD-PARTY-NOTICES'), 'utf8'));
  const declarations = publicDeclarations(LIB);
  const useless = files.filter((file) => (file.endsWith('.d.ts') && !declarations.has(file)) || (compiled.includes(file) && file !== 'index.js'));
  for (const file of useless) rmSync(join(LIB, file));
}

if (require.main === module) main();
