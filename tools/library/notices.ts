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
