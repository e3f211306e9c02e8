import { readFileSync } from 'fs';
import { basename, join, relative } from 'path';
import { build, Plugin, transform } from 'esbuild';
import { withSharedImports } from './imports';
import { withNamedClasses } from './named-classes';
import { lazyIndex, namesForEsModules, roomEntry, Rooms, roomsOf } from './rooms';

/** What the files of the index export when the program runs, by their path without ending, such as `./roles/baseline-role`. */
export type Exports = ReadonlyMap<string, readonly string[]>;

/** What the package holds of the sources, by the names of its files, and the files that it was made of. */
export interface Bundle {
  readonly files: ReadonlyMap<string, string>;
  readonly inputs: string[];
}

/** The stack of most apps. */
const FIRST = 'baseline/secure-account-baseline-stack.ts';
const PEERS = ['aws-cdk-lib', 'constructs'];
const TARGET = 'node20';

/**
 * The library as few files, without comments and source maps, which are in the declarations and in the repository: an index, a room for each
 * folder of the sources, and what rooms share.
 *
 * @param sources the folder of the index
 */
export async function bundled(sources: string, exported: Exports, manifest: { name: string; version: string }): Promise<Bundle> {
  const rooms = roomsOf([...exported].filter(([, names]) => names.length > 0).map(([file]) => file), await filesOf(sources, FIRST));
  const { outputFiles, metafile } = await build({
    entryPoints: [...rooms.keys()].map((room) => ({ in: `room:${room}`, out: room })),
    outdir: 'lib',
    bundle: true,
    splitting: true,
    chunkNames: 'shared-[hash]',
    minifyIdentifiers: true,
    minifySyntax: true,
    platform: 'node',
    format: 'esm',
    target: TARGET,
    external: PEERS,
    define: { PACKAGE: JSON.stringify(manifest.name), VERSION: JSON.stringify(manifest.version) },
    tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
    plugins: [rooted(sources, rooms), namingClasses(sources, exported)],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const parts = await Promise.all(outputFiles.map(async ({ path, text }) => [basename(path), await small(withSharedImports(text))] as const));
  const index = `${await small(lazyIndex(rooms, exported))}${namesForEsModules(exported)}\n`;
  return { files: new Map([['index.js', index], ...parts]), inputs: Object.keys(metafile.inputs).filter((input) => !input.startsWith('room:')) };
}

/** The files of the sources that a file needs, itself among them, by their path without ending. */
async function filesOf(sources: string, file: string): Promise<Set<string>> {
  const { metafile } = await build({ entryPoints: [join(sources, file)], bundle: true, platform: 'node', external: PEERS, metafile: true, write: false, outdir: 'lib' });
  return new Set(Object.keys(metafile.inputs).map((input) => `./${relative(sources, input)}`.replace(/\.ts$/, '')));
}

/** Code as Node loads it with `require`. */
async function small(code: string): Promise<string> {
  // Node prints the whole line that throws above the message of an error.
  return (await transform(code, { format: 'cjs', minify: true, lineLimit: 160, target: TARGET, banner: '"use strict";' })).code;
}

function rooted(sources: string, rooms: Rooms): Plugin {
  return {
    name: 'rooms',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^room:/ }, ({ path }) => ({ path: path.slice('room:'.length), namespace: 'room' }));
      onLoad({ filter: /./, namespace: 'room' }, ({ path }) => ({ contents: roomEntry(path, rooms.get(path)!), resolveDir: sources }));
    },
  };
}

function namingClasses(sources: string, exported: Exports): Plugin {
  return {
    name: 'names of classes',
    setup: ({ onLoad }) => onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
      const file = relative(sources, path);
      if (file.startsWith('..')) return undefined;
      const names = exported.get(`./${file.slice(0, -'.ts'.length)}`) ?? [];
      return { contents: withNamedClasses(file, readFileSync(path, 'utf8'), (name) => names.includes(name)), loader: 'ts' };
    }),
  };
}
