import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BadInput } from '../access/bad-input';

const LIBRARY = 'cdk-secure-account-baseline.';

/** The constructs of the library in an app, as its synthesis left them. */
export interface SynthesizedApp {
  /** The version of the library that synthesized them. */
  readonly libraryVersion: string;
  /** The time of the synthesis. */
  readonly synthesized: Date;
  /** The paths of the constructs, by the name of their class. */
  readonly constructs: ReadonlyMap<string, readonly string[]>;
}

interface TreeNode {
  readonly path?: string;
  readonly constructInfo?: { readonly fqn?: string; readonly version?: string };
  readonly children?: { readonly [id: string]: TreeNode };
}

/**
 * Reads the constructs of an app, or of one stack.
 *
 * @param path a `cdk.out` folder, or a template in it
 * @throws BadInput if it is neither, or if the app has no construct of the library
 */
export function readApp(path: string): SynthesizedApp {
  if (!existsSync(path)) throw new BadInput(`${path}: there is no such file or folder`);
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const manifest = join(folder, 'manifest.json');
  const tree = join(folder, 'tree.json');
  for (const file of [manifest, tree]) {
    if (!existsSync(file)) {
      throw new BadInput(`${path}: there is no ${basename(file)} beside it, which names the constructs. Use a cdk.out folder, or a template in it, of an app without treeMetadata: false`);
    }
  }
  const root = json(tree).tree as TreeNode | undefined;
  if (root === undefined || root === null || typeof root !== 'object') throw new BadInput(`${tree}: it has no tree of constructs`);
  const stack = isFolder ? undefined : stackOf(json(manifest), basename(path), path);
  const found = constructsBelow(root).filter((node) => stack === undefined || node.path === stack || node.path.startsWith(`${stack}/`));
  if (found.length === 0) throw new BadInput(`${path}: it has no construct of cdk-secure-account-baseline`);
  const constructs = new Map<string, string[]>();
  for (const { name, path: where } of found) constructs.set(name, [...constructs.get(name) ?? [], where]);
  return { libraryVersion: found[0].version, synthesized: statSync(manifest).mtime, constructs };
}

/** The path of the stack that a template belongs to. */
function stackOf(manifest: any, template: string, file: string): string {
  const stacks = Object.entries<any>(manifest.artifacts ?? {}).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [found] = stacks.filter(([, { properties }]) => properties?.templateFile === template);
  if (!found) throw new BadInput(`${file}: manifest.json beside it names no stack with this template`);
  return found[1].displayName ?? found[0];
}

interface Found {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

function constructsBelow({ path, constructInfo, children }: TreeNode): Found[] {
  const { fqn, version } = constructInfo ?? {};
  const own = fqn?.startsWith(LIBRARY) && path ? [{ name: fqn.slice(LIBRARY.length), version: version ?? 'unknown', path }] : [];
  return [...own, ...Object.values(children ?? {}).flatMap(constructsBelow)];
}

function json(file: string): any {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput(`${file}: ${(error as Error).message}`);
  }
}
