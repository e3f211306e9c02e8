import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { smallAssembly } from './library/assembly';
import { bundled, Exports } from './library/bundle';
import { shortenDeclarations } from './library/declarations';
import { bundledPackages, requireNotices } from './library/notices';
import { filesOfIndex } from './library/rooms';
import { requireSameExports } from './library/same-exports';

/**
 * Makes the package small after the compiler: few files of minified code out of the sources, in place of those that the compiler writes, with
 * the same exports, and without what the index does not need; declarations and the jsii assembly without what no user reads. A construct then
 * waits neither for all others to be loaded, nor for the parts of aws-cdk-lib that only those need.
 */
const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
const INDEX = join(LIB, 'index.js');
const ASSEMBLY = join(ROOT, '.jsii.gz');

async function main(): Promise<void> {
  const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
  const files = filesOfIndex(read('src', 'index.ts'));
  // Only interfaces are left out: they do not exist when the program runs.
  const compiled = new Map(files.map((file) => [file, Object.entries<unknown>(module.require(join(LIB, file))).filter(([name]) => name !== '__esModule')]));
  const exported: Exports = new Map([...compiled].map(([file, values]) => [file, values.map(([name]) => name)]));
  const { files: parts, inputs } = await bundled(join(ROOT, 'src'), exported, JSON.parse(read('package.json')));
  requireNotices(bundledPackages(inputs), read('THIRD-PARTY-NOTICES'));

  for (const file of readdirSync(LIB, { recursive: true, encoding: 'utf8' })) if (/\.js(on)?$/.test(file)) rmSync(join(LIB, file));
  for (const [file, code] of parts) writeFileSync(join(LIB, file), code);
  delete require.cache[INDEX];
  requireSameExports(Object.fromEntries([...compiled.values()].flat()), module.require(INDEX));
  shortenDeclarations(LIB);
  writeFileSync(ASSEMBLY, smallAssembly(readFileSync(ASSEMBLY)));
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
