import { brotliDecompressSync } from 'zlib';
import { packageFile } from '../../private/package-file';

let held: Record<string, object> | undefined;

/**
 * The document of a policy that AWS maintains; nothing if the library does not hold it. It holds those of the job functions. The file is
 * read on the first call.
 *
 * @param name with its path, such as `job-function/ViewOnlyAccess`
 */
export function managedPolicyDocument(name: string): object | undefined {
  held ??= JSON.parse(brotliDecompressSync(packageFile('data', 'aws-managed-policies.json.br')).toString('utf8')) as Record<string, object>;
  return held[name];
}
