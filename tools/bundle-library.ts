import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { smallAssembly } from './library/assembly';
import { bundled, Exports, filesOfIndex } from './library/bundle';
import { shortenDeclarations } from './library/declarations';
import { bundledPackages, requireNotices } from './library/notices';
import { requireSameExports } from './library/same-exports';

/**
 * Makes the package small after the compiler: one `lib/index.js` out of the sources, in place of the files that the compiler writes, with
 * the same exports, and without the data of files that the index does not need; declarations and the jsii assembly without what no user reads. A construct then does not wait for all others to be
 * loaded, nor for the parts of aws-cdk-lib that only those need.
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
  const { code, inputs } = await bundled(join(ROOT, 'src'), exported, JSON.parse(read('package.json')));
  requireNotices(bundledPackages(inputs), read('THIRD-PARTY-NOTICES'));

  for (const file of readdirSync(LIB, { recursive: true, encoding: 'utf8' })) if (/\.js(on)?$/.test(file)) rmSync(join(LIB, file));
  writeFileSync(INDEX, code);
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
