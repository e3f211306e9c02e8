import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { brotliDecompressSync } from 'zlib';

/**
 * A file that the package ships beside its code. It is looked for from the root of the package, since the code lies at another depth in
 * the package than in a checkout.
 *
 * @throws if it is not there
 */
export function packageFile(folder: string, name: string): Buffer {
  const file = join(packageRoot(__dirname), folder, name);
  if (!existsSync(file)) throw new Error(`${folder}/${name} is missing at ${file}: in a checkout run 'npm run bundle' first`);
  return readFileSync(file);
}

/** The content of a compressed table of the package, in JSON. */
export function packageTable<T>(name: string): T {
  return JSON.parse(brotliDecompressSync(packageFile('data', `${name}.json.br`)).toString('utf8')) as T;
}

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
