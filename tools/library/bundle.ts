import { readFileSync } from 'fs';
import { join, relative } from 'path';
import { build, Plugin } from 'esbuild';
import { withNamedClasses, withPlainImports } from './named-classes';

/** What the files of the index export when the program runs, by their path without ending, such as `./roles/baseline-role`. */
export type Exports = ReadonlyMap<string, readonly string[]>;

/**
 * The files that an index exports, in its order.
 *
 * @throws if it holds anything else
 */
export function filesOfIndex(source: string): string[] {
  const files = [...source.matchAll(/^export \* from '(\.\/[\w/-]+)';$/gm)].map(([, file]) => file);
  if (files.length === 0 || files.length !== source.split('\n').filter((line) => line !== '').length) {
    throw new Error('src/index.ts: each of its lines is expected to be an `export * from`');
  }
  return files;
}

/**
 * An index whose exports load what they need when they are first asked for.
 *
 * @throws if two files export the same name
 */
export function lazyIndex(exported: Exports): string {
  const known = new Set<string>();
  const getters = [...exported].flatMap(([file, names]) => names.map((name) => {
    if (known.has(name)) throw new Error(`src/index.ts: ${name} is exported twice`);
    known.add(name);
    return `lazily('${name}', () => require('${file}').${name});`;
  }));
  return ['const lazily = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });', ...getters, ''].join('\n');
}

/** A bundle, and the files that it was made of. */
export interface Bundle {
  readonly code: string;
  readonly inputs: string[];
}

/**
 * The library as one file, without comments and source maps, which are in the declarations and in the repository. A module in it runs when
 * something of it is first asked for.
 *
 * @param sources the folder of the index
 */
export async function bundled(sources: string, exported: Exports, manifest: { name: string; version: string }): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: lazyIndex(exported), resolveDir: sources, sourcefile: 'index.js' },
    bundle: true,
    minify: true,
    // Node prints the whole line that throws above the message of an error.
    lineLimit: 160,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
    inject: [join(__dirname, 'prelude.ts')],
    define: { PACKAGE: JSON.stringify(manifest.name), VERSION: JSON.stringify(manifest.version) },
    // Once for the whole file, instead of in each module.
    banner: { js: '"use strict";' },
    tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
    plugins: [namingClasses(sources, exported)],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  return { code: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

function namingClasses(sources: string, exported: Exports): Plugin {
  return {
    name: 'names of classes',
    setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const file = relative(sources, path);
      if (file.startsWith('..')) return undefined;
      const names = exported.get(`./${file.slice(0, -'.ts'.length)}`) ?? [];
      const source = withPlainImports(readFileSync(path, 'utf8'));
      return { contents: withNamedClasses(file, source, (name) => names.includes(name)), loader: 'ts' };
    }),
  };
}
