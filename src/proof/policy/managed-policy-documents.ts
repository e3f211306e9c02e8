import { packageTable } from '../../private/package-table';

let held: Record<string, object> | undefined;

/**
 * The document of a policy that AWS maintains; nothing if the library does not hold it. It holds those of the job functions. The file is
 * read on the first call.
 *
 * @param name with its path, such as `job-function/ViewOnlyAccess`
 */
export function managedPolicyDocument(name: string): object | undefined {
  held ??= packageTable<Record<string, object>>('aws-managed-policies');
  return held[name];
}
