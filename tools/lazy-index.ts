import { readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/**
 * Lets the compiled `lib/index.js` load a file when something of it is first asked for, as aws-cdk-lib does: whoever takes one construct
 * does not wait for all others, and for the parts of aws-cdk-lib that only those need.
 */
const INDEX = join(__dirname, '..', 'lib', 'index.js');

/**
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

if (require.main === module) {
  const source = readFileSync(INDEX, 'utf8');
  // Only interfaces are left out: they do not exist when the program runs.
  const namesOf = (file: string) => Object.keys(module.require(join(dirname(INDEX), file))).filter((name) => name !== '__esModule');
  writeFileSync(INDEX, lazyIndex(source, namesOf));
}
