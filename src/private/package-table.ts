import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { brotliDecompressSync } from 'zlib';

/**
 * The content of a compressed table that the package ships beside its code, in JSON. It is looked for from the root of the package,
 * since the code lies at another depth in the package than in a checkout.
 *
 * @throws if it is not there
 */
export function packageTable<T>(name: string, folder = 'data'): T {
  const file = join(packageRoot(__dirname), folder, `${name}.json.br`);
  if (!existsSync(file)) throw new Error(`${folder}/${name}.json.br is missing at ${file}: in a checkout run 'npm run bundle' first`);
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8')) as T;
}

/** The nearest folder with a package.json; the folder itself where there is none, as in an app that was bundled without one. */
function packageRoot(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) return start;
    folder = dirname(folder);
  }
  return folder;
}
